import type { FeatureSettings } from "./settings.js";
import type { Vocabulary } from "./vocabulary.js";

/**
 * A linear classifier over hashed n-grams. The table has 2^slotBits slots, each held by at most one n-gram: `checks`
 * keeps eight more bits of its hash, so that of the n-grams never seen in training only one in 256 is mistaken for it.
 */
export interface ModelTables extends Vocabulary {
  settings: FeatureSettings;
  labels: readonly string[];
  /** Per slot and label (slot by slot): the weight on the curve of {@link weightCurve}. */
  weights: Int8Array;
  /** Per label: the greatest magnitude that a weight can have. */
  weightRange: Float32Array;
  bias: Float32Array;
  /** Margins are multiplied by it before the softmax: makes the probabilities honest (see calibrate.ts). */
  sharpness: number;
}

/** Weight = weightCurve(quantised) × weightRange: fine steps around zero, where most weights lie. */
export function weightCurve(quantised: number): number {
  const share = quantised / 127;
  return share * Math.abs(share);
}

/** The quantised weight, −127 … 127, that comes nearest on the curve. */
export function quantiseWeight(weight: number, range: number): number {
  if (range === 0) return 0;
  return Math.sign(weight) * Math.round(Math.sqrt(Math.min(1, Math.abs(weight) / range)) * 127);
}
