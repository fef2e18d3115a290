import { toProbabilities } from "./softmax.js";

/** Scores of a row by both models, and its class. */
export interface Scored {
  ngrams: Float64Array;
  encoded?: Float64Array;
  truth: number;
}

/** What the scores of each model are multiplied by before they are added: their weight and the sharpness in one. */
export interface Factors {
  ngrams: number;
  encoded: number;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
const MOST: Factors = { ngrams: 20, encoded: 4 };
const ROUNDS = 5;

/** The probabilities of all classes, from the scores of both models. */
export function mixed({ ngrams, encoded }: Omit<Scored, "truth">, factors: Factors, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = factors.ngrams * ngrams[k]! + factors.encoded * (encoded?.[k] ?? 0);
  toProbabilities(out);
}

/**
 * The factors that make the probabilities of rows not seen in training as honest as they can be (temperature scaling,
 * Guo et al. 2017, of two models at once). The loss is convex: golden-section search, one factor after the other.
 */
export function fitFactors(rows: readonly Scored[]): Factors {
  const hasEncoded = rows.some(({ encoded }) => encoded !== undefined);
  const factors: Factors = { ngrams: 4, encoded: hasEncoded ? 0.5 : 0 };
  for (let round = 0; round < (hasEncoded ? ROUNDS : 1); round++) {
    factors.ngrams = least((ngrams) => loss(rows, { ...factors, ngrams }), MOST.ngrams);
    if (hasEncoded) factors.encoded = least((encoded) => loss(rows, { ...factors, encoded }), MOST.encoded);
  }
  return factors;
}

/** Mean of −log p(truth). */
function loss(rows: readonly Scored[], factors: Factors): number {
  const out = new Float64Array(rows[0]?.ngrams.length ?? 0);
  let sum = 0;
  for (const row of rows) {
    mixed(row, factors, out);
    sum -= Math.log(Math.max(1e-12, out[row.truth]!));
  }
  return sum / rows.length;
}

function least(of: (x: number) => number, most: number): number {
  let [low, high] = [0, most];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [of(left), of(right)];
  while (high - low > 0.01) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = of(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = of(right);
    }
  }
  return (low + high) / 2;
}
