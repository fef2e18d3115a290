/** Of how many documents each n-gram is part: a hash table that grows, several times faster than a Map. */
export class NgramCounts {
  private bits = 10;
  private keys = new Int32Array(1 << this.bits);
  private counts = new Int32Array(1 << this.bits);
  /** The document that was counted last, plus 1; 0 in an empty cell. */
  private documents = new Int32Array(1 << this.bits);
  private size = 0;

  /** Counts the document for the n-gram, once however often the two come. Documents come one after the other. */
  add(hash: number, document: number): void {
    if (this.size * 2 > this.keys.length) this.grow();
    const cell = this.find(hash);
    if (this.documents[cell] === document + 1) return;
    if (this.documents[cell] === 0) this.size++;
    this.keys[cell] = hash;
    this.documents[cell] = document + 1;
    this.counts[cell]!++;
  }

  forEach(visit: (hash: number, count: number) => void): void {
    for (let cell = 0; cell < this.keys.length; cell++) {
      if (this.documents[cell] !== 0) visit(this.keys[cell]!, this.counts[cell]!);
    }
  }

  private find(hash: number): number {
    const mask = this.keys.length - 1;
    let cell = Math.imul(hash, 0x9e3779b1) >>> (32 - this.bits);
    while (this.documents[cell] !== 0 && this.keys[cell] !== hash) cell = (cell + 1) & mask;
    return cell;
  }

  private grow(): void {
    const { keys, counts, documents } = this;
    this.bits++;
    this.keys = new Int32Array(1 << this.bits);
    this.counts = new Int32Array(1 << this.bits);
    this.documents = new Int32Array(1 << this.bits);
    for (let old = 0; old < keys.length; old++) {
      if (documents[old] === 0) continue;
      const cell = this.find(keys[old]!);
      this.keys[cell] = keys[old]!;
      this.counts[cell] = counts[old]!;
      this.documents[cell] = documents[old]!;
    }
  }
}
