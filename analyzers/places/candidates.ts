import type { Cuts } from "./cuts.js";
import type { Match } from "./endings.js";
import { ADMIN } from "./symbols.js";

/** Where a name in front of an ending may start: every index from `from` to `to`. */
export interface Window {
  from: number;
  to: number;
  /** True when the window reaches an anonymised division (A1区|北路). */
  afterDivision: boolean;
}

/** A name is so much longer than the ordinary word in it: 润华|燃气公司. */
const LONGER = 2;

/** The window in front of the ending at `at`. It is empty (`from` above `to`) where too few characters are left. */
export function windowBefore(symbols: Uint16Array, at: number, match: Match, cuts: Cuts): Window {
  const { ending, ordinary } = match;
  let from = at;
  const furthest = Math.max(0, at - ending.max);
  while (from > furthest && symbols[from - 1] !== ADMIN && !cuts.before(symbols, from)) from--;
  const least = Math.max(ending.min, ordinary === 0 ? 0 : ordinary - ending.text.length + LONGER);
  return { from, to: at - least, afterDivision: from > 0 && symbols[from - 1] === ADMIN };
}
