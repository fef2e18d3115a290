import { CharSet } from "./char-set.js";
import { digitsOf, matchOf, type NumberChain, type NumberDetector, type NumberMatch } from "./number-chain.js";

/** 010, 020-029 with eight digits after them; the other area codes have four digits, 0310-0998. */
const AREA = /^(?:010|02[0-57-9]|0[3-9]\d\d)$/;
const WHOLE = /^(?:010|02[0-57-9])[2-8]\d{7}$|^0[3-9]\d\d[2-8]\d{6,7}$/;
/** Without its zero after the country code: +86 571 87654321. */
const AREA_ABROAD = /^(?:10|2[0-57-9]|[3-9]\d\d)$/;
const SUBSCRIBER = /^[2-8]\d{6,7}$/;
const DATE = /^20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
/** Numbers of businesses and services. */
const SERVICE = /^(?:[48]00\d{7}|95\d{3,6}|96\d{3,6}|0\d{2,3}(?:12\d{3}|9[56]\d{3,4}))$/;
/** Service numbers that stand in a row with others: 110, 12315, 95598, 10086. */
const SHORT_SERVICE = /^(?:1[0-2]\d|1[02]\d{3}|9[56]\d{3,4})$/;
const EXTENSION = /(?:转(?:分机|分机号|内线)?|分机|-)[ :：]?\d{1,6}(?![\d-])/y;

const OPENING = new CharSet("(（");

/** Takes an extension, and the bracket that opens in front of the area code, along. */
function whole(chain: NumberChain, match: NumberMatch): NumberMatch {
  const { text } = chain;
  let start = match.start;
  if (text[start - 1] === "+") start--;
  if (OPENING.at(text, start - 1) && /[)）]/.test(text.slice(match.start, match.end))) start--;
  EXTENSION.lastIndex = match.end;
  const end = EXTENSION.test(text) ? EXTENSION.lastIndex : match.end;
  let next = match.next;
  // 0731-0000-00000000 stands for a number in published records.
  const rest = chain.groups[next];
  if (rest && rest.length >= 7 && rest.start === match.end + 1 && text[match.end] === "-")
    return { ...match, start, end: rest.end, next: next + 1 };
  while (next < chain.groups.length && chain.groups[next]!.start < end) next++;
  return { ...match, start, end, next };
}

/** Seven or eight digits in one or two groups from a group on. */
function subscriber(chain: NumberChain, index: number): NumberMatch | undefined {
  for (let last = index, total = 0; last < chain.groups.length && last - index < 2; last++) {
    total += chain.groups[last]!.length;
    if (total > 8) break;
    if (total < 7 || chain.groups[index]!.length < 3) continue;
    const digits = digitsOf(chain, index, last);
    if (SUBSCRIBER.test(digits) && !DATE.test(digits)) return matchOf(chain, "landline", index, last);
  }
  return undefined;
}

/** Landlines in the form of area code and number, with or without a gap. */
export const landlineAt: NumberDetector = (chain, index) => {
  const first = chain.groups[index]!;
  const leading = first.digits.charCodeAt(0);
  if (first.letters || (leading !== 0x30 && leading !== 0x38)) return undefined;
  if (WHOLE.test(first.digits) && first.length <= 12) return whole(chain, matchOf(chain, "landline", index, index));
  const abroad = first.digits === "86" || first.digits === "0086";
  const area = abroad ? chain.groups[index + 1] : first;
  if (!area || !(AREA.test(area.digits) || (abroad && AREA_ABROAD.test(area.digits)))) return undefined;
  const number = subscriber(chain, index + (abroad ? 2 : 1));
  return number && whole(chain, { ...number, start: first.start });
};

/** Whatever is announced as a phone number, from seven digits on, but the numbers of services. */
export const introducedPhoneAt: NumberDetector = (chain, index) => {
  if (chain.contextOf(index) !== "phone") return undefined;
  const local = subscriber(chain, index);
  if (local && !SERVICE.test(digitsOf(chain, index, local.next - 1))) return whole(chain, local);
  let end = -1;
  for (let last = index, total = 0; last < chain.groups.length; last++) {
    const { length, digits } = chain.groups[last]!;
    if (SHORT_SERVICE.test(digits)) break;
    total += length;
    // A mistyped number still is one; what follows a whole number is another.
    if (total > 13 || (end >= 0 && length > 4)) break;
    if (total >= 7) end = last;
    if (length >= 7) break;
  }
  const digits = end < 0 ? "" : digitsOf(chain, index, end);
  if (digits === "" || SERVICE.test(digits) || DATE.test(digits) || /^[48]00/.test(digits)) return undefined;
  return whole(chain, matchOf(chain, digits.startsWith("1") ? "mobile" : "landline", index, end));
};
