import type { BaselineFit } from "../baseline/baseline-fit.js";
import type { DailySeries } from "../baseline/daily-series.js";
import { CLASSES } from "../baseline/day-classes.js";
import { lowerMidP, upperMidP } from "./negative-binomial.js";

/** What is looked for: more messages than usual, or fewer. */
export type Direction = "more" | "fewer";

/** Lengths of the windows that end on the judged day, in days. Silence takes longer to show than a burst. */
export const WINDOWS: Readonly<Record<Direction, readonly number[]>> = {
  more: [1, 2, 3, 5, 7],
  fewer: [1, 2, 3, 5, 7, 14],
};

/** Below this the tail hangs on how well the dispersion is known. */
const DOUBTFUL = 0.1;

/**
 * The windows that end on a day, each tested against what the baseline expects there: the sum of its
 * known days is negative binomial, with the error of the expectation itself added to its variance (as in Farrington
 * 1996) and averaged over what the dispersion may be. Holds the window with the smallest probability. One object serves any number of series and days.
 */
export class WindowTest {
  /** The smallest mid-p of all windows, not corrected for their number. */
  p = 1;
  /** Its window, in days. */
  window = 1;
  observed = 0;
  expected = 0;
  /** Variance ÷ mean of a count in this window as it was foreseen, the estimate's error included. */
  dispersion = 1;
  private readonly shares = new Float64Array(CLASSES);

  constructor(private readonly direction: Direction) {}

  /**
   * @param index of the judged day in the series; it is known
   * @param least a window with fewer messages than this is not unusual, however few were expected (only for "more")
   */
  run(fit: BaselineFit, series: DailySeries, index: number, classes: Uint8Array, least: number): void {
    const { counts, known } = series;
    const { level, factors, dispersion, dispersionError } = fit;
    this.p = 2;
    this.shares.fill(0);
    let observed = 0;
    let expected = 0;
    let length = 0;
    for (const window of WINDOWS[this.direction]) {
      for (; length < window; length++) {
        const i = index - length;
        if (i < 0 || known[i] !== 1) continue;
        const mean = level.value * factors.value[classes[i]!]!;
        observed += counts[i]!;
        expected += mean;
        this.shares[classes[i]!]! += mean;
      }
      const up = this.direction === "more";
      const unusual = up ? observed > expected && observed >= least : observed < expected;
      if (!unusual && window > 1) continue;
      const extra = expected * (level.error + this.factorError(expected, factors.error));
      let p = !unusual && up && observed < least ? 1 : tail(up, observed, expected, dispersion + extra);
      if (p < DOUBTFUL) {
        // The mean over what the dispersion may be: three points of a normal distribution of its logarithm (Gauss–Hermite).
        const spread = Math.exp(Math.sqrt(3) * dispersionError);
        const high = tail(up, observed, expected, dispersion * spread + extra);
        const low = tail(up, observed, expected, Math.max(1, dispersion / spread) + extra);
        p = (4 * p + high + low) / 6;
      }
      if (p >= this.p) continue;
      this.p = p;
      this.window = window;
      this.observed = observed;
      this.expected = expected;
      this.dispersion = dispersion + extra;
    }
  }

  /** Relative variance of a window's expectation by the day factors: over a whole week their errors cancel. */
  private factorError(expected: number, error: Float64Array): number {
    let sum = 0;
    let mean = 0;
    for (let c = 0; c < CLASSES; c++) {
      const share = this.shares[c]! / expected;
      sum += share * share * error[c]!;
      mean += share * error[c]!;
    }
    return Math.max(0, sum - mean / 7);
  }
}

function tail(up: boolean, observed: number, expected: number, dispersion: number): number {
  return up ? upperMidP(observed, expected, dispersion) : lowerMidP(observed, expected, dispersion);
}
