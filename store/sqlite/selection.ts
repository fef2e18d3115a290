import { DIMENSIONS, type Dimension, type Where } from "../../core/store.js";
import { countedValue } from "../counted.js";
import { parseInstant } from "../instant.js";
import type { BlockInfo, BlockReader } from "./block-reader.js";
import { BLOCK } from "./layout.js";
import type { Terms } from "./terms.js";
import type { Matches } from "./text.js";

/** The documents of one block that a condition selects. */
export interface Selected extends BlockInfo {
  /** Slots in use. */
  length: number;
  /** Per slot, 1 when selected. Valid until the next block. */
  mask: Uint8Array;
  /** How many are selected. */
  count: number;
}

/** A condition ready to be tried on one block after the other. */
export class Selection {
  private readonly from: number;
  private readonly to: number;
  private readonly allowed: [Dimension, Uint8Array][] = [];
  private readonly representatives: boolean;
  private readonly mask = new Uint8Array(BLOCK);
  private nothing = false;

  constructor(
    private readonly reader: BlockReader,
    terms: Terms,
    where: Where,
    private readonly matches: Matches | undefined,
  ) {
    this.from = where.from === undefined ? Number.NEGATIVE_INFINITY : parseInstant(where.from);
    this.to = where.to === undefined ? Number.POSITIVE_INFINITY : parseInstant(where.to);
    this.representatives = where.folded === "representatives";
    for (const dimension of DIMENSIONS) {
      const wanted = where[dimension];
      if (wanted === undefined) continue;
      const values = wanted.map(countedValue);
      const known = terms.find(dimension, values);
      const codes = values.flatMap((value) => known.get(value) ?? []);
      const allowed = new Uint8Array(Math.max(0, ...codes) + 1);
      for (const code of codes) allowed[code] = 1;
      if (codes.length === 0) this.nothing = true;
      this.allowed.push([dimension, allowed]);
    }
  }

  /** Whether no document of the block can be selected. */
  private misses(info: BlockInfo): boolean {
    return (
      this.nothing ||
      info.last < this.from ||
      info.first >= this.to ||
      (this.matches?.has(info.block) ?? true) === false
    );
  }

  /** Whether every document of the block is selected, as far as can be told without reading it. */
  coversAll(info: BlockInfo): boolean {
    return (
      !this.misses(info) &&
      this.matches === undefined &&
      this.allowed.length === 0 &&
      !this.representatives &&
      this.from <= info.first &&
      info.last < this.to
    );
  }

  /** Moves the reader to the block and selects; undefined when nothing is selected. */
  in(info: BlockInfo): Selected | undefined {
    if (this.misses(info)) return undefined;
    const { reader } = this;
    const mask = this.mask;
    reader.moveTo(info.block);
    const length = reader.length();
    this.start(info.block, length);
    if (this.from > info.first || this.to <= info.last) this.applyTime(length);
    for (const [dimension, allowed] of this.allowed) {
      const codes = reader.small(dimension);
      for (let i = 0; i < length; i++) if (!allowed[codes[i] as number]) mask[i] = 0;
    }
    if (this.representatives) {
      const folded = reader.small("folded");
      for (let i = 0; i < length; i++) if (folded[i]) mask[i] = 0;
    }
    let count = 0;
    for (let i = 0; i < length; i++) count += mask[i] as number;
    return count === 0 ? undefined : { ...info, length, mask, count };
  }

  private start(block: number, length: number): void {
    const mask = this.mask;
    const live = this.reader.small("live");
    if (!this.matches) {
      for (let i = 0; i < length; i++) mask[i] = live[i] as number;
      return;
    }
    mask.fill(0);
    for (const slot of this.matches.get(block) ?? []) mask[slot] = live[slot] as number;
  }

  private applyTime(length: number): void {
    const { from, to } = this;
    const mask = this.mask;
    const at = this.reader.large("createdAt");
    for (let i = 0; i < length; i++) {
      const time = at[i] as number;
      if (time < from || time >= to) mask[i] = 0;
    }
  }
}
