import type { SlotCounts } from "./slot-counts.js";

/** Rows of a training matrix, one after the other; row i fills the cells from `starts[i]` to `starts[i + 1]`. */
export interface SparseMatrix {
  starts: Int32Array;
  columns: Int32Array;
  values: Float64Array;
}

/** A row for every text, scaled to length 1: what the model computes when it is used, for the solver. */
export function toMatrix(texts: readonly string[], slotCounts: SlotCounts): SparseMatrix {
  const starts = new Int32Array(texts.length + 1);
  let columns = new Int32Array(1 << 16);
  let values = new Float64Array(1 << 16);
  let end = 0;
  texts.forEach((text, i) => {
    slotCounts.read(text);
    const { length, norm } = slotCounts;
    if (end + length > columns.length) {
      [columns, values] = [longer(columns, end + length), longer(values, end + length)];
    }
    columns.set(slotCounts.slots.subarray(0, length), end);
    for (let k = 0; k < length; k++) values[end + k] = slotCounts.values[k]! / norm;
    end += length;
    starts[i + 1] = end;
  });
  return { starts, columns: columns.subarray(0, end), values: values.subarray(0, end) };
}

/** A copy with room for so many cells, and for half as many again. */
function longer<T extends Float64Array | Int32Array>(array: T, cells: number): T {
  const copy = new (array.constructor as new (length: number) => T)(Math.ceil(cells * 1.5));
  copy.set(array);
  return copy;
}
