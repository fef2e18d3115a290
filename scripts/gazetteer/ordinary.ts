import type { Standing } from "./statistics.js";
import { isCertain } from "./statistics.js";

/** How often two characters must stand side by side, in how many texts, to be an ordinary word. */
const OFTEN = 60;

/**
 * Pairs of characters that are ordinary language (居民, 影响, 施工): frequent, and hardly ever part of a certain name.
 * Lines of the model's file.
 */
export function ordinaryPairs(texts: readonly string[], standings: ReadonlyMap<string, Standing>): string[] {
  const inTexts = new Map<string, number>();
  for (const text of texts) {
    const here = new Set<string>();
    for (let at = 1; at < text.length; at++) here.add(text.slice(at - 1, at + 1));
    for (const pair of here) inTexts.set(pair, (inTexts.get(pair) ?? 0) + 1);
  }
  const inNames = new Map<string, number>();
  for (const [key, standing] of standings) {
    if (!isCertain(standing)) continue;
    const name = key.replace("|", "");
    for (let at = 1; at < name.length; at++) {
      const pair = name.slice(at - 1, at + 1);
      inNames.set(pair, Math.max(inNames.get(pair) ?? 0, standing.texts));
    }
  }
  const lines: string[] = [];
  for (const [pair, count] of inTexts) {
    if (count >= OFTEN && /^[一-鿿]{2}$/u.test(pair) && (inNames.get(pair) ?? 0) * 8 < count) lines.push(`o${pair}\t1`);
  }
  return lines;
}
