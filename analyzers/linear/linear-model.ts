import { readFileSync } from "node:fs";
import { ModelFileError } from "../model-file-error.js";
import { NgramReader } from "./features.js";
import { modelHash, parseModel } from "./model-file.js";
import { type ModelTables, weightCurve } from "./model-tables.js";
import { SlotCounts } from "./slot-counts.js";

/**
 * A linear classifier of texts. Keeps scratch space between calls, so one serves one thread; a result depends on its
 * text alone.
 */
export class LinearModel {
  readonly labels: readonly string[];
  private readonly slotCounts: SlotCounts;
  /** Weight by quantised value and label. */
  private readonly table: Float32Array;

  /** @param hash short name of the content, for versions; "" for a model that is in no file */
  constructor(
    private readonly tables: ModelTables,
    readonly hash = "",
  ) {
    this.labels = tables.labels;
    this.slotCounts = new SlotCounts(new NgramReader(tables.settings), tables);
    const labels = tables.labels.length;
    this.table = new Float32Array(256 * labels);
    for (let q = -128; q < 128; q++) {
      for (let k = 0; k < labels; k++) this.table[(q + 128) * labels + k] = weightCurve(q) * tables.weightRange[k]!;
    }
  }

  /**
   * Reads a file made by `serialiseModel`.
   * @throws ModelFileError when it is missing, damaged, cut off, or asks for features that this program does not know
   */
  static open(path: string): LinearModel {
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch (cause) {
      throw new ModelFileError(path, { zh: "不存在或无法读取", en: "does not exist or cannot be read" }, cause);
    }
    return new LinearModel(parseModel(bytes, path), modelHash(bytes));
  }

  /**
   * Writes the margin of every label into `out`: how far on the label's side of its dividing plane the text lies, drawn
   * towards the bias for short texts where the settings say so.
   * @returns how many different n-grams of the text the model knows
   */
  margins(text: string, out: Float64Array): number {
    const { table } = this;
    const slotCounts = this.slotCounts;
    const { weights, bias, settings } = this.tables;
    const labels = bias.length;
    slotCounts.read(text);
    const { slots, values, length, norm } = slotCounts;
    out.fill(0);
    for (let i = 0; i < length; i++) {
      const row = slots[i]! * labels;
      const value = values[i]!;
      for (let k = 0; k < labels; k++) out[k]! += value * table[(weights[row + k]! + 128) * labels + k]!;
    }
    const factor = length === 0 ? 0 : length / (length + settings.halfKnown) / norm;
    for (let k = 0; k < labels; k++) out[k] = out[k]! * factor + bias[k]!;
    return length;
  }

  /** The probability of every label, in the order of `labels`; they add up to 1. */
  probabilities(text: string): Float64Array {
    const values = new Float64Array(this.labels.length);
    this.margins(text, values);
    const { sharpness } = this.tables;
    const greatest = Math.max(...values);
    let sum = 0;
    for (let k = 0; k < values.length; k++) sum += values[k] = Math.exp((values[k]! - greatest) * sharpness);
    for (let k = 0; k < values.length; k++) values[k]! /= sum;
    return values;
  }

  /** The likeliest label of a text and its probability. */
  best(text: string): { label: string; probability: number } {
    const values = this.probabilities(text);
    const probability = Math.max(...values);
    return { label: this.labels[values.indexOf(probability)]!, probability };
  }
}
