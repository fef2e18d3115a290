import { membersOf } from "../metrics.js";

/** A planted matter by its messages' indices. */
export interface PlantedMatter {
  id: string;
  place: string;
  kind: string;
  members: readonly number[];
}

/** What became of the planted matters of one size. */
export interface SizeRow {
  size: number;
  matters: number;
  /** How many were found: half of the matter's messages or more stand in one found issue, of which they are half or more. */
  found: number;
  /** Planted messages that are not in the found issue of their matter. */
  leftOut: number;
  planted: number;
}

/** Pairs of matters, and how many of them one found issue has most messages of both of. */
export interface Merged {
  pairs: number;
  merged: number;
}

export interface PlantedScore {
  sizes: SizeRow[];
  /** Matters of different places. */
  places: Merged;
  /** Matters of one kind at different places: the look-alikes among them. */
  sameKind: Merged;
  /** Different matters of one place. */
  samePlace: Merged;
}

/** @param labels a found issue's number per message, planted and real ones, −1 for none */
export function scorePlanted(labels: readonly number[], matters: readonly PlantedMatter[]): PlantedScore {
  const issues = membersOf(labels);
  const homes = matters.map(({ members }) => homeOf(labels, members));
  const sizes = new Map<number, SizeRow>();
  for (const [m, { members }] of matters.entries()) {
    const home = homes[m]!;
    const size = members.length;
    const row = sizes.get(size) ?? { size, matters: 0, found: 0, leftOut: 0, planted: 0 };
    sizes.set(size, row);
    row.matters++;
    row.planted += size;
    row.leftOut += size - home.count;
    const pure = home.count * 2 >= (issues.get(home.issue)?.length ?? Number.POSITIVE_INFINITY);
    if (pure && home.count * 2 >= size) row.found++;
  }
  const merged = (counts: (a: PlantedMatter, b: PlantedMatter) => boolean): Merged => {
    const result = { pairs: 0, merged: 0 };
    for (const [i, a] of matters.entries()) {
      for (let j = 0; j < i; j++) {
        if (!counts(a, matters[j]!)) continue;
        result.pairs++;
        if (homes[i]!.issue >= 0 && homes[i]!.issue === homes[j]!.issue) result.merged++;
      }
    }
    return result;
  };
  return {
    sizes: [...sizes.values()].sort((a, b) => a.size - b.size),
    places: merged((a, b) => a.place !== b.place),
    sameKind: merged((a, b) => a.place !== b.place && a.kind === b.kind),
    samePlace: merged((a, b) => a.place === b.place),
  };
}

/** The found issue with most of some messages, and how many of them it has. */
function homeOf(labels: readonly number[], members: readonly number[]): { issue: number; count: number } {
  const counts = new Map<number, number>();
  let home = { issue: -1, count: 0 };
  for (const i of members) {
    const issue = labels[i]!;
    if (issue < 0) continue;
    const count = (counts.get(issue) ?? 0) + 1;
    counts.set(issue, count);
    if (count > home.count) home = { issue, count };
  }
  return home;
}

/** Several rounds as one. */
export function together(scores: readonly PlantedScore[]): PlantedScore {
  const sizes = new Map<number, SizeRow>();
  for (const row of scores.flatMap((score) => score.sizes)) {
    const sum = sizes.get(row.size) ?? { size: row.size, matters: 0, found: 0, leftOut: 0, planted: 0 };
    sizes.set(row.size, sum);
    for (const key of ["matters", "found", "leftOut", "planted"] as const) sum[key] += row[key];
  }
  const add = (of: (score: PlantedScore) => Merged): Merged => ({
    pairs: scores.reduce((sum, score) => sum + of(score).pairs, 0),
    merged: scores.reduce((sum, score) => sum + of(score).merged, 0),
  });
  return {
    sizes: [...sizes.values()].sort((a, b) => a.size - b.size),
    places: add((score) => score.places),
    sameKind: add((score) => score.sameKind),
    samePlace: add((score) => score.samePlace),
  };
}

/** The sizes from `least` messages on as one row: what the targets are about. */
export function fromSize(least: number, { sizes }: PlantedScore): SizeRow {
  const row: SizeRow = { size: least, matters: 0, found: 0, leftOut: 0, planted: 0 };
  for (const other of sizes) {
    if (other.size < least) continue;
    for (const key of ["matters", "found", "leftOut", "planted"] as const) row[key] += other[key];
  }
  return row;
}
