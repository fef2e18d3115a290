import { digitsOf, lastWithTotal, matchOf, type NumberDetector, type NumberMatch } from "./number-chain.js";

/** Issuers: UnionPay 6, Visa 4, Mastercard 5 and 2, JCB 35, American Express 37, and the old 9558 of ICBC. */
const ISSUER = /^(?:6[0-9]|4|5[0-6]|35|37|9558|9559)/;

/** Check digit of payment cards (ISO/IEC 7812-1, Luhn). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = digits.charCodeAt(i) - 0x30;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

/** How cards are written in groups: fours with a rest, or 6 and the rest. */
function cardGrouping(lengths: number[]): boolean {
  if (lengths.length === 1) return true;
  const fours = lengths.slice(0, -1).every((n) => n === 4) && lengths.at(-1)! <= 4;
  return fours || (lengths.length === 2 && lengths[0] === 6);
}

/** Payment cards of 16 to 19 digits that pass the check, the longest that does. */
export const bankCardAt: NumberDetector = (chain, index) => {
  if (!ISSUER.test(chain.groups[index]!.digits)) return undefined;
  for (let total = 19; total >= 16; total--) {
    const last = lastWithTotal(chain, index, total);
    if (last < 0 || !cardGrouping(chain.groups.slice(index, last + 1).map(({ length }) => length))) continue;
    if (passesLuhn(digitsOf(chain, index, last))) return matchOf(chain, "bankCard", index, last);
  }
  return undefined;
};

/** Whatever is introduced as a card or an account, from 12 digits on. */
export const introducedBankCardAt: NumberDetector = (chain, index) => {
  if (chain.contextOf(index) !== "bankCard") return undefined;
  let match: NumberMatch | undefined;
  for (let last = index, total = 0; last < chain.groups.length; last++) {
    total += chain.groups[last]!.length;
    if (total > 21) break;
    if (total >= 12) match = matchOf(chain, "bankCard", index, last);
    // The rest of a card written in fours belongs to it; a whole number of its own does not.
    if (match && (chain.groups[last + 1]?.length ?? 9) > 4) break;
  }
  return match;
};
