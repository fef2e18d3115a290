const DAY = 86_400_000;

/** A source that is so far behind the others is given up: nobody waits for it before judging. */
const GIVEN_UP = 7 * DAY;

/** Up to which instant (ms) the data of each source is complete. */
export type Watermarks = ReadonlyMap<string, number>;

/** Up to which instant all data of some sources is in, and the source that is waited for. */
export interface Complete {
  /** ms; undefined: never yet. */
  upTo: number | undefined;
  waitsFor: string | undefined;
}

/**
 * How far data is complete of the sources named, or of all. A source that is a week behind the newest one no longer
 * counts, unless it is named: one dead feed must not blind every rule (that it is dead is an alert of its own).
 */
export function completeUpTo(watermarks: Watermarks, sources?: readonly string[]): Complete {
  if (sources) return slowest(sources.map((source) => [source, watermarks.get(source)]));
  const newest = Math.max(...watermarks.values());
  return slowest([...watermarks].filter(([, at]) => at > newest - GIVEN_UP));
}

function slowest(marks: readonly (readonly [string, number | undefined])[]): Complete {
  let found: Complete = { upTo: undefined, waitsFor: undefined };
  for (const [source, at] of marks) {
    if (at === undefined) return { upTo: undefined, waitsFor: source };
    if (found.upTo === undefined || at < found.upTo) found = { upTo: at, waitsFor: source };
  }
  return found;
}
