/** How many messages a message is compared with at most: those that share the rarest keys. */
const MOST = 40;
/** Of a key that stands in many messages, this many before and behind in time are looked at. */
const REACH = 60;

/** Under each key the messages that have it, in order of time. Keys of a single message are left out. */
export class KeyIndex {
  private readonly numbers = new Map<number, number>();
  /** Where the messages of each key begin in `postings`; one more entry at the end. */
  private readonly starts: Uint32Array;
  private readonly postings: Uint32Array;
  private readonly weights: Float64Array;
  private readonly touched: number[] = [];

  /** @param keys one list per message, the messages in order of time */
  constructor(private readonly keys: readonly Uint32Array[]) {
    const counts = new Map<number, number>();
    for (const list of keys) for (const key of list) counts.set(key, (counts.get(key) ?? 0) + 1);
    const starts: number[] = [];
    let total = 0;
    for (const [key, n] of counts) {
      if (n < 2) continue;
      this.numbers.set(key, starts.length);
      starts.push(total);
      total += n;
    }
    this.starts = Uint32Array.from([...starts, total]);
    this.postings = new Uint32Array(total);
    const next = Uint32Array.from(starts);
    for (const [message, list] of keys.entries()) {
      for (const key of list) {
        const number = this.numbers.get(key);
        if (number !== undefined) this.postings[next[number]!++] = message;
      }
    }
    this.weights = new Float64Array(keys.length);
  }

  /** The messages to compare one with, those that share most with it first, ties in order of time. */
  candidates(message: number): number[] {
    const all = Math.log(this.keys.length);
    for (const key of this.keys[message]!) {
      const number = this.numbers.get(key);
      if (number === undefined) continue;
      const start = this.starts[number]!;
      const end = this.starts[number + 1]!;
      const weight = all - Math.log(end - start);
      const [from, to] = end - start > 2 * REACH ? this.around(message, start, end) : [start, end];
      for (let i = from; i < to; i++) {
        const other = this.postings[i]!;
        if (other === message) continue;
        if (this.weights[other] === 0) this.touched.push(other);
        this.weights[other]! += weight + Number.EPSILON;
      }
    }
    const found = this.touched.sort((a, b) => this.weights[b]! - this.weights[a]! || a - b).slice(0, MOST);
    for (const other of this.touched) this.weights[other] = 0;
    this.touched.length = 0;
    return found;
  }

  /** The part of a long list around a message. */
  private around(message: number, start: number, end: number): [number, number] {
    let low = start;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.postings[middle]! < message) low = middle + 1;
      else high = middle;
    }
    return [Math.max(start, low - REACH), Math.min(end, low + REACH + 1)];
  }
}
