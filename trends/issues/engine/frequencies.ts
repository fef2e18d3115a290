import type { MatterPrint } from "../../../core/matter-print.js";

/** Slots of the table; a gram shares its slot with few others. */
const SLOT_BITS = 21;
const SLOTS = 1 << SLOT_BITS;

/** Fewer messages are seen as part of this many: in a file of five about one matter its words are rare all the same. */
const LEAST_MESSAGES = 4000;

/** In how many messages each gram stands, by hash slot: what tells rare words from common ones. */
export class GramFrequencies {
  constructor(
    private readonly counts: Uint32Array = new Uint32Array(SLOTS),
    private total = 0,
  ) {}

  /** Messages that have been counted. */
  get messages(): number {
    return this.total;
  }

  /** Takes a message in. */
  count({ grams, placeGrams }: MatterPrint): void {
    this.total += 1;
    // A place may be named behind what is read of the words.
    for (const gram of new Set([...grams, ...placeGrams])) {
      const slot = gram >>> (32 - SLOT_BITS);
      this.counts[slot]! += 1;
    }
  }

  of(gram: number): number {
    return this.counts[gram >>> (32 - SLOT_BITS)]!;
  }

  /** Inverse document frequency in nats; 0 for a gram that stands in one message alone, since it links nothing. */
  idf(gram: number): number {
    const n = this.of(gram);
    return n < 2 ? 0 : Math.log(Math.max(this.total, LEAST_MESSAGES) / n);
  }

  /** The non-empty slots, for keeping; see {@link restore}. */
  serialise(): Uint8Array {
    const used: number[] = [this.total];
    for (let slot = 0; slot < SLOTS; slot++) if (this.counts[slot] !== 0) used.push(slot, this.counts[slot]!);
    return new Uint8Array(Uint32Array.from(used).buffer);
  }

  static restore(bytes: Uint8Array): GramFrequencies {
    const numbers = new Uint32Array(bytes.slice().buffer);
    const counts = new Uint32Array(SLOTS);
    for (let i = 1; i < numbers.length; i += 2) counts[numbers[i]!] = numbers[i + 1]!;
    return new GramFrequencies(counts, numbers[0] ?? 0);
  }
}

/** Frequencies over some messages. */
export function frequenciesOf(prints: Iterable<MatterPrint>): GramFrequencies {
  const frequencies = new GramFrequencies();
  for (const print of prints) frequencies.count(print);
  return frequencies;
}
