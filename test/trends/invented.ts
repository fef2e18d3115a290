import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configSchema } from "../../config/schema.js";
import type { Demand, SentimentLabel } from "../../core/analysis.js";
import { type FeedbackDocument, makeDocument } from "../../core/feedback-document.js";
import { hashOf } from "../../core/ids.js";
import type { Store } from "../../core/store.js";
import { openStore } from "../../store/open.js";

export interface Invented {
  /** Wall-clock time in Shanghai: `2024-03-04 10:00`. */
  at: string;
  text?: string;
  title?: string;
  topic?: string[];
  district?: string;
  severity?: 0 | 1 | 2 | 3;
  sentiment?: SentimentLabel;
  demand?: Demand;
  keywords?: string[];
  duplicateOf?: string;
  replied?: boolean;
}

let made = 0;

/** A document in which only what a test is about is given; every text here is invented. */
export function invented(given: Invented): FeedbackDocument {
  made += 1;
  const externalId = `T${String(made).padStart(6, "0")}`;
  const text = given.text ?? `第 ${made} 件来件：路灯坏了，晚上看不清路，请派人来修。`;
  const label = given.sentiment ?? "negative";
  return makeDocument(
    {
      id: hashOf("test", externalId),
      externalId,
      source: "hotline",
      channel: "hotline",
      kind: "official",
      ...(given.title ? { title: given.title } : {}),
      text,
      createdAt: new Date(`${given.at.replace(" ", "T")}:00+08:00`).toISOString(),
      ...(given.replied ? { reply: { text: "已转相关单位办理。" } } : {}),
    },
    {
      tokens: given.keywords ?? [],
      keywords: given.keywords ?? [],
      sentiment: { label, score: label === "negative" ? -0.5 : label === "positive" ? 0.5 : 0 },
      topic: { path: given.topic ?? ["城乡建设"], confidence: 0.9, abstain: false },
      demand: given.demand ?? "投诉",
      severity: { level: given.severity ?? 1, reasons: [] },
      area: given.district ? { district: given.district, from: "source" } : {},
      places: [],
      ...(given.duplicateOf ? { duplicateOf: given.duplicateOf } : {}),
      versions: {},
    },
    1,
  );
}

/** `count` documents that differ only in their texts, an hour apart. */
export function several(count: number, given: Invented): FeedbackDocument[] {
  const [day = "", hour = "00:00"] = given.at.split(" ");
  return Array.from({ length: count }, (_, index) => {
    const h = (Number(hour.slice(0, 2)) + index) % 24;
    return invented({ ...given, at: `${day} ${String(h).padStart(2, "0")}:00` });
  });
}

/** A store in a folder of its own; `remove` closes and deletes it. */
export async function storeOf(
  documents: readonly FeedbackDocument[],
): Promise<{ store: Store; folder: string; remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "minyi-store-"));
  const config = configSchema.parse({ store: { path: join(folder, "data/store.db") } });
  const store = await openStore(config);
  await store.put(documents);
  return {
    store,
    folder,
    async remove() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
