import { calibrationError } from "../../analyzers/linear/calibrate.js";
import { type LabelScore, macroF1 } from "../../analyzers/linear/macro-f1.js";
import { accuracy, measured, scoreCalibrationError } from "./metrics.js";
import type { Contestant, Guess, Task } from "./task.js";

/** How one contestant does in one task. */
export interface Score {
  figure: number;
  /** Expected calibration error of the confidence, or of the polarity where the task is one of sentiment. */
  calibration?: number;
  accuracy: number;
  perClass: Record<string, LabelScore>;
  /** The task's figure by file or category, with the rows it has. */
  perSource: Record<string, { rows: number; figure: number }>;
}

/** What an answer is worth: a score, that the task is none of the contestant's, or why there is none. */
export type Outcome = { score: Score } | { none: true } | { failed: string };

const POLARITY: Record<string, number> = { negative: -1, neutral: 0, positive: 1 };

/** Sources with fewer rows tell nothing. */
const LEAST_ROWS = 20;

function calibrationOf({ question, test }: Task, guesses: readonly Guess[]): number | undefined {
  if (question === "sign" || question === "sentiment") {
    const answers = guesses.flatMap(({ score }, i) =>
      score === undefined ? [] : [{ score, polarity: POLARITY[test[i]!.label]! }],
    );
    return answers.length === 0 ? undefined : scoreCalibrationError(answers);
  }
  const answers = guesses.flatMap(({ label, confidence }, i) =>
    confidence === undefined ? [] : [{ confidence, right: label === test[i]!.label }],
  );
  return answers.length === 0 ? undefined : calibrationError(answers);
}

/** Measures the guesses against the labels. */
export function scoreOf(task: Task, guesses: readonly Guess[]): Score {
  const truth = task.test.map(({ label }) => label);
  const labels = guesses.map(({ label }) => label);
  const perSource: Score["perSource"] = {};
  for (const source of [...new Set(task.test.map((row) => row.source))].sort()) {
    const at = task.test.flatMap((row, i) => (row.source === source ? [i] : []));
    if (at.length < LEAST_ROWS) continue;
    const pick = (list: readonly string[]) => at.map((i) => list[i]!);
    perSource[source] = { rows: at.length, figure: measured(task.measure, pick(truth), pick(labels)) };
  }
  const calibration = calibrationOf(task, guesses);
  return {
    figure: measured(task.measure, truth, labels),
    ...(calibration !== undefined && { calibration }),
    accuracy: accuracy(truth, labels),
    perClass: macroF1(truth, labels).perClass,
    perSource,
  };
}

/** The contestant's score in the task. A contestant that cannot answer stops nobody else; the table names the reason. */
export async function compete(contestant: Contestant, task: Task): Promise<Outcome> {
  try {
    const guesses = await contestant.guess(task);
    return guesses === undefined ? { none: true } : { score: scoreOf(task, guesses) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
