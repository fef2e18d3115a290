import { randomBytes } from "node:crypto";
import { maskText } from "../analyzers/privacy/mask.js";
import { type FieldMap, planColumns } from "../connectors/columns.js";
import type { Analysis } from "../core/analysis.js";
import type { Batch, Connector } from "../core/connector.js";
import { InputError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import type { Reject } from "../core/reject.js";
import type { Runner } from "../core/runner.js";
import { collect } from "./collect.js";
import type { AnalysedBatch } from "./sift.js";

/** The id that a rejected record has in its source, if it got as far as being read into columns. */
function ownId({ columns }: Reject, map: FieldMap): string | undefined {
  if (columns === undefined) return undefined;
  const names = Object.keys(columns);
  const at = planColumns(names, map).at.externalId;
  const id = at === undefined ? undefined : columns[names[at] as string];
  return id === undefined || id.trim() === "" ? undefined : maskText(id.trim());
}

/** One line of `minyi analyze`: the analysis of a record, or why it has none; in the order of the file. */
export type AnalyzedRecord =
  | {
      id: string;
      title?: string;
      text: string;
      analysis: Omit<Analysis, "duplicateOf">;
    }
  | { id: string; error: Localized };

/**
 * Analyses a file without store or state: one result per record, in input order, none dropped. The caller's id is kept;
 * a record without one goes by its row number.
 * @throws InputError when the file as a whole cannot be read.
 */
export async function* analyzeFile(
  connector: Connector,
  runner: Runner,
  options: { map: FieldMap; signal?: AbortSignal; onBatch?: (batch: Batch) => void },
): AsyncGenerator<AnalyzedRecord> {
  const analysed = collect(connector, new Map(), {
    runner,
    authorKey: randomBytes(32), // author hashes are dropped right away
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  for await (const batch of analysed) {
    options.onBatch?.(batch.batch);
    const unreadable = batch.batch.rejects.find(({ row }) => row === 0);
    if (unreadable) throw new InputError(unreadable.reason);
    yield* recordsOf(batch, options.map);
  }
}

function recordsOf({ batch, accepted, refused, analysed }: AnalysedBatch, map: FieldMap): AnalyzedRecord[] {
  const records: { row: number; record: AnalyzedRecord }[] = [];
  for (const [i, { item, row }] of accepted.entries()) {
    const result = analysed[i];
    const id = item.externalId ?? String(row);
    if (result === undefined || "error" in result) {
      const { zh, en } = result?.error ?? { zh: "", en: "" };
      records.push({ row, record: { id, error: { zh: `分析失败：${zh}`, en: `analysis failed: ${en}` } } });
    } else {
      const { title, text } = item;
      records.push({ row, record: { id, ...(title !== undefined && { title }), text, analysis: result.analysis } });
    }
  }
  for (const { sourced, reason } of refused) {
    records.push({ row: sourced.row, record: { id: sourced.item.externalId ?? String(sourced.row), error: reason } });
  }
  for (const reject of batch.rejects) {
    records.push({ row: reject.row, record: { id: ownId(reject, map) ?? String(reject.row), error: reject.reason } });
  }
  return records.sort((a, b) => a.row - b.row).map(({ record }) => record);
}
