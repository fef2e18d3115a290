import { createHash } from "node:crypto";
import { ModelFileError } from "../model-file-error.js";
import type { ModelTables } from "./model-tables.js";
import { type FeatureSettings, isFeatureSettings } from "./settings.js";

interface Header {
  settings: FeatureSettings;
  labels: string[];
  slotBits: number;
  idfStep: number;
  sharpness: number;
  weightRange: number[];
  bias: number[];
}

const MAGIC = "minyi-linear-2\n";
const HASH_BYTES = 32;

/** The model as the bytes of a file: a line of magic, a line of JSON, the tables, the SHA-256 of all that. */
export function serialiseModel(model: ModelTables): Buffer {
  const header: Header = {
    settings: model.settings,
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
 * @throws ModelFileError when a byte is missing or wrong, or when the model asks for features that this program does not know
 */
export function parseModel(bytes: Buffer, path: string): ModelTables {
  const body = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES));
  if (body.subarray(0, MAGIC.length).toString("latin1") !== MAGIC) {
    throw new ModelFileError(path, {
      zh: "不是本程序的线性模型，或版本不同",
      en: "is not a linear model of this program, or one of another version",
    });
  }
  if (!createHash("sha256").update(body).digest().equals(bytes.subarray(body.length))) {
    throw new ModelFileError(path, {
      zh: "内容与校验和不符（被截断或改动）",
      en: "does not match its checksum (cut off or changed)",
    });
  }
  const headerEnd = body.indexOf("\n", MAGIC.length);
  const { settings, ...header } = JSON.parse(body.subarray(MAGIC.length, headerEnd).toString("utf8")) as Header;
  if (!isFeatureSettings(settings)) {
    const found = JSON.stringify(settings);
    throw new ModelFileError(path, {
      zh: `的特征设置本程序不认识：${found}`,
      en: `has feature settings that this program does not know: ${found}`,
    });
  }
  const slots = 2 ** header.slotBits;
  const from = headerEnd + 1;
  const table = (start: number, end: number) => new Uint8Array(body.subarray(from + start, from + end));
  return {
    settings,
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
