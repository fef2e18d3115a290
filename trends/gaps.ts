import type { Calendar } from "../core/calendar.js";
import { DISPERSION, evennessAt, evennessOf, type Side } from "./evenness.js";

/** A stretch of days on which a source brought nothing, too long to be chance: it was not collected. */
export interface Gap {
  /** First and last day, both inclusive, day numbers of core/zone.ts. */
  readonly first: number;
  readonly last: number;
  /** Messages that the days would have brought at the source's usual volume around them. */
  readonly expected: number;
  /** Upper bound of the probability that a source like this one has such a silence anywhere in as many days. */
  readonly chance: number;
}

/** Days on either side from which the usual volume is taken; eight weeks, so that every weekday weighs the same. */
const AROUND = 56;
/** A side with fewer days than this says nothing. */
const LEAST_DAYS = 14;
/** One false gap in a hundred series. */
const CHANCE = 0.01;
/** Standard deviations by which the volume may really be lower. */
const CAUTION = 1;
/** Messages that a weekday's share is drawn towards the average with. */
const PRIOR = 1;
const HOLIDAY = 7;
const SATURDAY = 5;
const SUNDAY = 6;
interface Run {
  start: number;
  /** Exclusive. */
  end: number;
}

function zeroRuns(counts: ArrayLike<number>): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] !== 0) continue;
    const start = i;
    while (i < counts.length && counts[i] === 0) i++;
    runs.push({ start, end: i });
  }
  return runs;
}

/** Monday to Sunday are 0 to 6; a day worked instead of another counts as the weekend day that it is, the cautious side. */
function classesOf(first: number, length: number, calendar: Pick<Calendar, "kind">): Uint8Array {
  const classes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    // Day 0 was a Thursday.
    classes[i] = calendar.kind(first + i) === "holiday" ? HOLIDAY : (((first + i + 3) % 7) + 7) % 7;
  }
  return classes;
}

/** Messages and days of each class over the days that are not in a gap. */
function sumsOf(counts: ArrayLike<number>, classes: Uint8Array, inGap: Uint8Array) {
  const messages = new Float64Array(8);
  const days = new Float64Array(8);
  for (let i = 0; i < counts.length; i++) {
    if (inGap[i]) continue;
    messages[classes[i]!]! += counts[i]!;
    days[classes[i]!]! += 1;
  }
  return { messages, days };
}

/** How a day of each class compares with the average day, the run's own days left out; a holiday leans on the weekend. */
function factorsOf(sums: ReturnType<typeof sumsOf>, classes: Uint8Array, run: Run): Float64Array {
  const days = sums.days.slice();
  for (let i = run.start; i < run.end; i++) days[classes[i]!]! -= 1;
  const rate = sums.messages.reduce((a, b) => a + b, 0) / days.reduce((a, b) => a + b, 0);
  const factors = new Float64Array(8);
  const factor = (index: number, prior: number): number =>
    (sums.messages[index]! + PRIOR * prior) / (rate * days[index]! + PRIOR);
  for (let index = 0; index < HOLIDAY; index++) factors[index] = factor(index, 1);
  factors[HOLIDAY] = factor(HOLIDAY, Math.min(1, factors[SATURDAY]!, factors[SUNDAY]!));
  return factors;
}

/** The days next to a run on one side that are in no gap, nearest first. */
function nearby(run: Run, step: 1 | -1, inGap: Uint8Array): number[] {
  const found: number[] = [];
  for (let i = step === 1 ? run.end : run.start - 1; i >= 0 && i < inGap.length && found.length < AROUND; i += step) {
    if (!inGap[i]) found.push(i);
  }
  return found;
}

function sideOf(days: readonly number[], counts: ArrayLike<number>, factor: (i: number) => number): Side {
  const sum = (value: (i: number) => number): number => days.reduce((total, i) => total + value(i), 0);
  const level = sum((i) => counts[i]!) / sum(factor);
  return { level, counts: days.map((i) => counts[i]!), means: days.map((i) => level * factor(i)) };
}

/** What is left of a surprise when the volume, known from so many days with messages, is a standard deviation lower. */
function caution({ counts }: Side): number {
  return 1 - CAUTION / Math.sqrt(counts.filter((n) => n > 0).length);
}

/**
 * The gaps in the collection of one source: silences that are too long for its usual volume around them, day by day of
 * one source as a whole (its parts have true zeros all the time).
 *
 * A silence is judged by the lower of the volumes in the eight weeks before and after it (those of the days that are in
 * no gap themselves), spread over weekdays and holidays as the source spreads: an office that is shut at weekends or
 * over 春节 has no gap there. A negative binomial day of mean m is empty with probability exp(−m·g), g = ln d ÷ (d − 1)
 * for a variance of d times the mean; d is 2.3 or what the days around show, if that is more. With M messages to be
 * expected in the silence its probability is at most days × exp(−g·M) over the whole series (Bonferroni over where it
 * could begin), and it is a gap below 1 %. At 400 days and 2 messages a day that takes about ten days, at 20 a day one.
 * A day with a message is never in a gap, so a fall to a few messages stays a fall.
 *
 * Where there are fewer than 14 days on both sides nothing can be said, and nothing is called a gap.
 */
export function gapsOf(first: number, counts: ArrayLike<number>, calendar: Pick<Calendar, "kind">): Gap[] {
  const classes = classesOf(first, counts.length, calendar);
  const inGap = new Uint8Array(counts.length);
  const needed = Math.log(counts.length / CHANCE);
  const gaps: Gap[] = [];
  let open = zeroRuns(counts);
  // A gap found raises the usual volume of what lies next to it: two gaps with a few days between find each other out.
  for (let before = -1; before !== gaps.length; ) {
    before = gaps.length;
    const sums = sumsOf(counts, classes, inGap);
    const found: Run[] = [];
    for (const run of open) {
      const factors = factorsOf(sums, classes, run);
      const factor = (i: number): number => factors[classes[i]!]!;
      const sides = ([-1, 1] as const)
        .map((step) => nearby(run, step, inGap))
        .filter((days) => days.length >= LEAST_DAYS)
        .map((days) => sideOf(days, counts, factor));
      const lowest = sides.sort((a, b) => a.level - b.level)[0];
      if (!lowest) continue;
      let weight = 0;
      for (let i = run.start; i < run.end; i++) weight += factor(i);
      const expected = lowest.level * weight;
      if (expected * evennessAt(DISPERSION) <= needed) continue;
      const surprise = expected * evennessOf(sides) * caution(lowest);
      if (surprise <= needed) continue;
      found.push(run);
      gaps.push({
        first: first + run.start,
        last: first + run.end - 1,
        expected,
        chance: counts.length * Math.exp(-surprise),
      });
    }
    for (const { start, end } of found) inGap.fill(1, start, end);
    open = open.filter((run) => !found.includes(run));
  }
  return gaps.sort((a, b) => a.first - b.first);
}
