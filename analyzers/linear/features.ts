/**
 * What the linear model sees of a text: overlapping runs of one, two and three Chinese characters, as 32-bit hashes.
 *
 * - Latin letters, digits, spaces and a few function words of one character are passed over as if they were not there:
 *   names made of letters and numbers say nothing, and a text whose stop words were removed looks like one that has them.
 * - Every other sign ends a run: no feature reaches across a comma, a bracket or an emoji.
 * - Only the first {@link MAX_CHARS} characters are read, so that a long text costs no more than a page.
 * - Features within the first {@link HEAD_CHARS} characters, where the title stands, count double.
 */

/** UTF-16 units of the text that are looked at. */
export const MAX_CHARS = 1000;
/** Chinese characters at the beginning that count double. */
export const HEAD_CHARS = 25;
export const HEAD_WEIGHT = 2;
/** Stands in a model file: a model made of other features than these is refused. Raise it with every change here. */
export const FEATURES_VERSION = 1;

const SKIP = 0;
const BREAK = 1;
const READ = 2;

const STOP_CHARACTERS = "的了是在我们你和有就都也很这那与及着";

const kinds: Uint8Array = (() => {
  const table = new Uint8Array(0x10000).fill(BREAK);
  const set = (from: number, to: number, kind: number) => table.fill(kind, from, to + 1);
  set(0x3400, 0x9fff, READ);
  set(0xf900, 0xfaff, READ);
  for (const [from, to] of ["09", "AZ", "az", "０９", "ＡＺ", "ａｚ"])
    set(from!.charCodeAt(0), to!.charCodeAt(0), SKIP);
  for (const char of ` \t\r\n\u00a0\u3000${STOP_CHARACTERS}`) table[char.charCodeAt(0)] = SKIP;
  return table;
})();

/** Spreads every bit of a hash over all the others. */
function mix(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  const g = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return g ^ (g >>> 16);
}

/** Reads texts into hashes; its buffer is used again for every text. */
export class NgramReader {
  /** The hashes of the last text, in order of the character they end at. */
  readonly hashes = new Int32Array(3 * MAX_CHARS);
  length = 0;
  /** How many of them, from the first, count double. */
  headLength = 0;

  read(text: string): void {
    const { hashes } = this;
    const end = Math.min(text.length, MAX_CHARS);
    let length = 0;
    let headLength = -1;
    let seen = 0;
    let before = 0;
    let beforeThat = 0;
    for (let i = 0; i < end; i++) {
      const code = text.charCodeAt(i);
      const kind = kinds[code]!;
      if (kind === SKIP) continue;
      if (kind === BREAK) {
        before = 0;
        beforeThat = 0;
        continue;
      }
      if (seen++ === HEAD_CHARS) headLength = length;
      hashes[length++] = mix(code);
      if (before !== 0) {
        hashes[length++] = mix((before << 16) | code);
        if (beforeThat !== 0) hashes[length++] = mix(Math.imul((beforeThat << 16) | before, 0x9e3779b1) + code);
      }
      beforeThat = before;
      before = code;
    }
    this.length = length;
    this.headLength = headLength < 0 ? length : headLength;
  }
}
