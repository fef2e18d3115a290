/** A class with fewer rows than this cannot be learned: its rows go to the level above, or are left out. */
export const LEAST_ROWS = 5;

/** What becomes of the topics of a file. */
export interface ClassPlan {
  /** The classes that are learned, in order of their names. */
  classes: string[][];
  /** Index of the class that a row with this topic belongs to; −1: its rows are left out. */
  classOf(path: readonly string[]): number;
  /** Topics with too few rows that are learned as a level above them. */
  merged: { path: string[]; rows: number }[];
  /** Topics with too few rows, also on the first level, which are not learned. */
  left: { path: string[]; rows: number }[];
}

const keyOf = (path: readonly string[]): string => path.join("\n");

/**
 * Chooses the classes of a model from the topics of its rows: every topic with at least {@link LEAST_ROWS} rows is one.
 * Rarer ones are counted to the level above, from the deepest level up; those that do not come to enough rows on the
 * first level either are left out.
 */
export function chooseClasses(paths: readonly (readonly string[])[]): ClassPlan {
  const topics = new Map<string, number>();
  for (const path of paths) add(topics, keyOf(path), 1);
  const rows = new Map(topics);
  for (const depth of [3, 2, 1]) {
    for (const [key, n] of [...rows]) {
      const path = key.split("\n");
      if (path.length !== depth || n >= LEAST_ROWS) continue;
      rows.delete(key);
      if (depth > 1) add(rows, keyOf(path.slice(0, -1)), n);
    }
  }
  const classes = [...rows.keys()].sort().map((key) => key.split("\n"));
  const indices = new Map(classes.map((path, i) => [keyOf(path), i]));
  const classOf = (path: readonly string[]): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const index = indices.get(keyOf(path.slice(0, depth)));
      if (index !== undefined) return index;
    }
    return -1;
  };
  const rare = [...topics]
    .map(([key, n]) => ({ path: key.split("\n"), rows: n }))
    .filter(({ path }) => !rows.has(keyOf(path)));
  return {
    classes,
    classOf,
    merged: rare.filter(({ path }) => classOf(path) >= 0),
    left: rare.filter(({ path }) => classOf(path) < 0),
  };
}

function add(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}
