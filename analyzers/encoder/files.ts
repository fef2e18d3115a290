import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DEMANDS, EMOTIONS, SENTIMENT_LABELS } from "../../core/analysis.js";
import type { Localized } from "../../core/localized.js";
import { ModelFileError } from "../model-file-error.js";

const HEADS = "heads.json";

/** Without these there is no model. */
const NEEDED = ["config.json", "onnx/model_quantized.onnx", "tokenizer.json"];

/** Labels whose order the program knows. */
const exactly = (labels: readonly string[]) =>
  z.array(z.string()).refine((given) => given.join() === labels.join(), { message: `expected ${labels.join(" ")}` });

const temperature = z.number().min(0.01).max(100);

const headsSchema = z.object({
  version: z.literal(1),
  files: z
    .record(z.string().regex(/^\w[\w./-]*$/), z.string().regex(/^[0-9a-f]{64}$/))
    .refine((files) => NEEDED.every((name) => name in files), { message: `expected ${NEEDED.join(" ")}` }),
  tokens: z.object({ most: z.int().min(16).max(512), head: z.int().min(1) }).refine(({ most, head }) => head < most, {
    message: "expected head < most",
  }),
  labels: z.object({
    topic: z
      .array(z.string().min(1))
      .min(2)
      .refine((labels) => new Set(labels).size === labels.length, { message: "a label stands there twice" }),
    civic: exactly(SENTIMENT_LABELS),
    post: exactly(SENTIMENT_LABELS),
    emotion: exactly(EMOTIONS),
    severity: exactly(["0", "1", "2", "3"]),
    demand: exactly(DEMANDS),
    register: exactly(["civic", "post"]),
  }),
  temperature: z.object({
    topic: temperature,
    civic: temperature,
    post: temperature,
    emotion: temperature,
    severity: temperature,
    demand: temperature,
    register: temperature,
  }),
});

/** What the model answers, and how its numbers become probabilities: heads.json. */
export type Heads = z.infer<typeof headsSchema>;

/** A task of the model with a probability for each label. */
export type Task = keyof Heads["labels"];

/** A model folder whose files are all there and as they were made. */
export interface EncoderFiles {
  folder: string;
  /** Of all its files together, six hexadecimal digits. */
  hash: string;
  heads: Heads;
}

/**
 * Reads heads.json and checks every file of the model against it.
 * @throws ModelFileError when one is missing, cut off, changed, or not as the program expects it
 */
export function openFiles(folder: string): EncoderFiles {
  const path = join(folder, HEADS);
  const bytes = read(path);
  const heads = parseHeads(path, bytes);
  for (const [name, expected] of Object.entries(heads.files)) {
    const file = join(folder, name);
    const content = read(file);
    if (sha256(content) === expected) continue;
    const size = content.length.toLocaleString("en");
    throw new ModelFileError(file, {
      zh: `已损坏或不完整：校验值与 ${HEADS} 不符（现有 ${size} 字节）`,
      en: `is damaged or cut off: it does not have the checksum that ${HEADS} names (${size} bytes are there)`,
    });
  }
  return { folder, hash: sha256(bytes).slice(0, 6), heads };
}

function parseHeads(path: string, bytes: Buffer): Heads {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString());
  } catch (cause) {
    throw new ModelFileError(
      path,
      { zh: "不完整：不是合法的 JSON", en: "is cut off or damaged: it is not JSON" },
      cause,
    );
  }
  const parsed = headsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ModelFileError(path, issueOf(parsed.error), parsed.error);
}

function issueOf(error: z.ZodError): Localized {
  const [issue] = error.issues;
  const field = issue?.path.join(".") || HEADS;
  return {
    zh: `的 ${field} 不是本程序所需：${issue?.message}`,
    en: `has a ${field} that this program cannot use: ${issue?.message}`,
  };
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ModelFileError(path, { zh: "不存在或无法读取", en: "does not exist or cannot be read" }, cause);
  }
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
