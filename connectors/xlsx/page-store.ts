import { createCipheriv, randomBytes } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskFault } from "../../core/errors.js";

/** Pages that have been moved out and are held in memory again. */
const CACHED = 64;

interface Spilled {
  at: number;
  length: number;
}

/**
 * Holds pages of bytes, written once and read in any order, within a budget of memory: what does not fit goes to a
 * temporary file. There it is encrypted with a key that exists in memory only, since it may be personal data.
 */
export class PageStore {
  private readonly pages: (Buffer | Spilled)[] = [];
  private readonly cache = new Map<number, Buffer>();
  private readonly key = randomBytes(32);
  private held = 0;
  private file: { folder: string; descriptor: number; length: number } | undefined;

  /** `budget`: bytes of pages to keep in memory. */
  constructor(private readonly budget: number) {}

  /** Adds a page and gives its number. @throws DependencyError when the temporary file cannot be written */
  add(page: Buffer): number {
    const number = this.pages.length;
    if (this.held + page.length <= this.budget) {
      this.held += page.length;
      this.pages.push(page);
    } else this.pages.push(this.spill(page, number));
    return number;
  }

  get(number: number): Buffer {
    const page = this.pages[number] as Buffer | Spilled;
    if (Buffer.isBuffer(page)) return page;
    const cached = this.cache.get(number);
    if (cached) return cached;
    const bytes = Buffer.alloc(page.length);
    readSync((this.file as { descriptor: number }).descriptor, bytes, 0, page.length, page.at);
    const plain = this.crypt(bytes, number);
    if (this.cache.size >= CACHED) this.cache.delete(this.cache.keys().next().value as number);
    this.cache.set(number, plain);
    return plain;
  }

  /** Removes the temporary file. */
  close(): void {
    if (!this.file) return;
    closeSync(this.file.descriptor);
    rmSync(this.file.folder, { recursive: true, force: true });
    this.file = undefined;
  }

  private spill(page: Buffer, number: number): Spilled {
    try {
      this.file ??= openTemporary();
      const at = this.file.length;
      const bytes = this.crypt(page, number);
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.file.descriptor, bytes, written, bytes.length - written, at + written);
      }
      this.file.length += bytes.length;
      return { at, length: bytes.length };
    } catch (error) {
      throw diskFault(error, tmpdir());
    }
  }

  /** AES-256 in counter mode: the same operation both ways; every page has its own counter. */
  private crypt(bytes: Buffer, number: number): Buffer {
    const counter = Buffer.alloc(16);
    counter.writeUInt32BE(number, 0);
    return createCipheriv("aes-256-ctr", this.key, counter).update(bytes);
  }
}

function openTemporary(): { folder: string; descriptor: number; length: number } {
  const folder = mkdtempSync(join(tmpdir(), "minyi-"));
  const path = join(folder, "pages");
  const descriptor = openSync(path, "wx+", 0o600);
  try {
    rmSync(path); // so that nothing stays behind whatever happens; Windows keeps it until close
  } catch {
    // removed by close()
  }
  return { folder, descriptor, length: 0 };
}
