import type { Where } from "../../core/store.js";
import { BlockWriter, type Cells } from "./block-writer.js";
import type { Context } from "./context.js";
import { BLOCK, LIST_COLUMNS } from "./layout.js";

/** Documents per transaction: a long removal does not fill the log, and readers see the store move on. */
const CHUNK = 10 * BLOCK;

/**
 * See {@link Store.remove}. What is removed is also wiped from the file: freed space is overwritten, the full-text index
 * is rewritten without it (about 15 s for a million documents), values that no document has any more leave the
 * dictionaries, and the write-ahead log is emptied.
 */
export function remove(context: Context, where: Where | { ids: string[] }): number {
  const numbers = context.snapshot(() => ("ids" in where ? numbersOf(context, where.ids) : select(context, where)));
  if (numbers.length === 0) return 0;
  context.database.exec("PRAGMA secure_delete = ON");
  try {
    const writer = new BlockWriter(context.database);
    let removed = 0;
    for (let from = 0; from < numbers.length; from += CHUNK) {
      const chunk = numbers.slice(from, from + CHUNK);
      removed += context.write(() => removeChunk(context, writer, chunk));
    }
    context.write(() => sweepTerms(context));
    mergeFullText(context);
    return removed;
  } finally {
    context.database.exec("PRAGMA secure_delete = OFF");
    context.database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  }
}

function numbersOf(context: Context, ids: readonly string[]): number[] {
  const rows = context
    .prepare("SELECT number FROM identities WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number")
    .all(JSON.stringify(ids)) as { number: number }[];
  return rows.map(({ number }) => number);
}

function select(context: Context, where: Where): number[] {
  const numbers: number[] = [];
  const selection = context.select(where);
  for (const info of context.reader.blocks()) {
    const selected = selection.in(info);
    if (!selected) continue;
    for (let i = 0; i < selected.length; i++) if (selected.mask[i]) numbers.push(info.block * BLOCK + i);
  }
  return numbers;
}

function removeChunk(context: Context, writer: BlockWriter, numbers: readonly number[]): number {
  const list = JSON.stringify(numbers);
  const removed = context
    .prepare(
      `DELETE FROM identities WHERE id IN (
         SELECT json_extract(body, '$.id') FROM bodies WHERE number IN (SELECT value FROM json_each(?)))`,
    )
    .run(list).changes;
  context.prepare("DELETE FROM bodies WHERE number IN (SELECT value FROM json_each(?))").run(list);
  const deleteText = context.prepare("DELETE FROM fulltext WHERE rowid = ?");
  for (const number of numbers) deleteText.run(number);
  writer.write(new Map<number, Cells | undefined>(numbers.map((number) => [number, undefined])));
  return Number(removed);
}

/** A name of a place that only a removed message mentioned is part of that message. */
function sweepTerms(context: Context): void {
  for (const field of LIST_COLUMNS) {
    const used = new Uint8Array(context.terms.dictionary(field).values.length);
    for (const { block } of context.reader.blocks()) {
      context.reader.moveTo(block);
      for (const code of context.reader.lists(field).codes) used[code] = 1;
    }
    context.terms.sweep(field, used);
  }
}

/** The index only marks documents as removed; their words leave it when its parts are merged. */
function mergeFullText(context: Context): void {
  const merge = context.prepare("INSERT INTO fulltext (fulltext, rank) VALUES ('merge', ?)");
  const changes = () => (context.prepare("SELECT total_changes() AS n").get() as { n: number }).n;
  let before: number;
  let pages = -500;
  do {
    before = changes();
    context.write(() => merge.run(pages));
    pages = 500;
  } while (changes() - before > 1);
}
