import { bankCardAt, introducedBankCardAt } from "./bank-card.js";
import { certificateAt } from "./certificate.js";
import { type DigitGroup, measureChain, readChain } from "./digit-chain.js";
import { doorInChain } from "./door.js";
import { idCardAt } from "./id-card.js";
import type { PersonalData } from "./kinds.js";
import { introducedPhoneAt, landlineAt } from "./landline.js";
import { maskedNumberAt } from "./masked-number.js";
import { mobileAt } from "./mobile.js";
import type { NumberChain, NumberDetector } from "./number-chain.js";
import { type NumberContext, numberContext } from "./number-context.js";
import { qqAt } from "./qq.js";
import { wechatNumberAt } from "./wechat.js";

/** The most certain first: what has a check digit, then what has a shape, then what is only introduced. */
const DETECTORS: readonly NumberDetector[] = [
  idCardAt,
  bankCardAt,
  certificateAt,
  mobileAt,
  landlineAt,
  introducedPhoneAt,
  introducedBankCardAt,
  qqAt,
  wechatNumberAt,
];

/** Fewest digits of anything that is masked; 138****5678 has three in front of its stars. */
const FEWEST = 5;

const AFTER_PHONE = /(?:\[手机\]|\[电话\]|[0-9])[、/,，;；或和及 ]{1,3}$/;

/** Whether a number follows another phone number in a list: 87654321、87654322. */
function continuesPhones(text: string, start: number, found: readonly PersonalData[]): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  if (!AFTER_PHONE.test(before)) return false;
  if (before.includes("]")) return true;
  const last = found.at(-1);
  return last !== undefined && (last.kind === "mobile" || last.kind === "landline") && start - last.end <= 3;
}

/** How many groups a ticket number takes from the beginning of a chain: those joined without a space. */
function referenceGroups(text: string, groups: readonly DigitGroup[]): number {
  let count = 1;
  while (count < groups.length && !text.slice(groups[count - 1]!.end, groups[count]!.start).includes(" ")) count++;
  return count;
}

/** Whether stars begin at an index: a number that somebody has masked by half. */
function starsAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return (unit === 0x2a || (unit | 0x20) === 0x78 || unit === 0xd7 || unit === 0x25cf) && text.length > index + 2;
}

/**
 * Finds the personal numbers of the chain of digits that starts at an index, adds them to `found`, and gives back the
 * index after the chain.
 */
export function findNumbers(text: string, start: number, found: PersonalData[]): number {
  const { end, digits } = measureChain(text, start);
  const stars = starsAt(text, end);
  if (digits < FEWEST && !stars && !(digits === 4 && text[end - 4] === "-")) return end;
  const groups = readChain(text, start);
  let context: NumberContext | undefined = numberContext(text, start);
  if (!context && continuesPhones(text, start, found)) context = "phone";
  let inherited = context === "phone";
  const chain: NumberChain = {
    text,
    groups,
    contextOf: (index) => (index === 0 ? context : inherited ? "phone" : undefined),
  };
  for (let i = context === "reference" ? referenceGroups(text, groups) : 0; i < groups.length; ) {
    const match = firstMatch(chain, i);
    if (match) {
      found.push({ kind: match.kind, start: match.start, end: match.end });
      i = match.next;
    } else {
      inherited = false;
      i++;
    }
  }
  const half = stars && maskedNumberAt(text, groups.at(-1)!, groups.length === 1 ? context : undefined);
  if (half) found.push(half);
  const door = doorInChain(text, groups);
  if (door) found.push(door);
  return end;
}

function firstMatch(chain: NumberChain, index: number): ReturnType<NumberDetector> {
  for (const detect of DETECTORS) {
    const match = detect(chain, index);
    if (match) return match;
  }
  return undefined;
}
