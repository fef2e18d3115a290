/** Below this many on both sides a change says nothing. */
export const FEW = 5;

/**
 * How a count compares with an earlier one. `new`: there was none before. `few`: both are below {@link FEW}, so that no
 * rate is given (样本不足).
 */
export interface Change {
  now: number;
  before: number;
  kind: "up" | "down" | "same" | "new" | "few";
  /** Growth in thousandths of the earlier count, rounded half away from zero; absent for `new` and `few`. */
  permille?: number;
}

/** Rounds half away from zero, so that growth and decline of the same size look the same. */
export function roundAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}

/** Compares two counts of periods of the same length. */
export function change(now: number, before: number): Change {
  if (now < FEW && before < FEW) return { now, before, kind: "few" };
  if (before === 0) return { now, before, kind: "new" };
  const kind = now > before ? "up" : now < before ? "down" : "same";
  return { now, before, kind, permille: roundAway(((now - before) * 1000) / before) };
}
