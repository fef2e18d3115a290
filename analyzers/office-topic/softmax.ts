/** Weights of a linear classifier over dense rows: class by class its weights, the bias last. */
export interface DenseModel {
  /** Numbers in a row. */
  width: number;
  weights: Float32Array;
}

const EPOCHS = 10;
const BATCH = 32;
const RATE = 0.01;
/** What weights pay for their size; between 3e-4 and 3e-2 rows held out come to the same. */
const DECAY = 1e-3;

/** A probability that counts as none. */
const NOTHING = 1e-4;

/** Writes the score of every class into `out`. */
export function denseScores({ width, weights }: DenseModel, row: Float32Array, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) {
    const from = k * (width + 1);
    let sum = weights[from + width]!;
    for (let i = 0; i < width; i++) sum += weights[from + i]! * row[i]!;
    out[k] = sum;
  }
}

/**
 * Softmax regression by Adam (Kingma, Ba 2015) over columns brought to mean 0 and deviation 1, in a fixed order of rows:
 * the same rows give the same model.
 * @param classes of each row
 * @param count of classes
 */
export function trainSoftmax(rows: readonly Float32Array[], classes: readonly number[], count: number): DenseModel {
  const width = rows[0]!.length;
  const { means, deviations } = spread(rows, width);
  const scaled = rows.map((row) => row.map((value, i) => (value - means[i]!) / deviations[i]!));
  const size = count * (width + 1);
  const [weights, slopes, first, second] = [0, 0, 0, 0].map(() => new Float32Array(size)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const scores = new Float64Array(count);
  const model = { width, weights };
  const order = shuffled(rows.length);
  const perEpoch = Math.ceil(rows.length / BATCH);
  const steps = EPOCHS * perEpoch;
  for (let step = 0; step < steps; step++) {
    slopes.fill(0);
    const start = (step % perEpoch) * BATCH;
    const end = Math.min(rows.length, start + BATCH);
    for (let at = start; at < end; at++) {
      const row = scaled[order[at]!]!;
      denseScores(model, row, scores);
      toProbabilities(scores);
      scores[classes[order[at]!]!]! -= 1;
      for (let k = 0; k < count; k++) {
        // Most of many classes are out of the question for a row: nothing is to be learned from it about them.
        if (Math.abs(scores[k]!) < NOTHING) continue;
        const slope = scores[k]! / (end - start);
        const from = k * (width + 1);
        for (let i = 0; i < width; i++) slopes[from + i]! += slope * row[i]!;
        slopes[from + width]! += slope;
      }
    }
    const rate = (RATE * (1 - step / steps) * Math.sqrt(1 - 0.999 ** (step + 1))) / (1 - 0.9 ** (step + 1));
    for (let i = 0; i < size; i++) {
      const slope = slopes[i]! + DECAY * weights[i]!;
      first[i] = 0.9 * first[i]! + 0.1 * slope;
      second[i] = 0.999 * second[i]! + 0.001 * slope * slope;
      weights[i]! -= (rate * first[i]!) / (Math.sqrt(second[i]!) + 1e-8);
    }
  }
  unscale(model, count, means, deviations);
  return model;
}

/** Turns scores into probabilities, in place. */
export function toProbabilities(scores: Float64Array): void {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > greatest) greatest = score;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp(scores[k]! - greatest);
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
}

function spread(rows: readonly Float32Array[], width: number): { means: Float64Array; deviations: Float64Array } {
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  for (const row of rows) for (let i = 0; i < width; i++) means[i]! += row[i]! / rows.length;
  for (const row of rows) for (let i = 0; i < width; i++) deviations[i]! += (row[i]! - means[i]!) ** 2 / rows.length;
  // A column that hardly moves tells nothing; dividing by its deviation would make noise of it.
  return { means, deviations: deviations.map((variance) => Math.max(1e-3, Math.sqrt(variance))) };
}

/** Makes weights for scaled columns into weights for the columns as they are. */
function unscale({ width, weights }: DenseModel, count: number, means: Float64Array, deviations: Float64Array): void {
  for (let k = 0; k < count; k++) {
    const from = k * (width + 1);
    for (let i = 0; i < width; i++) {
      weights[from + i]! /= deviations[i]!;
      weights[from + width]! -= weights[from + i]! * means[i]!;
    }
  }
}

/** A fixed order in which rows of a class are spread (multiplicative hashing). */
function shuffled(length: number): number[] {
  return Array.from({ length }, (_, i) => i).sort((a, b) => spot(a) - spot(b));
}

const spot = (i: number): number => Math.imul(i + 1, 0x9e3779b1) >>> 0;
