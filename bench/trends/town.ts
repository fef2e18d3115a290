import type { DailySeries, DayKinds } from "../../trends/baseline/daily-series.js";
import { burstsAmong } from "../../trends/burst/bursts-among.js";
import { addBurst, FIRST_DAY, simulate } from "./simulate.js";

const LENGTH = 407;
/** Seeds of the series that discoveries are counted on; none of them was used for choosing settings. */
const TOLD_FROM = 300_000;
/** Series that are drawn; each stands for many in the run of all. */
const DRAWN = 2_000;

/** Rates of topic × street: half a message a day on average, a few busy ones, many that are nearly empty. */
function rateOf(seed: number): number {
  const quantile = ((seed * 0.618_033_988_75) % 1) * 0.998 + 0.001;
  return 0.16 * (quantile / (1 - quantile)) ** 1.1;
}

/** As on public boards: next to Poisson where messages are rare, up to 2.3 where they are many. */
function dispersionOf(rate: number, seed: number): number {
  return 1 + (1.3 * rate * (0.5 + (seed % 4) / 6)) / (rate + 1);
}

function drawOne(seed: number, calendar: DayKinds): ReturnType<typeof simulate> {
  const rate = rateOf(seed);
  const recipe = { rate, dispersion: dispersionOf(rate, seed), history: LENGTH - 7, judged: 7 };
  return simulate({ ...recipe, seed: 700_000_000 + seed, first: FIRST_DAY }, calendar);
}

/** What one pass over all series takes. */
export function measurePass(series: number, calendar: DayKinds): { cpu: number; wall: number; series: number } {
  const drawn = Array.from({ length: Math.min(series, DRAWN) }, (_, k) => drawOne(k, calendar).series);
  const all: DailySeries[] = Array.from({ length: series }, (_, k) => {
    const { first, counts, known } = drawn[k % drawn.length]!;
    return { first, counts: Int32Array.from(counts), known };
  });
  const cpu = process.cpuUsage();
  const wall = performance.now();
  burstsAmong(all, FIRST_DAY + LENGTH - 1, calendar);
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1e3, series };
}

/** Of many series, one in ten of those with a message a day or more has a burst of three times for three days: how many are told, how many of them falsely. */
export function measureDiscovery(
  series: number,
  chance: number,
  calendar: DayKinds,
): { planted: number; found: number; told: number; false: number } {
  const all: DailySeries[] = [];
  const planted = new Set<number>();
  for (let k = 0; k < series; k++) {
    const { series: one, mean, draw } = drawOne(TOLD_FROM + k, calendar);
    if (rateOf(TOLD_FROM + k) >= 1 && draw.uniform() < 0.1) {
      planted.add(k);
      const burst = { dispersion: dispersionOf(rateOf(TOLD_FROM + k), k), from: LENGTH - 3, to: LENGTH, factor: 3 };
      addBurst(one.counts, mean, draw, burst);
    }
    all.push(one);
  }
  const told: number[] = [];
  burstsAmong(all, FIRST_DAY + LENGTH - 1, calendar, { chance }).forEach((found, k) => {
    if (found.judged && found.significant) told.push(k);
  });
  const found = told.filter((k) => planted.has(k)).length;
  return { planted: planted.size, found, told: told.length, false: told.length - found };
}
