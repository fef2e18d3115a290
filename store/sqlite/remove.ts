import type { Where } from "../../core/store.js";
import { BlockWriter, type Cells } from "./block-writer.js";
import type { Context } from "./context.js";
import { FullText } from "./fulltext.js";
import { BLOCK, LIST_COLUMNS } from "./layout.js";

/** Documents per transaction: a long removal neither fills the memory nor keeps a second writer waiting. */
const CHUNK = 2 * BLOCK;
/** Share of removed documents from which the full-text index is rewritten (about 10 s for a million documents). */
const MERGE_FROM = 0.1;

/**
 * See {@link Store.remove}. Documents named by their ids are wiped: nothing of them is left in the file or its log.
 * Documents removed by a condition are gone from every answer at once; the index drops their words when a tenth of it
 * is theirs.
 */
export function remove(context: Context, where: Where | { ids: string[] }): number {
  const wipe = "ids" in where;
  const numbers = context.snapshot(() => (wipe ? numbersOf(context, where.ids) : select(context, where)));
  if (numbers.length === 0) return 0;
  context.database.exec("PRAGMA secure_delete = ON");
  try {
    const removal = new Removal(context);
    for (let from = 0; from < numbers.length; from += CHUNK) {
      const chunk = numbers.slice(from, from + CHUNK);
      context.write(() => removal.remove(chunk, wipe));
    }
    context.write(() => sweepTerms(context));
    if (!wipe) removal.mergeWhenDue(numbers.length);
    return numbers.length;
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

class Removal {
  private readonly blocks: BlockWriter;
  private readonly fullText: FullText;

  constructor(private readonly context: Context) {
    this.blocks = new BlockWriter(context.database);
    this.fullText = new FullText(context.database);
  }

  remove(numbers: readonly number[], wipe: boolean): void {
    const context = this.context;
    const list = JSON.stringify(numbers);
    const rows = context
      .prepare("SELECT number, body FROM bodies WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number")
      .all(list) as { number: number; body: string }[];
    const documents = rows.map(({ number, body }) => ({ number, document: context.decode(body) }));
    const removeText = () => {
      for (const { number, document } of documents) this.fullText.remove(number, document);
    };
    if (wipe) this.fullText.wiping(removeText);
    else removeText();
    context
      .prepare("DELETE FROM identities WHERE id IN (SELECT value FROM json_each(?))")
      .run(JSON.stringify(documents.map(({ document }) => document.id)));
    context.prepare("DELETE FROM bodies WHERE number IN (SELECT value FROM json_each(?))").run(list);
    this.blocks.write(new Map<number, Cells | undefined>(numbers.map((number) => [number, undefined])));
  }

  mergeWhenDue(removed: number): void {
    const context = this.context;
    const save = context.prepare("UPDATE meta SET value = CAST(? AS INTEGER) WHERE name = 'unmerged_removals'");
    const { pending, live } = context
      .prepare(
        `SELECT (SELECT value FROM meta WHERE name = 'unmerged_removals') AS pending,
                (SELECT coalesce(sum(live), 0) FROM blocks) AS live`,
      )
      .get() as { pending: number; live: number };
    const total = pending + removed;
    if (total < MERGE_FROM * (live + total)) {
      context.write(() => save.run(total));
      return;
    }
    let first = true;
    while (context.write(() => this.fullText.mergeStep(first))) first = false;
    context.write(() => save.run(0));
  }
}

/** A name of a place that only a removed message mentioned is part of that message. */
function sweepTerms(context: Context): void {
  for (const field of LIST_COLUMNS) {
    const used = new Uint8Array(context.terms.codes(field));
    for (const { block } of context.reader.blocks()) {
      context.reader.moveTo(block);
      for (const code of context.reader.lists(field).codes) used[code] = 1;
    }
    context.terms.sweep(field, used);
  }
}
