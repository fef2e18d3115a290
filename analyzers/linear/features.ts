import type { FeatureSettings } from "./settings.js";

const SKIP = 0;
const BREAK = 1;

const STOP_CHARACTERS = "的了是在我们你和有就都也很这那与及着";
const SPACES = " \t\r\n\u00a0\u3000";

/** By UTF-16 unit: the character it is read as; {@link SKIP} when passed over, {@link BREAK} when it ends a run. */
const ALPHABETS: Record<FeatureSettings["characters"], Uint16Array> = {
  han: (() => {
    const table = new Uint16Array(0x10000).fill(BREAK);
    const keep = (from: number, to: number) => {
      for (let code = from; code <= to; code++) table[code] = code;
    };
    keep(0x3400, 0x9fff);
    keep(0xf900, 0xfaff);
    for (const [from, to] of ["09", "AZ", "az", "０９", "ＡＺ", "ａｚ"])
      table.fill(SKIP, from!.charCodeAt(0), to!.charCodeAt(0) + 1);
    for (const char of SPACES + STOP_CHARACTERS) table[char.charCodeAt(0)] = SKIP;
    return table;
  })(),
  all: (() => {
    const table = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
    for (let code = 65; code <= 90; code++) table[code] = code + 32;
    for (const char of SPACES) table[char.charCodeAt(0)] = SKIP;
    table.fill(BREAK, 0, 9);
    return table;
  })(),
};

/** Spreads every bit of a hash over all the others. */
function mix(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  const g = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return g ^ (g >>> 16);
}

/**
 * Reads texts into what a linear model sees of them: overlapping runs of one to `longest` characters, as 32-bit hashes.
 * Its buffer is used again for every text.
 */
export class NgramReader {
  /** The hashes of the last text, in order of the character they end at. */
  readonly hashes: Int32Array;
  length = 0;
  /** How many of them, from the first, count `headWeight` times. */
  headLength = 0;
  private readonly alphabet: Uint16Array;

  constructor(readonly settings: FeatureSettings) {
    this.hashes = new Int32Array(settings.longest * settings.maxLength);
    this.alphabet = ALPHABETS[settings.characters];
  }

  read(text: string): void {
    const { hashes } = this;
    const alphabet = this.alphabet;
    const { longest, maxLength, head } = this.settings;
    const end = Math.min(text.length, maxLength);
    let length = 0;
    let headLength = -1;
    let seen = 0;
    let [first, second, third] = [0, 0, 0];
    for (let i = 0; i < end; i++) {
      const code = alphabet[text.charCodeAt(i)]!;
      if (code === SKIP) continue;
      if (code === BREAK) {
        first = second = third = 0;
        continue;
      }
      if (seen++ === head) headLength = length;
      hashes[length++] = mix(code);
      if (third !== 0 && longest > 1) {
        hashes[length++] = mix((third << 16) | code);
        if (second !== 0 && longest > 2) {
          const three = Math.imul((second << 16) | third, 0x9e3779b1) + code;
          hashes[length++] = mix(three);
          if (first !== 0 && longest > 3) hashes[length++] = mix(Math.imul(three, 0x85ebca6b) + first);
        }
      }
      first = second;
      second = third;
      third = code;
    }
    this.length = length;
    this.headLength = headLength < 0 ? length : headLength;
  }
}
