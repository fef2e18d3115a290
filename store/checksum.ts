import { createHash } from "node:crypto";

/**
 * A hash over ids and content hashes: SHA-256, hex, of `id NUL hash LF` for every document in order of id by code point.
 */
export class Checksum {
  private readonly hash = createHash("sha256");
  private pending = "";
  documents = 0;

  add(id: string, contentHash: string): void {
    this.pending += `${id}\0${contentHash}\n`;
    if (++this.documents % 1000 === 0) this.flush();
  }

  private flush(): void {
    this.hash.update(this.pending);
    this.pending = "";
  }

  result(): { documents: number; checksum: string } {
    this.flush();
    return { documents: this.documents, checksum: this.hash.digest("hex") };
  }
}
