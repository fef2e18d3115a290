import { lowerMidP, upperMidP } from "../burst/negative-binomial.js";

/** Half a message: what a value that never came up is thought to have had (Jeffreys' prior of a Poisson rate). */
const HALF = 0.5;
/** Standard deviations of an interval that takes in 95 %. */
const DEVIATIONS = 1.959964;

/** How a count differs from what earlier ones lead to expect. */
export interface Judgement {
  /** Expected count. */
  expected: number;
  /** Count ÷ expected, and the interval that takes in 95 %. */
  ratio: number;
  low: number;
  high: number;
  /** Probability of so much or so little by chance, both sides. */
  chance: number;
}

/**
 * Judges a count `n` by `before` messages over a stretch that is 1 ÷ `scale` times as long or as busy. Counts are
 * negative binomial with `dispersion` (variance ÷ mean); what is not known of the earlier rate widens them.
 *
 * Source: predictive distribution of a Poisson rate with a gamma posterior (Gelman et al., Bayesian Data Analysis,
 * ch. 2); interval of a ratio of rates on the logarithm (Rothman and Greenland, Modern Epidemiology, ch. 14), with its
 * variance times the dispersion (McCullagh and Nelder, Generalized Linear Models, ch. 6).
 */
export function judge(n: number, before: number, scale: number, dispersion: number): Judgement {
  // Messages that come in groups of about `dispersion` tell as much as so many fewer that come alone.
  const mean = (before + HALF * Math.max(1, dispersion)) * scale;
  const spread = Math.max(1, dispersion) * (1 + scale);
  const chance = Math.min(1, 2 * Math.min(upperMidP(n, mean, spread), lowerMidP(n, mean, spread)));
  const ratio = (n + HALF) / ((before + HALF) * scale);
  const error = DEVIATIONS * Math.sqrt(Math.max(1, dispersion) * (1 / (n + HALF) + 1 / (before + HALF)));
  return {
    expected: before * scale,
    ratio,
    low: ratio * Math.exp(-error),
    high: ratio * Math.exp(error),
    chance,
  };
}
