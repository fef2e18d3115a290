import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { hashOf } from "../../core/ids.js";
import { shipped } from "../../core/paths.js";

export const CITY = 0;
export const DISTRICT = 1;
export const STREET = 2;
export type Level = typeof CITY | typeof DISTRICT | typeof STREET;

const SLOTS = 1 << 17;
const LONGEST = 16;
/** Bits that tell which strings are the end of some name, by hash: a walk to the left stops early. */
const TAIL_BITS = 1 << 20;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const EQUALS = 0x3d;
const HASH = 0x23;
const DASH = 0x2d;

/**
 * The divisions of China from city to street, 45,000 names, each with what it lies in. They are kept as offsets into
 * the file's text and found by a hash that grows to the left: opening takes a few milliseconds and 3 MB in each thread.
 * A division is a number; −1 stands for none.
 */
export class Divisions {
  private readonly offsets: Int32Array;
  private readonly lengths: Uint8Array;
  private readonly levels: Uint8Array;
  private readonly parents: Int32Array;
  private readonly hashes: Int32Array;
  private readonly chain: Int32Array;
  private readonly heads = new Int32Array(SLOTS).fill(-1);
  private readonly tails = new Uint32Array(TAIL_BITS >> 5);
  private count = 0;

  /**
   * `#` before provinces and comments, `=` before cities, then one line per district with its streets behind it,
   * separated by spaces. A dash stands for "no district", an empty city for "directly under the province".
   */
  constructor(private readonly text: string) {
    const most = Math.ceil(text.length / 3) + 1;
    this.offsets = new Int32Array(most);
    this.lengths = new Uint8Array(most);
    this.levels = new Uint8Array(most);
    this.parents = new Int32Array(most);
    this.hashes = new Int32Array(most);
    this.chain = new Int32Array(most);
    let city = -1;
    for (let at = 0; at < text.length; ) {
      let end = text.indexOf("\n", at);
      if (end < 0) end = text.length;
      const first = text.charCodeAt(at);
      if (first === EQUALS) city = end > at + 1 ? this.add(at + 1, end, CITY, -1) : -1;
      else if (first !== HASH && end > at) this.addLine(at, end, city);
      at = end + 1;
    }
  }

  private addLine(from: number, end: number, city: number): void {
    let parent = city;
    let start = from;
    for (let at = from; at <= end; at++) {
      const code = at === end ? SPACE : this.text.charCodeAt(at);
      if (code !== SPACE && code !== NEWLINE) continue;
      if (start === from) {
        if (this.text.charCodeAt(from) !== DASH) parent = this.add(start, at, DISTRICT, city);
      } else {
        this.add(start, at, STREET, parent);
      }
      start = at + 1;
    }
  }

  private add(start: number, end: number, level: Level, parent: number): number {
    const known = level === STREET ? -1 : this.find(this.text.slice(start, end), level, parent);
    if (known >= 0) return known;
    const entry = this.count++;
    this.offsets[entry] = start;
    this.lengths[entry] = end - start;
    this.levels[entry] = level;
    this.parents[entry] = parent;
    let hash = 0;
    for (let at = end - 1; at >= start; at--) {
      hash = step(hash, this.text.charCodeAt(at));
      const bit = tailOf(hash);
      this.tails[bit >> 5]! |= 1 << (bit & 31);
    }
    this.hashes[entry] = hash;
    const slot = slotOf(hash);
    this.chain[entry] = this.heads[slot]!;
    this.heads[slot] = entry;
    return entry;
  }

  private find(name: string, level: Level, parent: number): number {
    return this.named(name).find((one) => this.levels[one] === level && this.parents[one] === parent) ?? -1;
  }

  /** All divisions of a name. */
  named(name: string): number[] {
    let hash = 0;
    for (let at = name.length - 1; at >= 0; at--) hash = step(hash, name.charCodeAt(at));
    return this.entriesAt(name, 0, name.length, hash);
  }

  private entriesAt(text: string, start: number, length: number, hash: number): number[] {
    const entries: number[] = [];
    for (let entry = this.heads[slotOf(hash)]!; entry >= 0; entry = this.chain[entry]!) {
      if (this.hashes[entry] === hash && this.lengths[entry] === length && this.same(entry, text, start)) {
        entries.push(entry);
      }
    }
    return entries.reverse();
  }

  private same(entry: number, text: string, start: number): boolean {
    const offset = this.offsets[entry]!;
    for (let at = this.lengths[entry]! - 1; at >= 0; at--) {
      if (this.text.charCodeAt(offset + at) !== text.charCodeAt(start + at)) return false;
    }
    return true;
  }

  /** Length of the longest name that ends just before `end`; 0 where none does. */
  longestBefore(text: string, end: number): number {
    let hash = 0;
    let longest = 0;
    for (let length = 1; length <= LONGEST && length <= end; length++) {
      const code = text.charCodeAt(end - length);
      if (code < 0x3400) break;
      hash = step(hash, code);
      const bit = tailOf(hash);
      if ((this.tails[bit >> 5]! & (1 << (bit & 31))) === 0) break;
      for (let entry = length > 1 ? this.heads[slotOf(hash)]! : -1; entry >= 0; entry = this.chain[entry]!) {
        if (this.hashes[entry] === hash && this.lengths[entry] === length && this.same(entry, text, end - length)) {
          longest = length;
          break;
        }
      }
    }
    return longest;
  }

  nameOf(division: number): string {
    const offset = this.offsets[division]!;
    return this.text.slice(offset, offset + this.lengths[division]!);
  }

  levelOf(division: number): Level {
    return this.levels[division] as Level;
  }

  /** The district of a street, the city of a district; −1 for cities and for what has none. */
  parentOf(division: number): number {
    return this.parents[division]!;
  }

  /** What lies directly in a division, in the file's order. */
  inside(division: number): number[] {
    const inside: number[] = [];
    for (let entry = 0; entry < this.count; entry++) if (this.parents[entry] === division) inside.push(entry);
    return inside;
  }

  /** All divisions of a level, in the file's order. */
  ofLevel(level: Level): number[] {
    const all: number[] = [];
    for (let entry = 0; entry < this.count; entry++) if (this.levels[entry] === level) all.push(entry);
    return all;
  }
}

const step = (hash: number, code: number): number => (Math.imul(hash, 31) + code + 1) | 0;
const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & (SLOTS - 1);
const tailOf = (hash: number): number => (Math.imul(hash, 0x9e3779b1) >>> 12) & (TAIL_BITS - 1);

let shared: Divisions | undefined;

const PACKED = shipped("config", "gazetteer", "divisions.txt.br");
const OVERLAY = shipped("config", "gazetteer", "divisions-overlay.txt");

/** The shipped divisions with their overlay, read once per thread, when first asked for. */
export function divisions(): Divisions {
  shared ??= new Divisions(brotliDecompressSync(readFileSync(PACKED)).toString() + readFileSync(OVERLAY, "utf8"));
  return shared;
}

/** Changes when the shipped divisions do. */
export function divisionsHash(): string {
  return hashOf(readFileSync(PACKED).toString("latin1"), readFileSync(OVERLAY, "utf8"));
}

/** A name without its rank: 余杭区 → 余杭, 三墩镇 → 三墩; undefined where less than two characters would be left. */
export function shortName(name: string): string | undefined {
  const short = name.replace(/(?:街道|[市区县镇乡盟旗])$/u, "");
  return short.length >= 2 && short !== name ? short : undefined;
}
