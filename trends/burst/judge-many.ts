import type { DailySeries, DayKinds, Unjudged } from "../baseline/daily-series.js";
import { dayClasses } from "../baseline/day-classes.js";
import { pooledShape } from "../baseline/pooled-shape.js";
import { adjustedForMany } from "./false-discovery.js";
import { Judge, type WindowVerdict } from "./judge.js";
import type { Direction } from "./window-test.js";

/** With fewer series than this their common shape is no better known than each one's own. */
const POOL = 20;

/** The classes of each series' days, worked out once for all series over the same days. */
function classesBySpan(calendar: DayKinds): (series: DailySeries) => Uint8Array {
  const spans = new Map<string, Uint8Array>();
  let last: { first: number; length: number; classes: Uint8Array } | undefined;
  return ({ first, counts: { length } }) => {
    if (last?.first === first && last.length === length) return last.classes;
    const key = `${first} ${length}`;
    const classes = spans.get(key) ?? dayClasses(first, length, calendar);
    spans.set(key, classes);
    last = { first, length, classes };
    return classes;
  };
}

/** Judges one day of many series; one verdict per series, in their order, `p` corrected for their number. */
export function judgeMany(
  direction: Direction,
  series: readonly DailySeries[],
  day: number,
  calendar: DayKinds,
  { chance, least }: { chance: number; least: number },
): (WindowVerdict | Unjudged)[] {
  const judge = new Judge(direction);
  const classesOf = classesBySpan(calendar);
  const shape = series.length < POOL ? undefined : pooledShape(series, classesOf);
  // Nothing is significant (−1) until all are known; only then it is asked since when.
  const options = { chance: -1, least, shape };
  const verdicts = series.map((one) => judge.verdict(one, day - one.first, classesOf(one), options));
  const adjusted = adjustedForMany(Float64Array.from(verdicts, (found) => (found.judged ? found.p : Number.NaN)));
  return verdicts.map((found, k) => {
    if (!found.judged) return found;
    const p = adjusted[k]!;
    if (p > chance) return { ...found, p };
    const one = series[k]!;
    const classes = classesOf(one);
    judge.chance(one, day - one.first, classes, least, shape);
    return { ...found, p, significant: true, since: judge.since(one, day - one.first, classes) };
  });
}
