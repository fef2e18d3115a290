import { createHash } from "node:crypto";
import type { Encoded } from "../../core/encoded.js";
import { LinearModel } from "../linear/linear-model.js";
import type { ModelTables } from "../linear/model-tables.js";
import { trainLinear } from "../linear/train.js";
import { encodedFeatures } from "./encoded-features.js";
import { type Factors, fitFactors, type Scored } from "./mix.js";
import type { OfficeModel } from "./model-file.js";
import { type DenseModel, denseScores, trainSoftmax } from "./softmax.js";

export interface TrainingRow {
  text: string;
  /** Number of its class. */
  class: number;
  /** What the encoder says of it; all rows or none have it. */
  encoded?: Encoded;
  /** Near-duplicates share a number. */
  group: number;
}

/** The encoder that `encoded` comes from. */
export interface EncoderIdentity {
  version: string;
  topics: readonly string[];
}

/** Parts that rows are dealt into, whole groups of near-duplicates at a time. */
const PARTS = 5;

/** With fewer rows than this all of them are needed to tell how far the models are to be trusted. */
const FEW_ROWS = 5000;

/** Rows kept apart to measure (`kept`), and the others. Near-duplicates are all on one side, whatever the order. */
export function keepFifth<T extends Pick<TrainingRow, "text" | "group">>(
  rows: readonly T[],
): { train: T[]; kept: T[] } {
  const parts = partsOf(rows);
  return { train: rows.filter((_, i) => parts[i] !== 0), kept: rows.filter((_, i) => parts[i] === 0) };
}

/** The part of every row, by the text of its group that comes first in order of characters. */
function partsOf(rows: readonly Pick<TrainingRow, "text" | "group">[]): number[] {
  const first = new Map<number, string>();
  for (const { text, group } of rows) {
    const before = first.get(group);
    if (before === undefined || text < before) first.set(group, text);
  }
  const parts = new Map<number, number>();
  for (const [group, text] of first) {
    parts.set(group, createHash("sha256").update(text).digest().readUInt32BE() % PARTS);
  }
  return rows.map(({ group }) => parts.get(group)!);
}

/**
 * Trains both models on all rows; the same rows give the same model, whatever their order. How far each is to be trusted
 * is found on rows by models that have not seen them.
 * @param before a model of most of these rows: where there are many, both are trusted as far as in it
 * @throws RangeError with fewer than two classes
 */
export function trainOffice(
  given: readonly TrainingRow[],
  classes: string[][],
  encoder: EncoderIdentity | undefined,
  before?: Omit<OfficeModel, "trained">,
): Omit<OfficeModel, "trained"> {
  const rows = [...given].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.class - b.class));
  const { alone, factors } =
    before && rows.length >= FEW_ROWS ? trustIn(before) : fitTrust(unseenScores(rows, classes.length, encoder));
  const { ngrams, dense } = trainBoth(rows, classes.length, encoder);
  const tables = { ...ngrams, sharpness: alone };
  if (!encoder || !dense) return { classes, ngrams: tables };
  const { version, topics } = encoder;
  return { classes, ngrams: tables, encoded: { model: dense, encoder: version, topics: [...topics], factors } };
}

/** How far the n-grams are to be trusted where they are alone, and both models where they decide together. */
interface Trust {
  alone: number;
  factors: Factors;
}

const fitTrust = (scored: readonly Scored[]): Trust => ({
  alone: fitFactors(scored.map(({ ngrams, truth }) => ({ ngrams, truth }))).ngrams,
  factors: fitFactors(scored),
});

const trustIn = ({ ngrams, encoded }: Omit<OfficeModel, "trained">): Trust => ({
  alone: ngrams.sharpness,
  factors: encoded?.factors ?? { ngrams: ngrams.sharpness, encoded: 0 },
});

/** Scores of rows by models that were trained without them: of all rows in turn, of a fifth where there are many. */
function unseenScores(rows: readonly TrainingRow[], count: number, encoder: EncoderIdentity | undefined): Scored[] {
  const parts = partsOf(rows);
  const turns = rows.length < FEW_ROWS ? [...new Set(parts)] : [1];
  return turns.flatMap((part) => {
    const seen = rows.filter((_, i) => parts[i] !== part);
    const unseen = rows.filter((_, i) => parts[i] === part);
    return seen.length === 0 ? [] : scores(trainBoth(seen, count, encoder), unseen, encoder);
  });
}

interface Both {
  ngrams: ModelTables;
  dense: DenseModel | undefined;
}

function trainBoth(rows: readonly TrainingRow[], count: number, encoder: EncoderIdentity | undefined): Both {
  return {
    ngrams: trainLinear(
      rows.map(({ text, class: index }) => ({ text, label: String(index) })),
      {
        labels: Array.from({ length: count }, (_, k) => String(k)),
        calibration: [], // its confidence is found together with that of the other model
        minDocuments: rows.length < 1000 ? 2 : rows.length < 5000 ? 3 : 5,
        slotBits: count > 100 ? 16 : 17,
      },
    ),
    dense:
      encoder &&
      trainSoftmax(
        rows.map((row) => features(row, encoder)),
        rows.map((row) => row.class),
        count,
      ),
  };
}

function scores({ ngrams, dense }: Both, rows: readonly TrainingRow[], encoder: EncoderIdentity | undefined): Scored[] {
  const linear = new LinearModel(ngrams);
  const count = ngrams.labels.length;
  return rows.map((row): Scored => {
    const byNgrams = new Float64Array(count);
    linear.margins(row.text, byNgrams);
    if (!dense || !encoder) return { ngrams: byNgrams, truth: row.class };
    const byEncoder = new Float64Array(count);
    denseScores(dense, features(row, encoder), byEncoder);
    return { ngrams: byNgrams, encoded: byEncoder, truth: row.class };
  });
}

/** @throws Error for a row that the encoder has not been asked about */
function features({ encoded }: TrainingRow, { topics }: EncoderIdentity): Float32Array {
  if (!encoded) throw new Error("a row without the encoder's answer");
  return encodedFeatures(encoded, topics);
}
