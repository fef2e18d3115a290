import type { DigitGroup } from "./digit-chain.js";
import type { PersonalData } from "./kinds.js";
import type { NumberContext } from "./number-context.js";

/** Digits that somebody has made unreadable: 138****5678. What is left of the number goes too. */
const STARS = /([*×xX•●#]{3,14})(\d{0,6}[xX]?)(?![\dA-Za-z])/y;

/** A half-masked number whose beginning is the last group of a chain. */
export function maskedNumberAt(
  text: string,
  group: DigitGroup,
  context: NumberContext | undefined,
): PersonalData | undefined {
  STARS.lastIndex = group.end;
  const stars = STARS.exec(text);
  if (!stars || context === "reference") return undefined;
  const total = group.length + stars[0].length;
  const span = { start: group.start, end: group.end + stars[0].length };
  if (total === 11 && /^1[3-9]\d{0,5}$/.test(group.digits)) return { kind: "mobile", ...span };
  if (group.length < 3) return undefined;
  if (context === "phone") return { kind: "landline", ...span };
  if (context === "idCard" || (total === 18 && /^[1-8]\d{3,}/.test(group.digits))) return { kind: "idCard", ...span };
  if (context === "bankCard" || context === "qq" || context === "wechat") return { kind: context, ...span };
  return undefined;
}
