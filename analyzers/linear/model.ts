import { createHash } from "node:crypto";
import { FEATURES_VERSION } from "./features.js";
import { ModelFileError } from "./model-file-error.js";

/**
 * A linear classifier over hashed n-grams. The table has 2^slotBits slots, each held by at most one n-gram: `checks`
 * keeps eight more bits of its hash, so that of the n-grams never seen in training only one in 256 is mistaken for it.
 */
export interface LinearModel {
  labels: readonly string[];
  slotBits: number;
  /** Per slot: the low eight bits of the hash of the n-gram that holds it. */
  checks: Uint8Array;
  /** Per slot: inverse document frequency in steps of `idfStep`; 0 in a slot that nobody holds. */
  idfs: Uint8Array;
  idfStep: number;
  /** Per slot and label (slot by slot): the weight on the curve of {@link weightCurve}. */
  weights: Int8Array;
  /** Per label: the greatest magnitude that a weight can have. */
  weightRange: Float32Array;
  bias: Float32Array;
  /** Margins are multiplied by it before the softmax: makes the probabilities honest (see calibrate.ts). */
  sharpness: number;
}

interface Header {
  features: number;
  labels: string[];
  slotBits: number;
  idfStep: number;
  sharpness: number;
  weightRange: number[];
  bias: number[];
}

const MAGIC = "minyi-linear-1\n";
const HASH_BYTES = 32;

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

/** The model as the bytes of a file: a line of magic, a line of JSON, the tables, the SHA-256 of all that. */
export function serialiseModel(model: LinearModel): Buffer {
  const header: Header = {
    features: FEATURES_VERSION,
    labels: [...model.labels],
    slotBits: model.slotBits,
    idfStep: model.idfStep,
    sharpness: model.sharpness,
    weightRange: [...model.weightRange],
    bias: [...model.bias],
  };
  const bytes = Buffer.concat([
    Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`, "utf8"),
    model.checks,
    model.idfs,
    new Uint8Array(model.weights.buffer, model.weights.byteOffset, model.weights.byteLength),
  ]);
  return Buffer.concat([bytes, createHash("sha256").update(bytes).digest()]);
}

/** Short name of the model's content, for versions: the beginning of the hash at its end. */
export function modelHash(bytes: Buffer): string {
  return bytes.subarray(-HASH_BYTES).toString("hex").slice(0, 12);
}

/**
 * Reads what {@link serialiseModel} wrote.
 * @param path named in the error
 * @throws ModelFileError when a byte is missing or wrong, or when the model was made of other features
 */
export function parseModel(bytes: Buffer, path: string): LinearModel {
  const body = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES));
  if (body.subarray(0, MAGIC.length).toString("latin1") !== MAGIC) {
    throw new ModelFileError(path, { zh: "不是本程序的主题模型", en: "is not a topic model of this program" });
  }
  if (!createHash("sha256").update(body).digest().equals(bytes.subarray(body.length))) {
    throw new ModelFileError(path, {
      zh: "内容与校验和不符(被截断或改动)",
      en: "does not match its checksum (cut off or changed)",
    });
  }
  const headerEnd = body.indexOf("\n", MAGIC.length);
  const header = JSON.parse(body.subarray(MAGIC.length, headerEnd).toString("utf8")) as Header;
  if (header.features !== FEATURES_VERSION) {
    throw new ModelFileError(path, {
      zh: `特征版本为 ${header.features},本程序需要 ${FEATURES_VERSION}`,
      en: `was made of features version ${header.features}, this program reads version ${FEATURES_VERSION}`,
    });
  }
  const slots = 2 ** header.slotBits;
  const from = headerEnd + 1;
  const table = (start: number, end: number) => new Uint8Array(body.subarray(from + start, from + end));
  return {
    labels: header.labels,
    slotBits: header.slotBits,
    checks: table(0, slots),
    idfs: table(slots, 2 * slots),
    idfStep: header.idfStep,
    weights: new Int8Array(table(2 * slots, (2 + header.labels.length) * slots).buffer),
    weightRange: Float32Array.from(header.weightRange),
    bias: Float32Array.from(header.bias),
    sharpness: header.sharpness,
  };
}
