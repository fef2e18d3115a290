import { BaselineFit } from "../../trends/baseline/baseline-fit.js";
import { BASELINE } from "../../trends/baseline/settings.js";
import { BURST_LEAST } from "../../trends/burst/burst-on.js";
import { correctForWindows } from "../../trends/burst/correct.js";
import { upperMidP } from "../../trends/burst/negative-binomial.js";
import { WINDOWS, WindowTest } from "../../trends/burst/window-test.js";
import type { Recipe, Simulated } from "./simulate.js";

/** Says of days how unusual they are: the smaller, the more. */
export interface Detector {
  readonly name: string;
  /** Alarm at this score or below, as the method is usually set. */
  readonly usual: number;
  /** `counts` may differ from the series' own on the last seven days up to `index`, by an injected burst. */
  start(sim: Simulated, recipe: Recipe, classes: Uint8Array): (counts: Float64Array, index: number) => number;
}

/** The test of trends/burst. */
export function minyi(chance: number): Detector {
  return {
    name: "minyi",
    usual: chance,
    start({ series }, _, classes) {
      const fit = new BaselineFit();
      const test = new WindowTest("more");
      let fitted = -1;
      return (counts, index) => {
        // An injected burst lies within the days that are kept out of the baseline: one fit serves them all.
        if (fitted !== index) fit.run(series, index + 1 - BASELINE.guard, classes);
        fitted = index;
        test.run(fit, { ...series, counts }, index, classes, BURST_LEAST);
        return correctForWindows(test.p, "more");
      };
    },
  };
}

/** The same test on the same windows by one who knows the true mean of every day and the true dispersion. */
export const oracle: Detector = {
  name: "oracle",
  usual: 0,
  start({ mean }, { dispersion }) {
    return (counts, index) => {
      let observed = 0;
      let expected = 0;
      let length = 0;
      let least = 1;
      for (const window of WINDOWS.more) {
        for (; length < window; length++) {
          observed += counts[index - length]!;
          expected += mean[index - length]!;
        }
        if (observed > expected && observed >= BURST_LEAST) {
          least = Math.min(least, upperMidP(observed, expected, dispersion));
        }
      }
      return least;
    };
  },
};

/** Mean and standard deviation of the known days of [from, to). */
function moments(counts: Float64Array, known: Uint8Array, from: number, to: number): { mean: number; spread: number } {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < to; i++) {
    if (known[i] !== 1) continue;
    n += 1;
    sum += counts[i]!;
    squares += counts[i]! ** 2;
  }
  const mean = sum / n;
  return { mean, spread: Math.sqrt(Math.max(1e-9, (squares - n * mean * mean) / (n - 1))) };
}

/** A rule that an officer writes once: twice the mean of the first eight weeks. */
export const fixedThreshold: Detector = {
  name: "fixed threshold",
  usual: -2,
  start({ series: { counts, known } }) {
    const { mean } = moments(counts, known, 0, 56);
    return (now, index) => -now[index]! / mean;
  },
};

/** The day against mean and standard deviation of the four weeks before. */
export const threeSigma: Detector = {
  name: "3-sigma",
  usual: -3,
  start({ series: { known } }) {
    return (counts, index) => {
      const { mean, spread } = moments(counts, known, index - 28, index);
      return -(counts[index]! - mean) / spread;
    };
  },
};

/** W. S. Roberts' chart (1959): λ = 0.3 over two weeks, against mean and standard deviation of the eight weeks before. */
export const ewma: Detector = {
  name: "EWMA",
  usual: -3,
  start({ series: { known } }) {
    const weight = 0.3;
    return (counts, index) => {
      const { mean, spread } = moments(counts, known, index - 63, index - 7);
      let average = mean;
      for (let i = index - 13; i <= index; i++) {
        if (known[i] === 1) average += weight * (counts[i]! - average);
      }
      return -(average - mean) / (spread * Math.sqrt(weight / (2 - weight)));
    };
  },
};
