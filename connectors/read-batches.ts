import type { Batch } from "../core/connector.js";
import { MinyiError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import type { Reject } from "../core/reject.js";
import { Batcher, inputReject, type Pending } from "./batcher.js";
import { type FieldMap, type Plan, planColumns } from "./columns.js";
import type { FileSource } from "./file-source.js";
import type { OpenInput } from "./input.js";
import { type ItemRules, makeItem } from "./items.js";
import { Notes } from "./notes.js";
import { type FilePosition, toPosition } from "./position.js";
import { reasonOf } from "./reasons.js";
import { cutRaw, type Damage, EmptyInput, type FoundRecord, type Reader, type ReadOptions } from "./records.js";

/**
 * Reads one input from a position on: records become items or rejects, several hundred to a batch. An input that breaks
 * off gives what was read, then one reject with row 0, and stays undone.
 */
export async function* readBatches(
  input: OpenInput,
  reader: Reader,
  start: FilePosition,
  context: { source: FileSource; rules: ItemRules; batchSize: number },
): AsyncGenerator<Batch> {
  const { source } = context;
  const notes = new Notes();
  const batcher = new Batcher(context.batchSize);
  const rules: ItemRules = { ...context.rules };
  const plans = new Plans(source.map);
  const batch = (pending: Pending, last: boolean, done: boolean): Batch => ({
    input: input.name,
    items: pending.items,
    rejects: pending.rejects,
    warnings: notes.take().map((warning) => inFile(input.name, warning)),
    position: toPosition({ ...start, row: Math.max(start.row, pending.row), done }),
    last,
  });
  let done = true;
  try {
    const options: ReadOptions = {
      map: source.map,
      timeRequired: source.defaultCreatedAt === undefined,
      encoding: source.encoding,
      delimiter: source.delimiter,
      sheet: source.sheet,
      notes,
      onCalendar: (excel) => {
        rules.excel = excel;
      },
    };
    for await (const step of reader(input, options)) {
      for (const found of inOrder(step.records, step.damages)) {
        if (found.row <= start.row) continue;
        const full = batcher.full();
        if (full) yield batch(full, false, false);
        if ("reason" in found) {
          const { offset: _, ...damage } = found;
          batcher.addReject({ source: source.name, input: input.name, ...damage, ...place(found, input) });
          continue;
        }
        source.onRecord?.(found);
        const made = makeItem(found, plans.of(found.columns), rules, notes);
        if ("reason" in made) batcher.addReject(rejectOf(found, made, source.name, input));
        else batcher.addItem(made, found.row);
      }
    }
  } catch (error) {
    if (!(error instanceof MinyiError)) throw error;
    done = error instanceof EmptyInput;
    batcher.addReject(inputReject(source.name, input.name, reasonOf(error)));
  }
  yield batch(batcher.take(), true, done);
}

/** A warning travels alone: it has to say where it comes from. */
function inFile(name: string, { zh, en }: Localized): Localized {
  return name === "-" ? { zh, en } : { zh: `${name}：${zh}`, en: `${name}: ${en}` };
}

/** Records and damages of a step, merged by row. */
function* inOrder(records: readonly FoundRecord[], damages: readonly Damage[]): Generator<FoundRecord | Damage> {
  let d = 0;
  for (const record of records) {
    while (d < damages.length && (damages[d] as Damage).row < record.row) yield damages[d++] as Damage;
    yield record;
  }
  while (d < damages.length) yield damages[d++] as Damage;
}

/** Offsets are of use only where they count the file's own bytes. */
function place(found: { offset?: number }, input: OpenInput): { offset?: number } {
  if (found.offset === undefined || !input.offsets) return {};
  return { offset: found.offset + input.decoding.mark };
}

/** The reject of a record that was found but is no item: its values go with it, so that replay can map them anew. */
export function rejectOf(
  found: FoundRecord,
  problem: { field: string; reason: Reject["reason"] },
  source: string,
  input: OpenInput,
): Reject {
  const raw = cutRaw(found.raw());
  return {
    source,
    input: input.name,
    row: found.row,
    ...(found.line === undefined ? {} : { line: found.line }),
    ...place(found, input),
    field: problem.field,
    reason: problem.reason,
    ...raw,
    ...(raw.rawCut ? {} : { columns: namedValues(found.columns, found.values) }),
  };
}

/** { column: value }; of columns with the same name the left one keeps it, as in planColumns. */
function namedValues(columns: readonly string[], values: readonly string[]): Record<string, string> {
  const named = new Map<string, string>();
  columns.forEach((name, i) => {
    if (!named.has(name)) named.set(name, values[i] ?? "");
  });
  return Object.fromEntries(named);
}

/** The plan of each set of columns, made once. */
class Plans {
  private last: { columns: readonly string[]; plan: Plan } | undefined;
  private readonly known = new WeakMap<readonly string[], Plan>();

  constructor(private readonly map: FieldMap) {}

  of(columns: readonly string[]): Plan {
    if (this.last?.columns === columns) return this.last.plan;
    const plan = this.known.get(columns) ?? planColumns(columns, this.map);
    this.known.set(columns, plan);
    this.last = { columns, plan };
    return plan;
  }
}
