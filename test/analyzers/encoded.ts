import { EQUAL_BLEND } from "../../analyzers/blend/blend.js";
import type { Models } from "../../analyzers/blend/models.js";
import {
  DEMANDS,
  type Demand,
  EMOTIONS,
  type Emotion,
  SENTIMENT_LABELS,
  type SentimentLabel,
} from "../../core/analysis.js";
import type { Encoded } from "../../core/encoded.js";

export const TOPICS = [
  "城乡建设",
  "劳动和社会保障",
  "教育文体",
  "商贸旅游",
  "环境保护",
  "卫生计生",
  "交通运输",
] as const;

/** What a test wants the encoder to say; whatever it does not name is as likely as anything else. */
export interface Said {
  topic?: Partial<Record<(typeof TOPICS)[number], number>>;
  civic?: Partial<Record<SentimentLabel, number>>;
  post?: Partial<Record<SentimentLabel, number>>;
  emotion?: Partial<Record<Emotion, number>>;
  severity?: readonly [number, number, number, number];
  demand?: Partial<Record<Demand, number>>;
  register?: number;
}

/** The named probabilities, the rest shared by the other classes. */
function filled<T extends string>(names: readonly T[], said: Partial<Record<T, number>> = {}): Float32Array {
  const given = names.flatMap((name) => (said[name] === undefined ? [] : [said[name]]));
  const rest = (1 - given.reduce((sum, p) => sum + p, 0)) / Math.max(1, names.length - given.length);
  return Float32Array.from(names, (name) => said[name] ?? rest);
}

/** Every judge counts alike; no linear model. */
export const ALIKE: Models = { encoder: "1+model:test", blend: EQUAL_BLEND, linear: {}, lacking: new Set() };

/** An answer of the encoder, made up. */
export function encodedAs(said: Said): Encoded {
  const topic = filled(TOPICS, said.topic);
  return {
    topic: Object.fromEntries(TOPICS.map((name, k) => [name, topic[k] as number])),
    civic: filled(SENTIMENT_LABELS, said.civic),
    post: filled(SENTIMENT_LABELS, said.post),
    emotion: filled(EMOTIONS, said.emotion),
    severity: Float32Array.from(said.severity ?? [0.25, 0.25, 0.25, 0.25]),
    demand: filled(DEMANDS, said.demand),
    register: said.register ?? 0,
    embedding: Float32Array.from({ length: 256 }, () => 1 / 16),
  };
}
