import { isLatin } from "./char-set.js";
import { matchOf, type NumberDetector, type NumberMatch } from "./number-chain.js";
import { numberContext } from "./number-context.js";

/** Letters in front of the digits (E12345678, FRA110080010101) and the 军字第 of military papers. */
function beginning(text: string, start: number): number {
  let at = start;
  while (start - at < 4 && isLatin(text, at - 1)) at--;
  if (at === start && text.slice(start - 2, start) === "字第") at = start - 3;
  return at;
}

/** Numbers of passports, permits and other personal papers, where they are introduced. */
export const certificateAt: NumberDetector = (chain, index) => {
  const group = chain.groups[index]!;
  const start = beginning(chain.text, group.start);
  const context = start < group.start ? numberContext(chain.text, start) : chain.contextOf(index);
  if ((context !== "certificate" && context !== "idCard") || group.length < 5 || group.length > 20) return undefined;
  const match: NumberMatch = { ...matchOf(chain, "certificate", index, index), start };
  const { text } = chain;
  if (start < group.start && !isLatin(text, start) && text[match.end] === "号") return { ...match, end: match.end + 1 };
  return match;
};
