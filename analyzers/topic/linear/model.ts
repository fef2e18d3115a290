import { createHash } from "node:crypto";
import { MinyiError } from "../../../core/errors.js";
import { FEATURES_VERSION } from "./features.js";

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
  /** Per slot and label (slot-major): the weight as an index into {@link weightTable}, shifted by 128. */
  weights: Int8Array;
  /** Per label: the greatest magnitude that a weight can have. */
  weightRange: Float32Array;
  bias: Float32Array;
  /** Margins are multiplied by it before the softmax: makes the probabilities honest (see calibrate.ts). */
  sharpness: number;
}

/** The model file is missing, cut off, damaged or of another kind: the caller decides what to do without it. */
export class ModelFileError extends MinyiError {}

const MAGIC = "minyi-linear-1\n";
const HASH_BYTES = 32;

/** Weight = weightCurve(q) × weightRange: fine steps around zero, where most weights lie. */
export function weightCurve(quantised: number): number {
  const share = quantised / 127;
  return share * Math.abs(share);
}

/** The quantised weight that comes nearest. */
export function quantiseWeight(weight: number, range: number): number {
  if (range === 0) return 0;
  const share = Math.sign(weight) * Math.sqrt(Math.min(1, Math.abs(weight) / range));
  return Math.round(share * 127);
}

/** The model as the bytes of a file: a line of magic, a line of JSON, the tables, the SHA-256 of all that. */
export function serialiseModel(model: LinearModel): Buffer {
  const header = {
    features: FEATURES_VERSION,
    labels: model.labels,
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
 * @throws ModelFileError when a byte is missing or wrong, or when the model was made of other features.
 */
export function parseModel(bytes: Buffer, path: string): LinearModel {
  const body = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES));
  if (body.subarray(0, MAGIC.length).toString("latin1") !== MAGIC) {
    throw broken(path, { zh: "不是本程序的主题模型", en: "is not a topic model of this program" });
  }
  if (!createHash("sha256").update(body).digest().equals(bytes.subarray(body.length))) {
    throw broken(path, {
      zh: "内容与校验和不符(被截断或改动)",
      en: "does not match its checksum (cut off or changed)",
    });
  }
  const headerEnd = body.indexOf("\n", MAGIC.length);
  const header = JSON.parse(body.subarray(MAGIC.length, headerEnd).toString("utf8")) as Header;
  if (header.features !== FEATURES_VERSION) {
    throw broken(path, {
      zh: `特征版本为 ${header.features},本程序需要 ${FEATURES_VERSION}`,
      en: `was made of features version ${header.features}, this program reads ${FEATURES_VERSION}`,
    });
  }
  const slots = 2 ** header.slotBits;
  const from = headerEnd + 1;
  const table = (start: number, end: number) => new Uint8Array(body.subarray(from + start, from + end));
  const weights = table(2 * slots, (2 + header.labels.length) * slots);
  return {
    labels: header.labels,
    slotBits: header.slotBits,
    checks: table(0, slots),
    idfs: table(slots, 2 * slots),
    idfStep: header.idfStep,
    weights: new Int8Array(weights.buffer),
    weightRange: Float32Array.from(header.weightRange),
    bias: Float32Array.from(header.bias),
    sharpness: header.sharpness,
  };
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

/** The error for a model that cannot be used, with what to do about it. */
export function broken(path: string, why: { zh: string; en: string }, cause?: unknown): ModelFileError {
  return new ModelFileError(
    { zh: `主题模型 ${path} ${why.zh}`, en: `Topic model ${path} ${why.en}` },
    {
      fix: {
        zh: "重新安装本程序,或用 git checkout 恢复该文件;自己训练的模型请重新训练。",
        en: "Install the program again or restore the file with git checkout; train a model of your own again.",
      },
      cause,
    },
  );
}
