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

const COMPANY = /(?:公司|厂)$/u;

/** The window in front of the ending at `at`. It is empty (`from` above `to`) where too few characters are left. */
export function windowBefore(symbols: Uint16Array, at: number, match: Match, cuts: Cuts): Window {
  const { ending, ordinary } = match;
  const furthest = Math.max(0, at - ending.max);
  let least = Math.max(ending.min, ordinary === 0 ? 0 : ordinary - ending.text.length + LONGER);
  let from = at;
  if (ending.kind === "company" && COMPANY.test(ending.text) && at - 2 >= furthest && cuts.isWord(symbols, at)) {
    // 航鑫物资回收|公司: a word that cuts may be the end of such a name, if enough stands before it.
    from = at - 2;
    least = Math.max(least, 2 + LONGER);
  }
  while (from > furthest && symbols[from - 1] !== ADMIN && !cuts.before(symbols, from)) from--;
  return { from, to: at - least, afterDivision: from > 0 && symbols[from - 1] === ADMIN };
}
