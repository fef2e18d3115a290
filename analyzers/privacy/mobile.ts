import { isDigit } from "./char-set.js";
import {
  digitsOf,
  lastWithTotal,
  matchOf,
  type NumberChain,
  type NumberDetector,
  type NumberMatch,
  unitAt,
} from "./number-chain.js";

const MOBILE = /^1[3-9]\d{9}$/;
/** Country code, or the zero that old exchanges wanted before a number from elsewhere. */
const PREFIX = /^(?:0086|086|86|0)(?=1[3-9])/;
const PREFIX_ALONE = /^(?:0086|086|86|0)$/;

/** How people group eleven digits; any other grouping counts only where a phone number is announced. */
const GROUPINGS = new Set([
  ...["11", "3-8", "7-4", "3-4-4", "4-4-3", "4-3-4", "3-3-5", "5-3-3", "5-6", "6-5", "3-5-3", "3-4-2-2", "3-2-2-2-2"],
  ...[
    "4-7",
    "3-3-3-2",
    "3-2-3-3",
    "3-2-2-4",
    "5-4-2",
    "3-6-2",
    "2-3-3-3",
    "1-2-4-4",
    "1-3-3-4",
    "1-1-1-1-1-1-1-1-1-1-1",
  ],
]);

/** `120.13812345678` is a coordinate; `1.13812345678` is the first of a list. */
function isFraction(text: string, start: number): boolean {
  return text[start - 1] === "." && isDigit(text, start - 2) && (isDigit(text, start - 3) || text[start - 2] === "0");
}

/** Takes the sign and bracket of `(+86)` and `+86` along. */
function withSign(chain: NumberChain, match: NumberMatch): NumberMatch {
  let start = match.start;
  if (chain.text[start - 1] === "+") start--;
  const bracket = chain.text[start - 1];
  const closed = chain.text.slice(match.start, match.end);
  if ((bracket === "(" && closed.includes(")")) || (bracket === "（" && closed.includes("）"))) start--;
  return { ...match, start };
}

/** How many digits a country code takes from the beginning of a group. */
function prefixLength(digits: string): number {
  return PREFIX.exec(digits)?.[0].length ?? 0;
}

/** Mobile numbers in all their spellings, with country code, with a letter o for a zero, two without a gap. */
export const mobileAt: NumberDetector = (chain, index) => {
  const first = chain.groups[index]!;
  const leading = first.digits.charCodeAt(0);
  // Nothing but 1, 0 and 8 (of 86) can begin one.
  if (leading !== 0x31 && leading !== 0x30 && leading !== 0x38) return undefined;
  if (first.length === 22 && MOBILE.test(first.digits.slice(0, 11)) && MOBILE.test(first.digits.slice(11))) {
    return matchOf(chain, "mobile", index, index);
  }
  const from = PREFIX_ALONE.test(first.digits) && index + 1 < chain.groups.length ? index + 1 : index;
  const start = chain.groups[from]!;
  const prefix = prefixLength(start.digits);
  const last = lastWithTotal(chain, from, 11 + prefix);
  if (last < 0 || !MOBILE.test(digitsOf(chain, from, last).slice(prefix))) return undefined;
  const announced = chain.contextOf(index) === "phone";
  const grouping = chain.groups.slice(from, last + 1).map(({ length }, i) => (i === 0 ? length - prefix : length));
  if (!announced && !GROUPINGS.has(grouping.join("-"))) return undefined;
  if (isFraction(chain.text, first.start)) return undefined;
  const match = withSign(chain, matchOf(chain, "mobile", index, last));
  return !announced && last === from && unitAt(chain.text, match.end) ? undefined : match;
};
