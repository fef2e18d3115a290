import { BaselineFit } from "../baseline/baseline-fit.js";
import type { DailySeries, Unjudged } from "../baseline/daily-series.js";
import { BASELINE } from "../baseline/settings.js";
import { noDataThatDay, tooLittleHistory } from "../baseline/unjudged.js";
import { correctForWindows } from "./correct.js";
import { quantile } from "./negative-binomial.js";
import { sinceIndex } from "./since.js";
import { type Direction, WINDOWS, WindowTest } from "./window-test.js";

/** What is found on one day of one series. */
export interface WindowVerdict {
  readonly judged: true;
  /** Whether `p` is no larger than the chance that was asked for, of all series looked at together where there are many. */
  readonly significant: boolean;
  /** Probability of something as unusual by chance on one day of one series, corrected for the number of windows. */
  readonly p: number;
  /** Days of the window that is most unusual; the judged day is the last of them. */
  readonly window: number;
  /** Messages in that window. */
  readonly observed: number;
  /** Messages to be expected there. */
  readonly expected: number;
  /** Bounds that a count in that window usually (95 of 100 times) keeps to. */
  readonly low: number;
  readonly high: number;
  /** Day number from which it has been like this; undefined where it is not significant. */
  readonly since: number | undefined;
  /** Known days that the expectation stands on. */
  readonly days: number;
}

/** Days kept out of the baseline: as many as the longest window has. */
const GUARDS = { more: BASELINE.guard, fewer: WINDOWS.fewer.at(-1)! };

/** Judges day after day or series after series with one set of buffers: see burst-on.ts and bursts-among.ts. */
export class Judge {
  private readonly fit: BaselineFit;
  private readonly test: WindowTest;

  constructor(
    private readonly direction: Direction,
    reach: number = BASELINE.reach,
  ) {
    this.fit = new BaselineFit(reach);
    this.test = new WindowTest(direction);
  }

  /** The probability alone, corrected for windows; −1 where it cannot be judged. Allocates nothing. */
  chance(series: DailySeries, index: number, classes: Uint8Array, least: number, shape?: Float64Array): number {
    if (index < 0 || index >= series.counts.length || series.known[index] !== 1) return -1;
    if (!this.fit.run(series, index + 1 - GUARDS[this.direction], classes, shape)) return -1;
    this.test.run(this.fit, series, index, classes, least);
    return correctForWindows(this.test.p, this.direction);
  }

  /** The same with all that can be said of it. */
  verdict(
    series: DailySeries,
    index: number,
    classes: Uint8Array,
    options: { least: number; chance: number; shape: Float64Array | undefined },
  ): WindowVerdict | Unjudged {
    const p = this.chance(series, index, classes, options.least, options.shape);
    if (p < 0) return this.whyNot(series, index);
    const { window, observed, expected, dispersion } = this.test;
    const significant = p <= options.chance;
    return {
      judged: true,
      significant,
      p,
      window,
      observed,
      expected,
      low: quantile(0.025, expected, dispersion),
      high: quantile(0.975, expected, dispersion),
      since: significant ? this.since(series, index, classes) : undefined,
      days: this.fit.days,
    };
  }

  /** First day of what is unusual now, by the series judged last: a day number. */
  since(series: DailySeries, index: number, classes: Uint8Array): number {
    return series.first + sinceIndex(this.fit, series, index, classes, this.direction);
  }

  /** Messages to be expected on a day, by the series judged last. */
  expectedOn(index: number, classes: Uint8Array): number {
    return this.fit.level.value * this.fit.factors.value[classes[index]!]!;
  }

  private whyNot(series: DailySeries, index: number): Unjudged {
    return series.known[index] === 1 ? tooLittleHistory(this.fit.days) : noDataThatDay();
  }
}
