import { HEAD_WEIGHT, NgramReader } from "./features.js";
import { type LinearModel, weightCurve } from "./model.js";

/**
 * Margins of a text with this many known n-grams are halved: how little a short text says was measured on the first
 * 3 … 50 characters of training texts (log loss, out of fold).
 */
const HALF_KNOWN = 4;

const MAX_COUNT = 255;
/** 1 + ln n: the second mention of a word says less than the first. */
const damped = Float64Array.from({ length: MAX_COUNT + 1 }, (_, n) => (n === 0 ? 0 : 1 + Math.log(n)));

/** The term frequency as the model uses it. */
export function dampen(count: number): number {
  return damped[count < MAX_COUNT ? count : MAX_COUNT]!;
}

/**
 * Applies a model to texts. Keeps scratch space between calls (cleared after each), so one predictor serves one thread;
 * a result depends on its text alone.
 */
export class LinearPredictor {
  private readonly reader = new NgramReader();
  private readonly counts: Uint16Array;
  private readonly touched: Int32Array;
  /** Weight by quantised value and label. */
  private readonly table: Float32Array;

  constructor(readonly model: LinearModel) {
    this.counts = new Uint16Array(2 ** model.slotBits);
    this.touched = new Int32Array(this.reader.hashes.length);
    const labels = model.labels.length;
    this.table = new Float32Array(256 * labels);
    for (let q = -128; q < 128; q++) {
      for (let k = 0; k < labels; k++) this.table[(q + 128) * labels + k] = weightCurve(q) * model.weightRange[k]!;
    }
  }

  /**
   * Writes the margin of every label into `out`: how far on the label's side of its dividing plane the text lies,
   * drawn towards 0 for short texts.
   * @returns how many different n-grams of the text the model knows
   */
  margins(text: string, out: Float64Array): number {
    const [reader, counts, touched, table] = [this.reader, this.counts, this.touched, this.table];
    const { checks, idfs, idfStep, weights, bias, slotBits } = this.model;
    const labels = bias.length;
    reader.read(text);
    const { hashes, length, headLength } = reader;
    const shift = 32 - slotBits;
    let known = 0;
    for (let i = 0; i < length; i++) {
      const hash = hashes[i]!;
      const slot = hash >>> shift;
      if (checks[slot] !== (hash & 255) || idfs[slot] === 0) continue;
      const count = counts[slot]!;
      if (count === 0) touched[known++] = slot;
      counts[slot] = count + (i < headLength ? HEAD_WEIGHT : 1);
    }
    out.fill(0);
    let squares = 0;
    for (let i = 0; i < known; i++) {
      const slot = touched[i]!;
      const value = dampen(counts[slot]!) * idfs[slot]! * idfStep;
      counts[slot] = 0;
      squares += value * value;
      const row = slot * labels;
      for (let k = 0; k < labels; k++) out[k]! += value * table[(weights[row + k]! + 128) * labels + k]!;
    }
    const norm = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    const trust = known / (known + HALF_KNOWN);
    for (let k = 0; k < labels; k++) out[k] = out[k]! * norm * trust + bias[k]!;
    return known;
  }

  /** Turns margins into probabilities, in place. */
  probabilities(margins: Float64Array): void {
    const { sharpness } = this.model;
    const greatest = Math.max(...margins);
    let sum = 0;
    for (let k = 0; k < margins.length; k++) sum += margins[k] = Math.exp((margins[k]! - greatest) * sharpness);
    for (let k = 0; k < margins.length; k++) margins[k]! /= sum;
  }

  /** The likeliest label of a text and its probability. */
  best(text: string): { label: string; probability: number } {
    const values = new Float64Array(this.model.labels.length);
    this.margins(text, values);
    this.probabilities(values);
    const probability = Math.max(...values);
    return { label: this.model.labels[values.indexOf(probability)]!, probability };
  }
}
