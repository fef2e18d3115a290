import type { Database, Statement } from "../../core/sqlite.js";
import { decodeIntegers } from "./integers.js";
import { BLOCK, type ListColumn, type NumberColumn, placeOf } from "./layout.js";
import { decodeLists, type Lists } from "./lists.js";

export interface BlockInfo {
  block: number;
  /** Documents that are not removed. */
  live: number;
  /** Bounds of their times, ms; not necessarily tight. */
  first: number;
  last: number;
}

const EMPTY: Lists = { length: 0, ends: new Int32Array(0), codes: new Int32Array(0) };

/** Reads the columns of one block after the other; a column is read when it is first asked for. */
export class BlockReader {
  private readonly select: Statement;
  private readonly loaded = new Map<NumberColumn, number>();
  private readonly wide = new Map<NumberColumn, Float64Array>();
  private readonly narrow = new Map<NumberColumn, Int32Array>();
  block = -1;

  constructor(private readonly database: Database) {
    this.select = database.prepare("SELECT data FROM columns WHERE place = ?");
  }

  /** All blocks that hold documents, in order of number. */
  blocks(): BlockInfo[] {
    return this.database
      .prepare("SELECT block, live, first_at AS first, last_at AS last FROM blocks WHERE live > 0 ORDER BY block")
      .all() as unknown as BlockInfo[];
  }

  moveTo(block: number): void {
    this.block = block;
    this.loaded.clear();
  }

  private data(column: NumberColumn | ListColumn): Uint8Array | undefined {
    return (this.select.get(placeOf(column, this.block)) as { data: Uint8Array } | undefined)?.data;
  }

  private read(column: NumberColumn, target: Float64Array | Int32Array): void {
    if (this.loaded.has(column)) return;
    const data = this.data(column);
    this.loaded.set(column, data ? decodeIntegers(data, target) : 0);
  }

  /** Slots in use in the block. */
  length(): number {
    this.small("live");
    return this.loaded.get("live") as number;
  }

  /** A column whose values fit into 32 bits. Valid until the next {@link moveTo}. */
  small(column: Exclude<NumberColumn, "createdAt" | "idPrefix">): Int32Array {
    let target = this.narrow.get(column);
    if (!target) {
      target = new Int32Array(BLOCK);
      this.narrow.set(column, target);
    }
    this.read(column, target);
    return target;
  }

  /** A column of larger values. Valid until the next {@link moveTo}. */
  large(column: "createdAt" | "idPrefix"): Float64Array {
    let target = this.wide.get(column);
    if (!target) {
      target = new Float64Array(BLOCK);
      this.wide.set(column, target);
    }
    this.read(column, target);
    return target;
  }

  lists(column: ListColumn): Lists {
    const data = this.data(column);
    return data ? decodeLists(data) : EMPTY;
  }
}
