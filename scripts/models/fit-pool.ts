import { type PoolWeights, pool, type Voices } from "../../analyzers/blend/pool.js";

/** A row as the judges see it, and its true class. */
export interface Heard {
  voices: Voices;
  truth: number;
}

const ENCODER_SHARES = Array.from({ length: 11 }, (_, i) => i / 10);
const WORDS = [0, 0.5, 1, 1.5, 2, 3, 4, 6, 8];
const TEMPERATURES = Array.from({ length: 13 }, (_, i) => Math.round(100 * Math.exp((i - 6) / 6)) / 100);

/** The prior speaks with the voice of so many rows for equal weights and a temperature of 1. */
const PRIOR_ROWS = 20;

/** The mean of −log p(truth). */
export function logLoss(rows: readonly Heard[], size: number, weights: PoolWeights): number {
  const losses = rows.map(({ voices, truth }) => -Math.log(Math.max(1e-9, pool(size, voices, weights)[truth]!)));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** How far weights are from those in which every judge counts alike. */
function distance({ encoder, words, temperature }: PoolWeights, equal: PoolWeights): number {
  const apart = Math.log((words + 1) / (equal.words + 1)) / 2;
  return (encoder - equal.encoder) ** 2 + apart ** 2 + Math.log(temperature) ** 2 / 4;
}

/**
 * The weights on a coarse grid that make the rows likeliest, the equal ones having a say like that of 20 rows.
 * @param has which judges there are: weights of the others stay at 0
 * @param equal also what the emoticons weigh, which is not fitted
 */
export function fitPool(
  rows: readonly Heard[],
  size: number,
  has: { linear: boolean; words: boolean },
  equal: PoolWeights,
): PoolWeights {
  const given = equal.emoticons === undefined ? {} : { emoticons: equal.emoticons };
  let best = equal;
  let least = Number.POSITIVE_INFINITY;
  for (const encoder of has.linear ? ENCODER_SHARES : [1]) {
    for (const words of has.words ? WORDS : [0]) {
      for (const temperature of TEMPERATURES) {
        const models = { encoder, linear: Math.round(10 - encoder * 10) / 10 };
        const weights: PoolWeights = { ...models, words, ...given, temperature };
        const penalty = (PRIOR_ROWS / rows.length) * distance(weights, equal);
        if (penalty >= least) continue;
        const loss = logLoss(rows, size, weights) + penalty;
        if (loss < least) [best, least] = [weights, loss];
      }
    }
  }
  return best;
}
