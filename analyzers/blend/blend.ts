import { readFileSync } from "node:fs";
import { z } from "zod";
import { hashOf } from "../../core/ids.js";
import { shipped } from "../../core/paths.js";
import { ModelFileError } from "../model-file-error.js";

const share = z.number().min(0).max(1);
const weights = {
  encoder: z.number().min(0),
  linear: z.number().min(0),
  words: z.number().min(0),
  temperature: z.number().positive(),
};
const threshold = share.describe("probability that the model must give");

/** analyzers/models/encoder/blend.json, written by scripts/models/fit-blend.ts. */
export const blendSchema = z.strictObject({
  about: z.string(),
  /** Hash of the encoder that the figures were fitted for. */
  encoder: z.string(),
  topic: z.strictObject(weights),
  civic: z.strictObject({ ...weights, neutral: share }),
  /** odds: see emoticons.ts. */
  post: z.strictObject({
    ...weights,
    emoticons: z.number().min(0),
    neutral: share,
    odds: z.record(z.string(), z.number()),
  }),
  emotion: z.strictObject(weights),
  /** raise[k]: from level k to k + 1, lower[k]: from k + 1 to k (never from 3), surest: to level 3 without any word that says so. */
  severity: z.strictObject({
    ...weights,
    raise: z.tuple([threshold, threshold, threshold]),
    lower: z.tuple([threshold, threshold]),
    surest: threshold,
  }),
  demand: z.strictObject(weights),
});

/** How what the models, words and rules say is put together, by field. */
export interface Blend extends z.infer<typeof blendSchema> {
  /** Changes when any figure does. */
  hash: string;
}

/** Every judge counts alike: what fitting starts from, and what stands in where nothing fitted can be had. */
export const EQUAL_BLEND: Blend = (() => {
  const equal = { encoder: 0.5, linear: 0.5, words: 1, temperature: 1 };
  return {
    about: "",
    encoder: "",
    topic: equal,
    civic: { ...equal, neutral: 0.5 },
    post: { ...equal, emoticons: 0, neutral: 0.5, odds: {} },
    emotion: { ...equal, words: 0 },
    severity: { ...equal, words: 0, raise: [0.6, 0.6, 0.7], lower: [0.6, 0.95], surest: 0.9 },
    demand: equal,
    hash: "equal",
  };
})();

/** Where the shipped figures lie. */
export const shippedBlendPath = (): string => shipped("analyzers", "models", "encoder", "blend.json");

/** @throws ModelFileError when the file is missing, damaged or of another form; the caller may go on without models */
export function loadBlend(path: string = shippedBlendPath()): Blend {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new ModelFileError(path, { zh: "不存在或无法读取", en: "does not exist or cannot be read" }, cause);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ModelFileError(path, { zh: "不是完整的 JSON", en: "is no whole JSON" }, cause);
  }
  const parsed = blendSchema.safeParse(content);
  if (!parsed.success) {
    const { path: where, message } = parsed.error.issues[0]!;
    const at = where.join(".");
    throw new ModelFileError(path, { zh: `的 ${at} 不对（${message}）`, en: `: ${at} is wrong (${message})` });
  }
  return { ...parsed.data, hash: hashOf(text).slice(0, 8) };
}
