import { fitSharpness, type Judged } from "./calibrate.js";
import { contrastOf } from "./contrast.js";
import { solveSvm } from "./dual-descent.js";
import { NgramReader } from "./features.js";
import { LinearModel } from "./linear-model.js";
import { type SparseMatrix, toMatrix } from "./matrix.js";
import { type ModelTables, quantiseWeight } from "./model-tables.js";
import { type FeatureSettings, TOPIC_FEATURES } from "./settings.js";
import { SlotCounts } from "./slot-counts.js";
import { buildVocabulary } from "./vocabulary.js";

export interface LabelledText {
  text: string;
  label: string;
  /** How many ordinary rows it counts for. Default 1. */
  weight?: number;
}

export interface TrainOptions {
  /** What the model sees of a text. Default: what topics go by. */
  settings?: FeatureSettings;
  /** The labels in the order that probabilities shall have. Default: those of the rows, in order of their characters. */
  labels?: readonly string[];
  /** What a wrong example costs against large weights. Default 1. */
  cost?: number;
  /** Rows of rare labels cost more: (rows per label on average / rows of this label) to this power. Default 0. */
  balance?: number;
  /** Whether n-grams count by how much they tell a label from the others (see contrast.ts). Default false. */
  contrast?: boolean;
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
 * softmax. The same rows and options give the same model, byte for byte, in whatever order the rows come. Takes some
 * seconds for 10,000 rows.
 * @throws RangeError when the rows hold fewer than two labels, or one that is not among `labels`
 */
export function trainLinear(rows: readonly LabelledText[], options: TrainOptions = {}): ModelTables {
  const present = [...new Set(rows.map(({ label }) => label))].sort();
  if (present.length < 2) throw new RangeError(`at least two labels are needed, the rows hold ${present.length}`);
  const labels = options.labels ?? present;
  const strange = present.find((label) => !labels.includes(label));
  if (strange !== undefined) throw new RangeError(`the label ${strange} is not among ${labels.join(" ")}`);
  const sorted = [...rows].sort(
    (a, b) => compare(a.text, b.text) || compare(a.label, b.label) || weightOf(a) - weightOf(b),
  );
  const model = trainUncalibrated(sorted, labels, options);
  const judged = options.calibration ? judge(model, options.calibration) : outOfFold(sorted, labels, options);
  return { ...model, sharpness: fitSharpness(judged) };
}

const weightOf = ({ weight = 1 }: LabelledText): number => weight;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function trainUncalibrated(
  rows: readonly LabelledText[],
  labels: readonly string[],
  options: TrainOptions,
): ModelTables {
  const { settings = TOPIC_FEATURES, cost = 1, balance = 0, slotBits = 17, minDocuments = 5 } = options;
  const texts = rows.map(({ text }) => text);
  const reader = new NgramReader(settings);
  const vocabulary = buildVocabulary(reader, texts, slotBits, minDocuments);
  const matrix = toMatrix(texts, new SlotCounts(reader, vocabulary));
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  const average = rows.length / labels.length;
  const costs = Float64Array.from(rows, (row) => cost * weightOf(row) * (average / counts.get(row.label)!) ** balance);
  const slots = 2 ** slotBits;
  const weights = new Int8Array(slots * labels.length);
  const weightRange = new Float32Array(labels.length);
  const bias = new Float32Array(labels.length);
  labels.forEach((label, k) => {
    const sides = Int8Array.from(rows, (row) => (row.label === label ? 1 : -1));
    const solved = options.contrast
      ? solveInContrast(matrix, sides, costs, slots)
      : solveSvm(matrix, sides, costs, slots);
    bias[k] = solved[slots]!;
    weightRange[k] = solved.subarray(0, slots).reduce((range, weight) => Math.max(range, Math.abs(weight)), 0);
    for (let slot = 0; slot < slots; slot++) {
      weights[slot * labels.length + k] = quantiseWeight(solved[slot]!, weightRange[k]!);
    }
  });
  return { settings, labels, ...vocabulary, weights, weightRange, bias, sharpness: 1 };
}

/** Solved with columns scaled by their contrast; the weights are for the matrix as it is. */
function solveInContrast(matrix: SparseMatrix, sides: Int8Array, costs: Float64Array, size: number): Float64Array {
  const factors = contrastOf(matrix, sides, size);
  const values = matrix.values.map((value, k) => value * factors[matrix.columns[k]!]!);
  const solved = solveSvm({ ...matrix, values }, sides, costs, size);
  for (let column = 0; column < size; column++) solved[column]! *= factors[column]!;
  return solved;
}

function judge(tables: ModelTables, rows: readonly LabelledText[]): Judged[] {
  const model = new LinearModel(tables);
  return rows.flatMap(({ text, label }) => {
    const truth = tables.labels.indexOf(label);
    if (truth < 0) return [];
    const margins = new Float64Array(tables.labels.length);
    model.margins(text, margins);
    return [{ margins, truth }];
  });
}

/** Every row judged by a model that has not seen it. */
function outOfFold(rows: readonly LabelledText[], labels: readonly string[], options: TrainOptions): Judged[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const seen = rows.filter((_, i) => i % FOLDS !== fold);
    const unseen = rows.filter((_, i) => i % FOLDS === fold);
    return judge(trainUncalibrated(seen, labels, options), unseen);
  }).flat();
}
