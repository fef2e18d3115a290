import { logGamma } from "./log-gamma.js";

/** Below this excess of variance over mean the negative binomial is computed as the Poisson that it tends to. */
const POISSON = 1e-9;
/** Terms smaller than this share of the sum so far no longer change it. */
const NEGLIGIBLE = 1e-17;
/** Smaller than this a term is nothing: next to the smallest number there is, rounding would keep it from getting smaller. */
const NOTHING = 1e-300;

/**
 * Probability of exactly `x` where counts are negative binomial with a mean and a dispersion (variance ÷ mean, ≥ 1;
 * at 1 they are Poisson). Sums of independent counts of the same dispersion are of this kind again, with the sum of
 * the means: that is what makes it the model for windows of several days.
 */
export function probability(x: number, mean: number, dispersion: number): number {
  if (mean <= 0) return x === 0 ? 1 : 0;
  if (dispersion - 1 < POISSON) return Math.exp(x * Math.log(mean) - mean - logGamma(x + 1));
  const size = mean / (dispersion - 1);
  return Math.exp(
    logGamma(x + size) -
      logGamma(size) -
      logGamma(x + 1) -
      size * Math.log(dispersion) +
      x * Math.log((dispersion - 1) / dispersion),
  );
}

/** Factor from the probability of `x` to that of `x + 1`. */
function step(x: number, mean: number, dispersion: number): number {
  return (mean + x * (dispersion - 1)) / ((x + 1) * dispersion);
}

function sumUp(x: number, first: number, mean: number, dispersion: number): number {
  let term = first;
  let sum = first;
  for (let k = x; term > sum * NEGLIGIBLE && term > NOTHING; k++) {
    term *= step(k, mean, dispersion);
    sum += term;
  }
  return sum;
}

function sumDown(x: number, first: number, mean: number, dispersion: number): number {
  let term = first;
  let sum = first;
  for (let k = x; k > 0 && term > sum * NEGLIGIBLE && term > NOTHING; k--) {
    term /= step(k - 1, mean, dispersion);
    sum += term;
  }
  return sum;
}

/** Probability of `x` or more. */
export function upperTail(x: number, mean: number, dispersion: number): number {
  if (x <= 0) return 1;
  if (mean <= 0) return 0;
  if (x > mean) return Math.min(1, sumUp(x, probability(x, mean, dispersion), mean, dispersion));
  return Math.max(0, 1 - sumDown(x - 1, probability(x - 1, mean, dispersion), mean, dispersion));
}

/** Probability of `x` or fewer. */
export function lowerTail(x: number, mean: number, dispersion: number): number {
  if (x < 0) return 0;
  if (mean <= 0) return 1;
  if (x < mean) return Math.min(1, sumDown(x, probability(x, mean, dispersion), mean, dispersion));
  return Math.max(0, 1 - sumUp(x + 1, probability(x + 1, mean, dispersion), mean, dispersion));
}

/**
 * Mid-p of so many: the probability of more, and half that of exactly as many. On small counts the plain tail is far
 * too careful, since it counts the whole weight of what was seen; the mid-p is right on average.
 *
 * Source: H. O. Lancaster, Significance tests in discrete distributions, JASA 56 (1961).
 */
export function upperMidP(x: number, mean: number, dispersion: number): number {
  return Math.max(0, upperTail(x, mean, dispersion) - probability(x, mean, dispersion) / 2);
}

/** Mid-p of so few: the probability of fewer, and half that of exactly as many. */
export function lowerMidP(x: number, mean: number, dispersion: number): number {
  return Math.max(0, lowerTail(x, mean, dispersion) - probability(x, mean, dispersion) / 2);
}

/** The smallest count that is not exceeded with probability `p` (0 < p < 1). */
export function quantile(p: number, mean: number, dispersion: number): number {
  if (mean <= 0) return 0;
  const spread = Math.sqrt(mean * dispersion);
  let x = Math.max(0, Math.floor(mean - 12 * spread));
  let term = probability(x, mean, dispersion);
  let sum = term;
  // The bound ends the search where rounding keeps the sum below a p next to 1.
  const end = mean + 60 * spread + 60 * dispersion;
  while (sum < p && x < end) {
    term *= step(x, mean, dispersion);
    sum += term;
    x += 1;
  }
  return x;
}
