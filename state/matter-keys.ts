import type { StateDatabase } from "./database.js";

/** By what a message shares a matter with others. */
export interface MatterKeys {
  /** Its place in memory, as in state/matters.ts. */
  number: number;
  /** When the citizen spoke up, ms since the epoch. */
  at: number;
  /** Hashes of what stands in its title and of the names in it, ascending, each once. */
  keys: Uint32Array;
}

/** Messages whose keys lie in one row: reading a million then takes a second, not five. */
const PER_ROW = 256;
/** Rows that are read at once where all are. */
const PORTION = 64;
/** Words before the keys of a message: its number, its time in two halves, how many keys there are. */
const HEAD = 4;
const HALF = 2 ** 32;

/** The keys of all messages, packed so that they can be read from end to end quickly. */
export class MatterKeysTable {
  constructor(private readonly database: StateDatabase) {}

  /** Adds or replaces the keys of messages. */
  put(entries: readonly MatterKeys[]): void {
    this.change(entries, ({ number }) => number, true);
  }

  /** Leaves out the keys of messages that are forgotten. */
  remove(numbers: readonly number[]): void {
    this.change(numbers, (number) => number, false);
  }

  /** All of them in order of number. May be read while others are written. */
  *scan(): Generator<MatterKeys> {
    const portion = this.database.prepare("SELECT row, packed FROM matter_keys WHERE row > ? ORDER BY row LIMIT ?");
    for (let after = -1; ; ) {
      const rows = portion.all(after, PORTION) as { row: number; packed: Uint8Array }[];
      const last = rows.at(-1);
      if (last === undefined) return;
      for (const { packed } of rows) yield* unpacked(packed);
      after = last.row;
    }
  }

  private change<T extends number | MatterKeys>(items: readonly T[], numberOf: (item: T) => number, keep: boolean) {
    const byRow = new Map<number, T[]>();
    for (const item of items) {
      const row = Math.floor(numberOf(item) / PER_ROW);
      const those = byRow.get(row);
      if (those) those.push(item);
      else byRow.set(row, [item]);
    }
    const read = this.database.prepare("SELECT packed FROM matter_keys WHERE row = ?");
    const write = this.database.prepare("INSERT OR REPLACE INTO matter_keys VALUES (?, ?)");
    const drop = this.database.prepare("DELETE FROM matter_keys WHERE row = ?");
    for (const [row, those] of byRow) {
      const former = read.get(row) as { packed: Uint8Array } | undefined;
      const entries = new Map<number, MatterKeys>();
      if (former) for (const entry of unpacked(former.packed)) entries.set(entry.number, entry);
      for (const item of those) {
        if (keep) entries.set(numberOf(item), item as MatterKeys);
        else entries.delete(numberOf(item));
      }
      if (entries.size === 0) drop.run(row);
      else write.run(row, packed([...entries.values()].sort((a, b) => a.number - b.number)));
    }
  }
}

function packed(entries: readonly MatterKeys[]): Uint8Array {
  const words = new Uint32Array(entries.reduce((sum, { keys }) => sum + HEAD + keys.length, 0));
  let to = 0;
  for (const { number, at, keys } of entries) {
    words[to] = number;
    words[to + 1] = at % HALF; // conversion to 32 bits makes the lower half of a negative one too
    words[to + 2] = Math.floor(at / HALF);
    words[to + 3] = keys.length;
    words.set(keys, to + HEAD);
    to += HEAD + keys.length;
  }
  return new Uint8Array(words.buffer);
}

function* unpacked(bytes: Uint8Array): Generator<MatterKeys> {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(whole.buffer, whole.byteOffset, whole.byteLength / 4);
  for (let from = 0; from < words.length; ) {
    const [number, low, high, length] = words.subarray(from, from + HEAD) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const end = from + HEAD + length;
    yield { number, at: (high | 0) * HALF + low, keys: words.subarray(from + HEAD, end) };
    from = end;
  }
}
