import type { Database, Statement } from "../../core/sqlite.js";
import { decodeIntegers, encodeIntegers } from "./integers.js";
import { BLOCK, LIST_COLUMNS, type ListColumn, NUMBER_COLUMNS, type NumberColumn, placeOf } from "./layout.js";
import { decodeLists, encodeLists, toArrays } from "./lists.js";

/** What the columns hold of one document. */
export interface Cells {
  numbers: Readonly<Record<NumberColumn, number>>;
  lists: Readonly<Record<ListColumn, readonly number[]>>;
}

const NOTHING: Cells = {
  numbers: Object.fromEntries(NUMBER_COLUMNS.map((column) => [column, 0])) as Record<NumberColumn, number>,
  lists: { keywords: [], places: [] },
};

/** Writes the cells of documents, block by block; columns that stay the same are not written. */
export class BlockWriter {
  private readonly select: Statement;
  private readonly save: Statement;
  private readonly remove: Statement;
  private readonly saveInfo: Statement;
  private readonly removeInfo: Statement;

  constructor(database: Database) {
    this.select = database.prepare("SELECT data FROM columns WHERE place = ?");
    this.save = database.prepare("INSERT OR REPLACE INTO columns VALUES (?, ?)");
    this.remove = database.prepare("DELETE FROM columns WHERE place = ?");
    this.saveInfo = database.prepare("INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?)");
    this.removeInfo = database.prepare("DELETE FROM blocks WHERE block = ?");
  }

  /** Sets the cells of documents by their number; undefined removes. */
  write(cells: ReadonlyMap<number, Cells | undefined>): void {
    const byBlock = new Map<number, Map<number, Cells>>();
    for (const [number, cell] of cells) {
      const block = Math.floor(number / BLOCK);
      const slots = byBlock.get(block) ?? new Map<number, Cells>();
      slots.set(number % BLOCK, cell ?? NOTHING);
      byBlock.set(block, slots);
    }
    for (const [block, slots] of byBlock) this.writeBlock(block, slots);
  }

  private writeBlock(block: number, slots: ReadonlyMap<number, Cells>): void {
    const highest = Math.max(...slots.keys()) + 1;
    let length = 0;
    const live = new Float64Array(BLOCK);
    const createdAt = new Float64Array(BLOCK);
    for (const column of NUMBER_COLUMNS) {
      const values = column === "live" ? live : column === "createdAt" ? createdAt : new Float64Array(BLOCK);
      const data = this.data(column, block);
      const before = data ? decodeIntegers(data, values) : 0;
      length = Math.max(before, highest);
      let changed = length > before;
      for (const [slot, cell] of slots) {
        const value = cell.numbers[column];
        if (values[slot] !== value) changed = true;
        values[slot] = value;
      }
      if (changed) this.save.run(placeOf(column, block), encodeIntegers(values.subarray(0, length)));
    }
    for (const column of LIST_COLUMNS) this.writeLists(column, block, slots, length);
    this.writeInfo(block, live.subarray(0, length), createdAt);
  }

  private writeLists(column: ListColumn, block: number, slots: ReadonlyMap<number, Cells>, length: number): void {
    const data = this.data(column, block);
    const lists: (readonly number[])[] = data ? toArrays(decodeLists(data)) : [];
    let changed = lists.length < length;
    while (lists.length < length) lists.push([]);
    for (const [slot, cell] of slots) {
      const list = cell.lists[column];
      const before = lists[slot] as readonly number[];
      if (before.length !== list.length || before.some((code, i) => code !== list[i])) changed = true;
      lists[slot] = list;
    }
    if (changed) this.save.run(placeOf(column, block), encodeLists(lists));
  }

  private writeInfo(block: number, live: Float64Array, createdAt: Float64Array): void {
    let n = 0;
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    live.forEach((alive, slot) => {
      if (!alive) return;
      const at = createdAt[slot] as number;
      n++;
      first = Math.min(first, at);
      last = Math.max(last, at);
    });
    if (n > 0) {
      this.saveInfo.run(block, n, first, last);
      return;
    }
    for (const column of [...NUMBER_COLUMNS, ...LIST_COLUMNS]) this.remove.run(placeOf(column, block));
    this.removeInfo.run(block);
  }

  private data(column: NumberColumn | ListColumn, block: number): Uint8Array | undefined {
    return (this.select.get(placeOf(column, block)) as { data: Uint8Array } | undefined)?.data;
  }
}
