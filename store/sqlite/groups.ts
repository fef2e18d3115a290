import { UsageError } from "../../core/errors.js";
import { BLOCK } from "./layout.js";
import type { Selected } from "./selection.js";

/** Figures of a group: n, negative, neutral, positive, sum of scores, severe. */
const STRIDE = 6;
/** Up to so many possible groups, a group's place is found in an array, beyond that in a map. */
const DENSE = 4_000_000;

/** What is summed of each document, by the codes that its columns hold. */
export interface Figures {
  sentiment: Int32Array;
  /** Per code of sentiment: 0 negative, 1 neutral, 2 positive. */
  polarity: Uint8Array;
  score: Int32Array;
  severity: Int32Array;
  /** Per code of severity: 1 when it counts as severe. */
  severe: Uint8Array;
}

/**
 * Sums documents by groups. A group is known by one number made of the places of its values, most significant first, so
 * that groups in order of number are in the order of their values.
 */
export class Groups {
  private readonly dense: Int32Array | undefined;
  private readonly sparse = new Map<number, number>();
  private readonly keys = new Float64Array(BLOCK);
  private groupKeys = new Float64Array(1024);
  private figures = new Float64Array(1024 * STRIDE);
  private size = 0;

  /** @param radix how many places each part of the key has */
  constructor(private readonly radix: readonly number[]) {
    const possible = radix.reduce((product, places) => product * places, 1);
    if (possible > Number.MAX_SAFE_INTEGER) {
      throw new UsageError(
        { zh: "这样分组的组合太多，无法统计", en: "There are too many combinations of these groups to count" },
        { fix: { zh: "请减少分组维度或缩短时间范围。", en: "Ask for fewer dimensions or a shorter time." } },
      );
    }
    if (possible <= DENSE) this.dense = new Int32Array(possible);
  }

  /** Begins a block, with the first part of the key of every document where there is one. */
  start(first?: Int32Array): void {
    if (first) this.keys.set(first);
    else this.keys.fill(0);
  }

  /** Adds the next part of the key of every document of the block. */
  add(part: number, codes: Int32Array, places: Int32Array, length: number): void {
    const { keys } = this;
    const radix = this.radix[part] as number;
    for (let i = 0; i < length; i++) keys[i] = (keys[i] as number) * radix + (places[codes[i] as number] as number);
  }

  /** Sums the selected documents of the block. */
  sum({ mask, length }: Selected, { sentiment, polarity, score, severity, severe }: Figures): void {
    const { keys, dense } = this;
    for (let i = 0; i < length; i++) {
      if (!mask[i]) continue;
      const key = keys[i] as number;
      const known = dense ? (dense[key] as number) : (this.sparse.get(key) ?? 0);
      const at = (known === 0 ? this.open(key) : known - 1) * STRIDE;
      const { figures } = this;
      figures[at] = (figures[at] as number) + 1;
      const sign = at + 1 + (polarity[sentiment[i] as number] as number);
      figures[sign] = (figures[sign] as number) + 1;
      figures[at + 4] = (figures[at + 4] as number) + (score[i] as number);
      figures[at + 5] = (figures[at + 5] as number) + (severe[severity[i] as number] as number);
    }
  }

  private open(key: number): number {
    if (this.size === this.groupKeys.length) {
      const keys = new Float64Array(this.size * 2);
      keys.set(this.groupKeys);
      this.groupKeys = keys;
      const figures = new Float64Array(this.size * 2 * STRIDE);
      figures.set(this.figures);
      this.figures = figures;
    }
    this.groupKeys[this.size] = key;
    if (this.dense) this.dense[key] = this.size + 1;
    else this.sparse.set(key, this.size + 1);
    return this.size++;
  }

  /** Calls `row` for every group in order with the places of its values and its figures from `at` on. */
  rows<T>(row: (places: Int32Array, figures: Float64Array, at: number) => T): T[] {
    const { radix, dense, sparse, figures } = this;
    const places = new Int32Array(radix.length);
    const rows: T[] = [];
    const add = (key: number, group: number) => {
      let rest = key;
      for (let part = radix.length - 1; part >= 0; part--) {
        const base = radix[part] as number;
        const next = Math.floor(rest / base);
        places[part] = rest - next * base;
        rest = next;
      }
      rows.push(row(places, figures, (group - 1) * STRIDE));
    };
    if (dense) {
      for (let key = 0; key < dense.length; key++) if (dense[key]) add(key, dense[key] as number);
    } else {
      for (const key of this.groupKeys.slice(0, this.size).sort()) add(key, sparse.get(key) as number);
    }
    return rows;
  }
}
