import { calibrationError } from "../../linear/calibrate.js";
import type { LinearModel } from "../../linear/linear-model.js";
import { type LabelScore, macroF1 } from "../../linear/macro-f1.js";
import type { Recipe, TaskRow } from "./recipe.js";

/** How well a model does on the rows of one source and split. */
export interface Figures {
  source: string;
  split: string;
  rows: number;
  accuracy: number;
  macroF1: number;
  perClass: Record<string, LabelScore>;
  /** Expected calibration error of the probability of the answer. */
  calibration: number;
}

/** By split and source; where a source knows only some labels, the answer is the likeliest of these. */
export function figuresOf(model: LinearModel, { labelsOf }: Recipe, rows: readonly TaskRow[]): Figures[] {
  const groups = new Map<string, TaskRow[]>();
  for (const row of rows) {
    const key = `${row.split} ${row.source}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((own) => {
    const { source, split } = own[0]!;
    const known = labelsOf(source).map((label) => model.labels.indexOf(label));
    const answers = own.map(({ text, label }) => {
      const probabilities = model.probabilities(text);
      const best = known.reduce((a, b) => (probabilities[b]! > probabilities[a]! ? b : a));
      const sum = known.reduce((total, k) => total + probabilities[k]!, 0);
      return { said: model.labels[best]!, confidence: probabilities[best]! / sum, right: model.labels[best] === label };
    });
    const scores = macroF1(
      own.map(({ label }) => label),
      answers.map(({ said }) => said),
    );
    const accuracy = answers.filter(({ right }) => right).length / own.length;
    return { source, split, rows: own.length, accuracy, ...scores, calibration: calibrationError(answers) };
  });
}

const percent = (share: number): string => share.toFixed(3);

export function printFigures(figures: readonly Figures[]): void {
  for (const { source, split, rows, accuracy, macroF1: mean, perClass, calibration } of figures) {
    console.log(
      `${split} ${source}: ${rows} rows, accuracy ${percent(accuracy)}, macro-F1 ${percent(mean)}, calibration error ${percent(calibration)}`,
    );
    for (const [label, { precision, recall, f1, n }] of Object.entries(perClass)) {
      console.log(
        `  ${label}: precision ${percent(precision)}, recall ${percent(recall)}, F1 ${percent(f1)}, ${n} rows`,
      );
    }
  }
}
