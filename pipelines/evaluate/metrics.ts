import { type LabelScore, macroF1 } from "../../analyzers/linear/macro-f1.js";

/** A class of the labels and how well it is told. */
export interface ClassScore extends LabelScore {
  label: string;
  /** How often it was said. */
  said: number;
}

export interface Scores {
  accuracy: number;
  /** Plain mean of the classes' F1: rare ones count as much as frequent ones. */
  macroF1: number;
  /** Most frequent first. */
  classes: ClassScore[];
  /** Rows: the truth; columns: what was said; both in the order of `labels`. */
  confusion: { labels: string[]; counts: number[][] };
  /** What always saying the most frequent class would come to. */
  majority: { label: string; accuracy: number; macroF1: number };
}

/** Every measure of agreement between labels and answers. @throws RangeError without rows */
export function scoresOf(truth: readonly string[], said: readonly string[]): Scores {
  if (truth.length === 0) throw new RangeError("there is nothing to measure");
  const { macroF1: macro, perClass } = macroF1(truth, said);
  const classes = Object.entries(perClass)
    .map(([label, score]) => ({ label, ...score, said: said.filter((one) => one === label).length }))
    .sort((a, b) => b.n - a.n || (a.label < b.label ? -1 : 1));
  const others = [...new Set(said)].filter((label) => perClass[label] === undefined).sort();
  const labels = [...classes.map(({ label }) => label), ...others];
  const place = new Map(labels.map((label, i) => [label, i]));
  const counts = labels.map(() => labels.map(() => 0));
  for (const [i, label] of truth.entries()) {
    const row = counts[place.get(label)!]!;
    row[place.get(said[i]!)!]! += 1;
  }
  const most = classes[0]!;
  const always = most.n / truth.length;
  return {
    accuracy: truth.filter((label, i) => label === said[i]).length / truth.length,
    macroF1: macro,
    classes,
    confusion: { labels, counts },
    majority: { label: most.label, accuracy: always, macroF1: (2 * always) / (1 + always) / classes.length },
  };
}

/**
 * Agreement beyond chance on an ordered scale, a mistake counted by the square of its size (Cohen 1968): 1 complete,
 * 0 as by chance.
 */
export function weightedKappa(truth: readonly number[], said: readonly number[]): number {
  const n = truth.length;
  let observed = 0;
  let expected = 0;
  truth.forEach((label, i) => {
    observed += (label - said[i]!) ** 2;
  });
  const counts = (values: readonly number[]) => {
    const found = new Map<number, number>();
    for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
    return [...found];
  };
  for (const [a, times] of counts(truth))
    for (const [b, often] of counts(said)) expected += (times * often * (a - b) ** 2) / n;
  return expected === 0 ? 1 : 1 - observed / expected;
}
