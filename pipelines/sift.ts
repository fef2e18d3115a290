import type { Batch } from "../core/connector.js";
import type { Localized } from "../core/localized.js";
import type { Reject } from "../core/reject.js";
import type { SignatureRow } from "../state/signatures.js";
import type { Analysed } from "./analyse/plan.js";
import type { Accepted, Refused } from "./intake.js";

/** A batch whose texts have been masked and analysed, ready to be folded and written. */
export interface AnalysedBatch {
  source: string;
  batch: Batch;
  accepted: Accepted[];
  refused: Refused[];
  /** One per accepted message, in order. */
  analysed: Analysed[];
}

/** A message of the batch that goes into the store. */
export interface Ready extends Accepted {
  result: Extract<Analysed, { signature: string }>;
}

/** The input as state knows it: name and content, so that rows of another version of the file are not taken for its own. */
export function placeOf(batch: Batch): string {
  return batch.inputHash === undefined ? batch.input : `${batch.input}#${batch.inputHash.slice(0, 16)}`;
}

/**
 * Separates what can be written from what cannot: messages without content, messages that an analyzer could not take,
 * and those that use the id of another record of the same file for something else (taken where `allowRepeatedIds`).
 */
export function sift(
  { source, batch, accepted, refused, analysed }: AnalysedBatch,
  known: ReadonlyMap<string, SignatureRow>,
  allowRepeatedIds: boolean,
): { ready: Ready[]; rejects: Reject[] } {
  const ready: Ready[] = [];
  const rejects: Reject[] = [...batch.rejects];
  const seen = new Map<string, { row: number; hash: string }>();
  const records = new Map(batch.items.map((sourced) => [sourced.row, sourced.item]));
  const place = placeOf(batch);
  const reject = (row: number, field: string, reason: Localized) => {
    // The record as it was read, personal data and all: the rejects are the one place where that is kept, encrypted.
    const raw = Buffer.from(JSON.stringify(records.get(row)));
    rejects.push({ source, input: batch.input, row, field, reason, raw });
  };
  for (const { sourced, field, reason } of refused) reject(sourced.row, field, reason);
  for (const [i, message] of accepted.entries()) {
    const result = analysed[i] as Analysed;
    if ("error" in result) {
      reject(message.row, "text", {
        zh: `分析失败：${result.error.zh}`,
        en: `analysis failed: ${result.error.en}`,
      });
      continue;
    }
    const { id } = message.item;
    const stored = known.get(id);
    const twin = seen.get(id) ?? (stored?.source === source && stored.input === place ? stored : undefined);
    if (twin !== undefined && twin.row !== message.row && twin.hash !== message.hash && !allowRepeatedIds) {
      reject(message.row, "externalId", {
        zh: `编号与同一文件第 ${twin.row} 行相同，内容却不同；已保留第 ${twin.row} 行`,
        en: `same id as row ${twin.row} of this file but other content; row ${twin.row} was kept`,
      });
      continue;
    }
    seen.set(id, { row: message.row, hash: message.hash });
    ready.push({ ...message, result });
  }
  return { ready, rejects };
}
