export interface LabelScore {
  precision: number;
  recall: number;
  f1: number;
  /** How many rows truly have the label. */
  n: number;
}

/** F1 of every label of the truth, and their plain mean: rare labels count as much as frequent ones. */
export function macroF1(
  truth: readonly string[],
  predicted: readonly string[],
): { macroF1: number; perClass: Record<string, LabelScore> } {
  const perClass: Record<string, LabelScore> = {};
  for (const label of [...new Set(truth)].sort()) {
    const n = truth.filter((t) => t === label).length;
    const claimed = predicted.filter((p) => p === label).length;
    const hits = truth.filter((t, i) => t === label && predicted[i] === label).length;
    const precision = claimed === 0 ? 0 : hits / claimed;
    const recall = hits / n;
    perClass[label] = { precision, recall, f1: hits === 0 ? 0 : (2 * hits) / (claimed + n), n };
  }
  const scores = Object.values(perClass);
  return { macroF1: scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length, perClass };
}
