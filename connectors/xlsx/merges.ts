import { columnOf } from "./cell.js";
import { XmlReader } from "./xml.js";

/** The end of the rows; what stands behind it is small. The prefix before the name may be any. */
const ROWS_END = Buffer.from("sheetData>");
const ROWS_EMPTY = Buffer.from("sheetData/>");
const MAX_MERGES = 200_000;

/** Cells of one column that were merged: all have the value of the first. Rows and columns from 0. */
export interface Merge {
  first: number;
  last: number;
}

/**
 * Reads the list of merged cells, which stands behind the rows. Going through the part once also proves, before any
 * record is handed out, that it is sound and no bomb. Gives the merges that go down, by column, in order of row.
 */
export async function readMerges(part: string, chunks: AsyncIterable<Buffer>): Promise<Map<number, Merge[]>> {
  const merges = new Map<number, Merge[]>();
  let count = 0;
  const tail = new XmlReader(part, {
    open(name, { ref = "" }) {
      const range =
        name === "mergeCell" && count < MAX_MERGES ? /^([A-Z]{1,3}(\d{1,7})):[A-Z]{1,3}(\d{1,7})$/.exec(ref) : null;
      if (!range || range[2] === range[3]) return;
      count++;
      const column = columnOf(range[1] as string);
      const list = merges.get(column) ?? [];
      list.push({ first: Number(range[2]) - 1, last: Number(range[3]) - 1 });
      merges.set(column, list);
    },
  });
  let behind = false;
  let before = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (behind) {
      tail.write(chunk);
      continue;
    }
    const bytes = before.length > 0 ? Buffer.concat([before, chunk]) : chunk;
    const end = rowsEnd(bytes);
    behind = end >= 0;
    if (behind) tail.write(bytes.subarray(end));
    before = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 64)));
  }
  for (const list of merges.values()) list.sort((a, b) => a.first - b.first);
  return merges;
}

/** Index behind the tag that ends the rows, −1 when it is not there. */
function rowsEnd(bytes: Buffer): number {
  for (let at = bytes.indexOf(ROWS_END); at >= 0; at = bytes.indexOf(ROWS_END, at + 1)) {
    const open = bytes.lastIndexOf(0x3c, at);
    if (open >= 0 && bytes[open + 1] === 0x2f) return at + ROWS_END.length;
  }
  const empty = bytes.indexOf(ROWS_EMPTY);
  return empty < 0 ? -1 : empty + ROWS_EMPTY.length;
}

/** Fills merged cells on the way down: remembers the value of the first cell of each merge. */
export class MergedCells {
  private readonly next = new Map<number, number>();
  private readonly values = new Map<number, string>();

  constructor(private readonly merges: ReadonlyMap<number, readonly Merge[]>) {}

  /** Completes a row in place; rows have to come in order. */
  fill(row: number, values: string[]): void {
    for (const [column, list] of this.merges) {
      let at = this.next.get(column) ?? 0;
      while (at < list.length && (list[at] as Merge).last < row) at++;
      this.next.set(column, at);
      const merge = list[at];
      if (!merge || merge.first > row) continue;
      if (merge.first === row) this.values.set(column, values[column] ?? "");
      else if ((values[column] ?? "") === "") {
        while (values.length < column) values.push("");
        values[column] = this.values.get(column) ?? "";
      }
    }
  }
}
