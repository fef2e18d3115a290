/** What several judges say of one text, each about the same classes in the same order. Whoever is not there says nothing. */
export interface Voices {
  /** Probabilities of the encoder. */
  encoder?: ArrayLike<number> | undefined;
  /** Probabilities of the linear model over n-grams. */
  linear?: ArrayLike<number> | undefined;
  /** Share of the evidence by words and rules, 0 … 1, that each class has. */
  words?: ArrayLike<number> | undefined;
  /** The same by emoticons. */
  emoticons?: ArrayLike<number> | undefined;
}

/** How much each judge counts, and what makes the outcome honest. */
export interface PoolWeights {
  encoder: number;
  linear: number;
  words: number;
  /** Default 0. */
  emoticons?: number;
  /** Above 1 the probabilities are drawn together, below 1 apart. */
  temperature: number;
}

/** A model is never so sure that the others could not be heard. */
const LEAST = 1e-4;

/**
 * Probabilities of the classes by all judges together: a logarithmic opinion pool (the models' log-probabilities by their
 * weights) to which words and emoticons add their share of the evidence by theirs, so that none can do more than its weight.
 * Where one of the models is missing the other takes its weight over; where no judge is heard all classes are alike.
 * @param size number of classes
 */
export function pool(size: number, voices: Voices, weights: PoolWeights): number[] {
  const { encoder, linear, words, emoticons } = voices;
  const present = (encoder ? weights.encoder : 0) + (linear ? weights.linear : 0);
  const share = present > 0 ? (weights.encoder + weights.linear) / present : 0;
  const values: number[] = [];
  for (let k = 0; k < size; k++) {
    let value = 0;
    if (encoder) value += weights.encoder * share * Math.log(Math.max(encoder[k]!, LEAST));
    if (linear) value += weights.linear * share * Math.log(Math.max(linear[k]!, LEAST));
    if (words) value += weights.words * words[k]!;
    if (emoticons) value += (weights.emoticons ?? 0) * emoticons[k]!;
    values.push(value / weights.temperature);
  }
  return softmax(values);
}

function softmax(values: number[]): number[] {
  const greatest = Math.max(...values);
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] = Math.exp(values[k]! - greatest);
  for (let k = 0; k < values.length; k++) values[k]! /= sum;
  return values;
}

/** The place of the greatest value, the first of equals. */
export function likeliest(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}
