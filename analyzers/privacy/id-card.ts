import { isDigit, isLatin } from "./char-set.js";
import { digitsOf, lastWithTotal, matchOf, type NumberDetector } from "./number-chain.js";

/** First two digits of the administrative codes in use (GB/T 2260), with 81-83 for residents from outside the mainland. */
const PROVINCES = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(" "),
);
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = "10X98765432";

function plausibleDate(year: number, month: number, day: number): boolean {
  return year >= 1880 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Whether 18 characters are an identity card number by GB 11643-1999: province, date of birth, check digit mod 11-2. */
export function isIdCard18(id: string): boolean {
  if (!/^[1-9]\d{16}[\dXx]$/.test(id) || !PROVINCES.has(id.slice(0, 2))) return false;
  if (!plausibleDate(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14)))) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += WEIGHTS[i]! * (id.charCodeAt(i) - 0x30);
  return CHECK[sum % 11] === id[17]!.toUpperCase();
}

/** Whether 15 digits can be a first-generation number: province and a date of birth in the 20th century. */
export function isIdCard15(id: string): boolean {
  if (!/^[1-9]\d{14}$/.test(id) || !PROVINCES.has(id.slice(0, 2))) return false;
  return plausibleDate(1900 + Number(id.slice(6, 8)), Number(id.slice(8, 10)), Number(id.slice(10, 12)));
}

/** Index after an X that stands as the check digit behind 17 digits, or −1. */
function checkLetterEnd(text: string, end: number): number {
  const at = /[ -]/.test(text.charAt(end)) ? end + 1 : end;
  const is = (text.charCodeAt(at) | 0x20) === 0x78;
  return is && !isLatin(text, at + 1) && !isDigit(text, at + 1) ? at + 1 : -1;
}

/** Identity card numbers: by their own shape and check digit, or whatever is introduced as one. */
export const idCardAt: NumberDetector = (chain, index) => {
  const first = chain.groups[index]!.digits;
  const introduced = chain.contextOf(index) === "idCard";
  if (first < "1" || first > "9") return undefined;
  const with17 = lastWithTotal(chain, index, 17);
  if (with17 >= 0) {
    const match = matchOf(chain, "idCard", index, with17);
    const end = checkLetterEnd(chain.text, match.end);
    if (end > 0 && (introduced || isIdCard18(`${digitsOf(chain, index, with17)}X`))) return { ...match, end };
  }
  const with18 = lastWithTotal(chain, index, 18);
  if (with18 >= 0 && (introduced || isIdCard18(digitsOf(chain, index, with18)))) {
    return matchOf(chain, "idCard", index, with18);
  }
  const with15 = lastWithTotal(chain, index, 15);
  if (with15 < 0) return undefined;
  const plausible = introduced || (with15 === index && isIdCard15(first));
  return plausible ? matchOf(chain, "idCard", index, with15) : undefined;
};
