/** Capitals to small letters, full-width Latin and digits to half-width; everything else as it is. */
function fold(code: number): number {
  const half = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
  return half >= 65 && half <= 90 ? half + 32 : half;
}

/** Latin letters and digits make words that must not be cut: EMS is not in SYSTEMS. */
function inLatinWord(code: number): boolean {
  const folded = fold(code);
  return (folded >= 97 && folded <= 122) || (folded >= 48 && folded <= 57);
}

const FREE = -1;

/**
 * Finds words in a text in one pass: at every position the longest word that starts there, then on behind it, so that
 * words do not overlap. A trie: the first step is a table over all UTF-16 units, further steps an open hash table.
 */
export class CueTrie {
  private readonly roots = new Int32Array(0x10000).fill(FREE);
  private readonly keys: Float64Array;
  private readonly targets: Int32Array;
  private readonly mask: number;
  /** Per state: the word that ends there, or −1. */
  private readonly ends: number[] = [];

  /** Id of each match of the last {@link find}, and where it starts. */
  matches = new Int32Array(64);
  starts = new Int32Array(64);

  /** @param words the id of a word is its index; of equal words the first counts */
  constructor(words: readonly string[]) {
    const steps = words.reduce((sum, word) => sum + word.length, 0);
    const size = 2 ** Math.ceil(Math.log2(2 * steps + 2));
    this.keys = new Float64Array(size).fill(FREE);
    this.targets = new Int32Array(size);
    this.mask = size - 1;
    words.forEach((word, id) => {
      this.add(word, id);
    });
  }

  /** Searches a text and returns the number of matches, which then stand in {@link matches} and {@link starts}. */
  find(text: string): number {
    let count = 0;
    let i = 0;
    while (i < text.length) {
      let state = this.roots[fold(text.charCodeAt(i))]!;
      if (state === FREE) {
        i++;
        continue;
      }
      let id = FREE;
      let end = i + 1;
      for (let j = i + 1; ; j++) {
        const ended = this.ends[state]!;
        if (ended !== FREE && this.standsAlone(text, i, j)) {
          id = ended;
          end = j;
        }
        if (j === text.length) break;
        state = this.step(state, fold(text.charCodeAt(j)));
        if (state === FREE) break;
      }
      if (id !== FREE) {
        if (count === this.matches.length) this.grow();
        this.matches[count] = id;
        this.starts[count++] = i;
      }
      i = end;
    }
    return count;
  }

  private standsAlone(text: string, start: number, end: number): boolean {
    const cutBefore = start > 0 && inLatinWord(text.charCodeAt(start)) && inLatinWord(text.charCodeAt(start - 1));
    const cutBehind = end < text.length && inLatinWord(text.charCodeAt(end)) && inLatinWord(text.charCodeAt(end - 1));
    return !cutBefore && !cutBehind;
  }

  private add(word: string, id: number): void {
    if (word === "") return;
    const first = fold(word.charCodeAt(0));
    if (this.roots[first] === FREE) this.roots[first] = this.ends.push(FREE) - 1;
    let state = this.roots[first]!;
    for (let i = 1; i < word.length; i++) {
      const code = fold(word.charCodeAt(i));
      const slot = this.slotOf(state * 0x10000 + code);
      if (this.keys[slot] === FREE) {
        this.keys[slot] = state * 0x10000 + code;
        this.targets[slot] = this.ends.push(FREE) - 1;
      }
      state = this.targets[slot]!;
    }
    if (this.ends[state] === FREE) this.ends[state] = id;
  }

  private step(state: number, code: number): number {
    const slot = this.slotOf(state * 0x10000 + code);
    return this.keys[slot] === FREE ? FREE : this.targets[slot]!;
  }

  /** Where a key stands, or the free slot where it would. */
  private slotOf(key: number): number {
    let slot = (Math.imul(key | 0, 0x9e3779b1) >>> 8) & this.mask;
    while (this.keys[slot] !== FREE && this.keys[slot] !== key) slot = (slot + 1) & this.mask;
    return slot;
  }

  private grow(): void {
    const matches = new Int32Array(this.matches.length * 2);
    const starts = new Int32Array(matches.length);
    matches.set(this.matches);
    starts.set(this.starts);
    this.matches = matches;
    this.starts = starts;
  }
}
