/** Cuts words into the pieces of a vocabulary, the longest first. */
export class WordPiece {
  private readonly longest: number;
  /** By UTF-16 unit: the id of the word that is this one character. */
  private readonly singles: Int32Array;

  /**
   * @param prefix what pieces begin with that continue a word
   * @param mostCharacters longer words are unknown as a whole
   */
  constructor(
    private readonly ids: ReadonlyMap<string, number>,
    private readonly prefix: string,
    private readonly unknown: number,
    private readonly mostCharacters: number,
  ) {
    this.singles = new Int32Array(0x10000).fill(unknown);
    let longest = 0;
    for (const [piece, id] of ids) {
      longest = Math.max(longest, piece.length);
      if (piece.length === 1) this.singles[piece.charCodeAt(0)] = id;
    }
    this.longest = longest;
  }

  /** Adds the id of a word of one UTF-16 unit. */
  addSingle(unit: number, to: number[]): void {
    to.push(this.singles[unit] as number);
  }

  /** Adds the ids of a word's pieces, or that of the unknown word. */
  add(word: string, to: number[]): void {
    const whole = this.ids.get(word);
    if (word.length > this.mostCharacters && [...word].length > this.mostCharacters) to.push(this.unknown);
    else if (whole !== undefined) to.push(whole);
    else this.addPieces(word, to);
  }

  private addPieces(word: string, to: number[]): void {
    const before = to.length;
    for (let start = 0; start < word.length; ) {
      const room = start === 0 ? this.longest : this.longest - this.prefix.length;
      let end = Math.min(word.length, start + room);
      let id: number | undefined;
      for (; end > start; end--) {
        const piece = word.slice(start, end);
        id = this.ids.get(start === 0 ? piece : this.prefix + piece);
        if (id !== undefined) break;
      }
      if (id === undefined) {
        to.length = before;
        to.push(this.unknown);
        return;
      }
      to.push(id);
      start = end;
    }
  }
}
