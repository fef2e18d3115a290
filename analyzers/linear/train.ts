import { fitSharpness, type Judged } from "./calibrate.js";
import { type SparseRow, solveSvm } from "./dual-descent.js";
import { NgramReader } from "./features.js";
import { type LinearModel, quantiseWeight } from "./model.js";
import { dampen, LinearPredictor } from "./predict.js";
import { buildVocabulary, countNgrams, type Vocabulary } from "./vocabulary.js";

export interface LabelledText {
  text: string;
  label: string;
}

export interface TrainOptions {
  /** What a wrong example costs against large weights. Default 1. */
  cost?: number;
  /** The table has 2^slotBits slots; a model takes (2 + labels) × 2^slotBits bytes. Default 17. */
  slotBits?: number;
  /** N-grams in fewer texts are left out. Default 5; smaller for fewer than some thousand rows. */
  minDocuments?: number;
  /** Rows kept out of training, on which the confidence is calibrated. Default: five folds of the rows themselves. */
  calibration?: readonly LabelledText[];
}

const FOLDS = 5;

/**
 * Trains one support vector machine per label over hashed character n-grams, tf-idf weighted, and calibrates their
 * softmax. The same rows and options give the same model, byte for byte. Takes some seconds for 10,000 rows.
 * @throws RangeError when the rows hold fewer than two labels
 */
export function trainLinear(rows: readonly LabelledText[], options: TrainOptions = {}): LinearModel {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  if (labels.length < 2) throw new RangeError(`at least two labels are needed, the rows hold ${labels.length}`);
  const model = trainUncalibrated(rows, labels, options);
  const judged = options.calibration ? judge(model, options.calibration) : outOfFold(rows, labels, options);
  return { ...model, sharpness: fitSharpness(judged) };
}

function trainUncalibrated(rows: readonly LabelledText[], labels: string[], options: TrainOptions): LinearModel {
  const { cost = 1, slotBits = 17, minDocuments = 5 } = options;
  const texts = rows.map(({ text }) => text);
  const vocabulary = buildVocabulary(texts, slotBits, minDocuments);
  const reader = new NgramReader();
  const matrix = texts.map((text) => toRow(countNgrams(reader, text), vocabulary));
  const costs = new Float64Array(rows.length).fill(cost);
  const slots = 2 ** slotBits;
  const weights = new Int8Array(slots * labels.length);
  const weightRange = new Float32Array(labels.length);
  const bias = new Float32Array(labels.length);
  labels.forEach((label, k) => {
    const solved = solveSvm(
      matrix,
      Int8Array.from(rows, (row) => (row.label === label ? 1 : -1)),
      costs,
      slots,
    );
    bias[k] = solved[slots]!;
    weightRange[k] = solved.subarray(0, slots).reduce((range, weight) => Math.max(range, Math.abs(weight)), 0);
    for (let slot = 0; slot < slots; slot++) {
      weights[slot * labels.length + k] = quantiseWeight(solved[slot]!, weightRange[k]!);
    }
  });
  return { labels, ...vocabulary, weights, weightRange, bias, sharpness: 1 };
}

/** The tf-idf row of a text, scaled to length 1: what the predictor computes, for the solver. */
function toRow(counts: Map<number, number>, { slotBits, checks, idfs, idfStep }: Vocabulary): SparseRow {
  const perSlot = new Map<number, number>();
  for (const [hash, count] of counts) {
    const slot = hash >>> (32 - slotBits);
    if (checks[slot] !== (hash & 255) || idfs[slot] === 0) continue;
    perSlot.set(slot, (perSlot.get(slot) ?? 0) + count);
  }
  const columns = Int32Array.from(perSlot.keys());
  const values = Float64Array.from(perSlot, ([slot, count]) => dampen(count) * idfs[slot]! * idfStep);
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { columns, values: values.map((value) => value / norm) };
}

function judge(model: LinearModel, rows: readonly LabelledText[]): Judged[] {
  const predictor = new LinearPredictor(model);
  return rows.flatMap(({ text, label }) => {
    const truth = model.labels.indexOf(label);
    if (truth < 0) return [];
    const margins = new Float64Array(model.labels.length);
    predictor.margins(text, margins);
    return [{ margins, truth }];
  });
}

/** Every row judged by a model that has not seen it. */
function outOfFold(rows: readonly LabelledText[], labels: string[], options: TrainOptions): Judged[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const seen = rows.filter((_, i) => i % FOLDS !== fold);
    const unseen = rows.filter((_, i) => i % FOLDS === fold);
    return judge(trainUncalibrated(seen, labels, options), unseen);
  }).flat();
}
