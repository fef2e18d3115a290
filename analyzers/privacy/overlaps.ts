import type { PersonalData } from "./kinds.js";

/**
 * Sorts what was found and leaves no overlap: of two that start together the longer stays, one inside another goes, and
 * of one that reaches beyond another the rest stays, so that nothing found is left in the text.
 */
export function settleOverlaps(found: PersonalData[]): PersonalData[] {
  if (found.length < 2) return found;
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const settled: PersonalData[] = [];
  let end = 0;
  for (const one of found) {
    if (one.end <= end) continue;
    settled.push(one.start < end ? { ...one, start: end } : one);
    end = one.end;
  }
  return settled;
}
