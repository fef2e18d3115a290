import { matchOf, type NumberDetector } from "./number-chain.js";

/** QQ accounts have five to eleven digits; only those that are introduced can be told from other numbers. */
export const qqAt: NumberDetector = (chain, index) => {
  if (chain.contextOf(index) !== "qq") return undefined;
  const first = chain.groups[index]!;
  if (first.length >= 5 && first.length <= 11) return matchOf(chain, "qq", index, index);
  for (let last = index, total = 0; last < chain.groups.length && last - index < 4; last++) {
    total += chain.groups[last]!.length;
    if (total > 11) break;
    if (total >= 7 && (chain.groups[last + 1]?.length ?? 9) > 4) return matchOf(chain, "qq", index, last);
  }
  return undefined;
};
