import { PageStore } from "./page-store.js";
import { refusals } from "./refusals.js";
import { parsePart, unescapeText } from "./xml.js";

/** Excel's own limit for a cell, in UTF-16 units. */
export const MAX_CELL = 32_767;

const PAGE = 65_536;
/** A page number and an offset in one number: pages end with the string that crosses 64 KB. */
const SPAN = 2 ** 20;
const BUDGET = 64 * 1_048_576;
const MAX_STRINGS = 20_000_000;

/** The table of strings that the cells of a workbook share, in bounded memory however large it is. */
export class SharedStrings {
  private readonly store = new PageStore(BUDGET);
  private places = new Float64Array(1_024);
  private count = 0;
  private parts: Buffer[] = [];
  private filled = 0;
  private pageNumber = 0;
  private readonly cut = new Set<number>();

  static async read(part: string, chunks: AsyncIterable<Buffer>): Promise<SharedStrings> {
    const strings = new SharedStrings();
    try {
      await strings.parse(part, chunks);
      return strings;
    } catch (error) {
      strings.close();
      throw error;
    }
  }

  /** Undefined when the index is none of the table's. */
  get(index: number): { text: string; cut: boolean } | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return undefined;
    const place = this.places[index] as number;
    const page = this.store.get(Math.floor(place / SPAN));
    const start = place % SPAN;
    const length = page.readUInt32LE(start);
    return { text: page.toString("utf8", start + 4, start + 4 + length), cut: this.cut.has(index) };
  }

  close(): void {
    this.store.close();
  }

  private async parse(part: string, chunks: AsyncIterable<Buffer>): Promise<void> {
    let inItem = false;
    let inText = false;
    // Readings of Japanese characters stand beside the text, they are not part of it.
    let inReading = false;
    let text = "";
    await parsePart(part, chunks, {
      open: (name) => {
        if (name === "si") {
          inItem = true;
          text = "";
        } else if (name === "rPh") inReading = true;
        else if (name === "t") inText = inItem && !inReading;
      },
      text: (value) => {
        if (inText && text.length <= MAX_CELL) text += value;
      },
      close: (name) => {
        if (name === "t") inText = false;
        else if (name === "rPh") inReading = false;
        else if (name === "si") {
          inItem = false;
          this.add(text);
        }
      },
    });
    this.endPage();
  }

  private add(found: string): void {
    if (this.count >= MAX_STRINGS) throw refusals.strings();
    const text = unescapeText(found);
    if (text.length > MAX_CELL) this.cut.add(this.count);
    const bytes = Buffer.from(text.slice(0, MAX_CELL), "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    if (this.count === this.places.length) {
      const larger = new Float64Array(this.places.length * 2);
      larger.set(this.places);
      this.places = larger;
    }
    this.places[this.count++] = this.pageNumber * SPAN + this.filled;
    this.parts.push(length, bytes);
    this.filled += 4 + bytes.length;
    if (this.filled >= PAGE) this.endPage();
  }

  private endPage(): void {
    if (this.parts.length === 0) return;
    this.store.add(Buffer.concat(this.parts));
    this.pageNumber++;
    this.parts = [];
    this.filled = 0;
  }
}
