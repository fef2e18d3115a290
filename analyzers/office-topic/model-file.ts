import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { z } from "zod";
import { parseModel, serialiseModel } from "../linear/model-file.js";
import type { ModelTables } from "../linear/model-tables.js";
import { ModelFileError } from "../model-file-error.js";
import type { Factors } from "./mix.js";
import type { DenseModel } from "./softmax.js";

/** A model of the office's own taxonomy. */
export interface OfficeModel {
  /** The classes, as paths of one to three levels. */
  classes: string[][];
  /** Over n-grams of characters; its labels are the numbers of the classes. */
  ngrams: ModelTables;
  /** Over what the encoder says, and the encoder that it belongs to. Absent: trained without one. */
  encoded?: { model: DenseModel; encoder: string; topics: string[]; factors: Factors } | undefined;
  /** Rows that it was trained on, and what it came to on the rows kept apart. */
  trained: { rows: number; measured: number; macroF1: number };
}

const headerSchema = z.object({
  classes: z.array(z.array(z.string()).min(1).max(3)).min(2),
  ngramBytes: z.int().positive(),
  encoded: z
    .object({
      width: z.int().positive(),
      encoder: z.string(),
      topics: z.array(z.string()),
      factors: z.object({ ngrams: z.number(), encoded: z.number() }),
    })
    .optional(),
  trained: z.object({ rows: z.int(), measured: z.int(), macroF1: z.number() }),
});

const MAGIC = "minyi-office-topic-1\n";
const HASH_BYTES = 32;

/** The model as the bytes of a file: a line of magic, a line of JSON, both models, the SHA-256 of all that. */
export function serialiseOfficeModel({ classes, ngrams, encoded, trained }: OfficeModel): Buffer {
  const ngramBytes = serialiseModel(ngrams);
  const { model, ...belongs } = encoded ?? {};
  const header = {
    classes,
    ngramBytes: ngramBytes.length,
    ...(model && { encoded: { width: model.width, ...belongs } }),
    trained,
  };
  const weights = model?.weights ?? new Float32Array();
  const body = Buffer.concat([
    Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`, "utf8"),
    ngramBytes,
    new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
  ]);
  return Buffer.concat([body, createHash("sha256").update(body).digest()]);
}

/** Short name of a file's content, for versions: the beginning of the hash at its end. */
export function officeModelHash(bytes: Buffer): string {
  return bytes.subarray(-HASH_BYTES).toString("hex").slice(0, 12);
}

/** @throws ModelFileError when a byte is missing or wrong, or the file is of another kind */
export function parseOfficeModel(bytes: Buffer, path: string): OfficeModel {
  const body = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES));
  if (!startsAsOffice(body)) throw new ModelFileError(path, OTHER_KIND);
  if (!createHash("sha256").update(body).digest().equals(bytes.subarray(body.length))) {
    throw new ModelFileError(path, DAMAGED);
  }
  const headerEnd = body.indexOf("\n", MAGIC.length);
  const { classes, ngramBytes, encoded, trained } = headerSchema.parse(
    JSON.parse(body.subarray(MAGIC.length, headerEnd).toString("utf8")),
  );
  const from = headerEnd + 1;
  const ngrams = parseModel(body.subarray(from, from + ngramBytes), path);
  if (!encoded) return { classes, ngrams, trained };
  const { width, ...belongs } = encoded;
  const weights = new Float32Array(new Uint8Array(body.subarray(from + ngramBytes)).buffer);
  return { classes, ngrams, encoded: { model: { width, weights }, ...belongs }, trained };
}

/** @throws ModelFileError when the file is missing, damaged or of another kind */
export function readOfficeModel(path: string): { model: OfficeModel; hash: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new ModelFileError(path, { zh: "不存在或无法读取", en: "does not exist or cannot be read" }, cause);
  }
  return { model: parseOfficeModel(bytes, path), hash: officeModelHash(bytes) };
}

/** The topics that a model made by train-topic tells; undefined where the path is no such file, or a damaged one. */
export function ownTopics(path: string): string[][] | undefined {
  if (!isOfficeModel(path)) return undefined;
  try {
    return readOfficeModel(path).model.classes;
  } catch (error) {
    if (error instanceof ModelFileError) return undefined; // told when the analyzers are opened
    throw error;
  }
}

/** The encoder that a model made by train-topic was trained with; undefined where none is needed, or there is no model. */
export function encoderOfModel(path: string): string | undefined {
  if (!isOfficeModel(path)) return undefined;
  try {
    return readOfficeModel(path).model.encoded?.encoder;
  } catch (error) {
    if (error instanceof ModelFileError) return undefined; // told when the analyzers are opened
    throw error;
  }
}

/** Whether a file was made by train-topic; false also where there is none. */
export function isOfficeModel(path: string): boolean {
  const head = Buffer.alloc(MAGIC.length);
  try {
    const file = openSync(path, "r");
    try {
      return readSync(file, head) === head.length && startsAsOffice(head);
    } finally {
      closeSync(file);
    }
  } catch {
    return false; // a folder, or nothing
  }
}

const startsAsOffice = (bytes: Buffer): boolean => bytes.subarray(0, MAGIC.length).toString("latin1") === MAGIC;

const OTHER_KIND = {
  zh: "不是 minyi train-topic 生成的主题模型",
  en: "is not a topic model made by minyi train-topic",
};

const DAMAGED = {
  zh: "内容与校验和不符（被截断或改动）",
  en: "does not match its checksum (cut off or changed)",
};
