import { createHash } from "node:crypto";

const NOT_HAN = /[^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}々〇]/gu;

/** The Chinese characters alone: what two copies of a text have in common whatever their signs. */
export function skeletonOf(text: string): string {
  return text.normalize("NFKC").replace(NOT_HAN, "");
}

const firstByte = (text: string): number => createHash("sha256").update(text).digest()[0]!;

/** Every tenth text, by a hash of its Chinese characters, so that copies fall on one side. */
export const isHeldOut = (text: string): boolean => firstByte(skeletonOf(text)) % 10 === 0;

/** Every twentieth: for thresholds, weights and temperatures. */
export const isDevelopment = (text: string): boolean => firstByte(`dev${skeletonOf(text)}`) % 20 === 0;

const RUN = 6;

/** The runs of six Chinese characters of a text; of a shorter one, all that it has. */
function runsOf(text: string): Set<string> {
  const characters = Array.from(skeletonOf(text));
  const runs = new Set<string>();
  for (let i = 0; i < Math.max(1, characters.length - RUN + 1); i++) runs.add(characters.slice(i, i + RUN).join(""));
  return runs;
}

/**
 * The rows without those training rows that share half of their runs, or half of the other's, with a held-out row that
 * is labelled for one of the same tasks.
 */
export function withoutRepeats<T extends { text: string; split: string; labels: object }>(rows: readonly T[]): T[] {
  const held = rows.filter(({ split }) => split !== "train").map((row) => ({ row, runs: runsOf(row.text) }));
  const index = new Map<string, number[]>();
  held.forEach(({ runs }, i) => {
    for (const run of runs) {
      const list = index.get(run);
      if (list) list.push(i);
      else index.set(run, [i]);
    }
  });
  return rows.filter((row) => {
    if (row.split !== "train") return true;
    const runs = runsOf(row.text);
    const common = new Map<number, number>();
    for (const run of runs) for (const i of index.get(run) ?? []) common.set(i, (common.get(i) ?? 0) + 1);
    for (const [i, count] of common) {
      const other = held[i]!;
      if (count < 0.5 * Math.min(runs.size, other.runs.size)) continue;
      if (Object.keys(row.labels).some((task) => task in other.row.labels)) return false;
    }
    return true;
  });
}
