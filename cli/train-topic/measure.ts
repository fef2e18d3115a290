import { OfficeClassifier } from "../../analyzers/office-topic/classifier.js";
import type { OfficeModel } from "../../analyzers/office-topic/model-file.js";
import type { TrainingRow } from "../../analyzers/office-topic/train.js";
import type { Encoded } from "../../core/encoded.js";
import { type Calibration, calibrationOf } from "../../pipelines/evaluate/calibration.js";
import { type Scores, scoresOf } from "../../pipelines/evaluate/metrics.js";

/** How a model does on rows that it has not seen. */
export interface Measured extends Scores {
  rows: number;
  /** The same answers, first levels compared; equal to `macroF1` where there is one level only. */
  firstLevelMacroF1: number;
  calibration: Calibration;
  /** Macro-F1 of the n-grams alone: what a degraded run comes to. */
  ngramsMacroF1: number;
}

/** Measures the likeliest class of every row. @throws RangeError without rows */
export function measureOffice(model: Omit<OfficeModel, "trained">, rows: readonly TrainingRow[]): Measured {
  const classifier = new OfficeClassifier({ ...model, trained: { rows: 0, measured: 0, macroF1: 0 } });
  const name = (index: number) => model.classes[index]!.join("/");
  const first = (index: number) => model.classes[index]![0]!;
  const answer = (text: string, encoded: Encoded | undefined) => {
    const probabilities = classifier.probabilities(text, encoded);
    let best = 0;
    for (let k = 1; k < probabilities.length; k++) if (probabilities[k]! > probabilities[best]!) best = k;
    return { best, confidence: probabilities[best]! };
  };
  const answers = rows.map(({ text, encoded }) => answer(text, encoded));
  const alone = rows.map(({ text }) => answer(text, undefined).best);
  const truth = rows.map((row) => row.class);
  return {
    rows: rows.length,
    ...scoresOf(
      truth.map(name),
      answers.map(({ best }) => name(best)),
    ),
    firstLevelMacroF1: scoresOf(
      truth.map(first),
      answers.map(({ best }) => first(best)),
    ).macroF1,
    calibration: calibrationOf(
      answers.map(({ best, confidence }, i) => ({ claimed: confidence, actual: Number(best === truth[i]) })),
      [0, 1],
    ),
    ngramsMacroF1: scoresOf(truth.map(name), alone.map(name)).macroF1,
  };
}
