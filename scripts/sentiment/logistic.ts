/** One text: features with values, what is known of it beforehand (logits), and the class. */
export interface Sample {
  features: readonly (readonly [index: number, value: number])[];
  fixed: number;
  label: 0 | 1;
  importance: number;
}

export interface LogisticOptions {
  /** Where each weight starts and is drawn to. */
  prior: readonly number[];
  /** How many samples have each feature: a rare one stays near its prior. */
  seenIn: readonly number[];
  /** Logits per unit of weight. */
  scale: number;
  ridge: number;
  epochs: number;
}

/**
 * Logistic regression by Adagrad in a fixed shuffled order, weights averaged over the second half of the epochs: the
 * same on every run.
 */
export function logistic(given: readonly Sample[], options: LogisticOptions): Float64Array {
  const { prior, seenIn, scale, ridge, epochs } = options;
  const samples = [...given];
  const weights = Float64Array.from(prior);
  const average = new Float64Array(prior.length);
  const squares = new Float64Array(prior.length).fill(1e-6);
  let seed = 12345;
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = samples.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [samples[i], samples[j]] = [samples[j] as Sample, samples[i] as Sample];
    }
    for (const { label, fixed, features, importance } of samples) {
      let sum = fixed;
      for (const [k, v] of features) sum += (weights[k] as number) * v * scale;
      const slope = (1 / (1 + Math.exp(-sum)) - label) * scale * importance;
      for (const [k, v] of features) {
        const pull = (ridge / (seenIn[k] as number)) * ((weights[k] as number) - (prior[k] as number));
        const gradient = slope * v + pull;
        squares[k] = (squares[k] as number) + gradient * gradient;
        weights[k] = (weights[k] as number) - (0.3 * gradient) / Math.sqrt(squares[k] as number);
      }
    }
    if (epoch >= epochs / 2) {
      for (let k = 0; k < average.length; k++) average[k] = (average[k] as number) + (weights[k] as number);
    }
  }
  const averaged = Math.floor(epochs / 2);
  return average.map((sum) => sum / averaged);
}
