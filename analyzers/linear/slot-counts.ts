import type { NgramReader } from "./features.js";
import type { Vocabulary } from "./vocabulary.js";

const MAX_COUNT = 255;
/** 1 + ln n: the second mention of a word says less than the first. */
const damped = Float64Array.from({ length: MAX_COUNT + 1 }, (_, n) => (n === 0 ? 0 : 1 + Math.log(n)));

/**
 * The slots of a model's table that a text fills, with the tf-idf value of each. Keeps scratch space between calls, so
 * one serves one thread; a result depends on its text alone.
 */
export class SlotCounts {
  /** The slots of the last text, in order of first appearance, each once. */
  readonly slots: Int32Array;
  /** (1 + ln n) · idf of each. */
  readonly values: Float64Array;
  length = 0;
  /** Length of the last text as a vector. */
  norm = 0;
  private readonly counts: Uint16Array;

  constructor(
    private readonly reader: NgramReader,
    private readonly vocabulary: Vocabulary,
  ) {
    this.counts = new Uint16Array(2 ** vocabulary.slotBits);
    this.slots = new Int32Array(reader.hashes.length);
    this.values = new Float64Array(reader.hashes.length);
  }

  read(text: string): void {
    const { slots, values } = this;
    const reader = this.reader;
    const counts = this.counts;
    const { checks, idfs, idfStep, slotBits } = this.vocabulary;
    reader.read(text);
    const { hashes, length, headLength } = reader;
    const { headWeight } = reader.settings;
    const shift = 32 - slotBits;
    let known = 0;
    for (let i = 0; i < length; i++) {
      const hash = hashes[i]!;
      const slot = hash >>> shift;
      if (checks[slot] !== (hash & 255) || idfs[slot] === 0) continue;
      const count = counts[slot]!;
      if (count === 0) slots[known++] = slot;
      counts[slot] = count + (i < headLength ? headWeight : 1);
    }
    let squares = 0;
    for (let i = 0; i < known; i++) {
      const slot = slots[i]!;
      const count = counts[slot]!;
      const value = damped[count < MAX_COUNT ? count : MAX_COUNT]! * idfs[slot]! * idfStep;
      counts[slot] = 0;
      values[i] = value;
      squares += value * value;
    }
    this.length = known;
    this.norm = Math.sqrt(squares);
  }
}
