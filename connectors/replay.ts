import type { SourceConfig } from "../config/schema.js";
import type { Clock } from "../core/clock.js";
import type { SourcedItem } from "../core/connector.js";
import type { Reject } from "../core/reject.js";
import { planColumns } from "./columns.js";
import { fileSource, itemRules } from "./file-source.js";
import { makeItem } from "./items.js";
import { flatten } from "./json/flatten.js";
import { parseObject } from "./json/records.js";
import { Notes } from "./notes.js";

/**
 * Brings a kept reject through the present mapping and rules again: the item it is now, or the reject with the reason
 * that holds now. What was never parsed into columns (a CSV record with a wrong number of fields) and what was cut stays
 * a reject: it has to come again from its file.
 */
export function reparse(
  reject: Reject,
  source: SourceConfig,
  options: { timezone: string; clock?: Clock },
): SourcedItem | Reject {
  const found = valuesOf(reject);
  // What is not read from a file is kept as the whole item and needs no parsing.
  if (!found || !("path" in source)) return reject;
  const configured = fileSource(source, options);
  const rules = itemRules(configured, options.clock);
  const record = { row: reject.row, ...found, raw: () => reject.raw };
  const made = makeItem(record, planColumns(found.columns, configured.map), rules, new Notes());
  if ("reason" in made) return { ...reject, field: made.field, reason: made.reason };
  return { item: made, row: reject.row };
}

function valuesOf(reject: Reject): { columns: string[]; values: string[]; history?: readonly unknown[] } | undefined {
  if (reject.row === 0 || reject.rawCut) return undefined;
  const source = Buffer.from(reject.raw).toString("utf8");
  const parsed = source.trimStart().startsWith("{") ? parseObject(source) : undefined;
  if (parsed && "object" in parsed) {
    const { history, ...flat } = flatten(parsed.object, source);
    return { ...flat, ...(history ? { history } : {}) };
  }
  if (!reject.columns) return undefined;
  return { columns: Object.keys(reject.columns), values: Object.values(reject.columns) };
}
