import { randomBytes } from "node:crypto";
import { contentOf } from "../../analyzers/content.js";
import { signatureOf } from "../../analyzers/signature.js";
import type { Batch } from "../../core/connector.js";
import type { Localized } from "../../core/localized.js";
import type { LabelledFile } from "../../pipelines/evaluate/labelled-file.js";
import { groupRepeats } from "../../pipelines/evaluate/repeats.js";
import { topicPath } from "../../pipelines/evaluate/topic-path.js";
import { takeIn } from "../../pipelines/intake.js";

/** A message with the office's topic, as the analyzers would see it. */
export interface TopicRow {
  text: string;
  path: string[];
  /** Near-duplicates share a number. */
  group: number;
}

export interface TopicRows {
  rows: TopicRow[];
  /** Rows without a topic. */
  unlabelled: number;
  failed: { row: number; reason: Localized }[];
}

/** Reads the messages of a labelled file: cleaned and masked as at intake. @throws as {@link LabelledFile} */
export async function readTopicRows(file: LabelledFile, onBatch: (batch: Batch) => void): Promise<TopicRows> {
  const key = randomBytes(32); // authors are dropped right away
  const found: Omit<TopicRow, "group">[] = [];
  const failed: TopicRows["failed"] = [];
  let unlabelled = 0;
  for await (const batch of file.connector.read(new Map())) {
    onBatch(batch);
    failed.push(...batch.rejects.map(({ row, reason }) => ({ row, reason })));
    for (const sourced of batch.items) {
      const taken = takeIn(sourced, key);
      if ("reason" in taken) {
        failed.push({ row: sourced.row, reason: taken.reason });
        continue;
      }
      const path = topicPath(file.labelsOf(sourced.row));
      if (path.length === 0) unlabelled++;
      else found.push({ text: contentOf(taken.item.title, taken.item.text), path });
    }
  }
  const groups = groupRepeats(found.map(({ text }) => signatureOf(text)));
  const rows = found.map((row, i) => ({ ...row, group: groups[i]! }));
  return { rows, unlabelled, failed: failed.sort((a, b) => a.row - b.row) };
}
