import { decodeIntegers, encodeIntegers, lengthOf } from "./integers.js";

/** Where the codes start, in 4 bytes; both parts start at a multiple of 8. */
const HEADER = 8;

/** Lists of codes, one a document: where each ends, then all codes one after the other. */
export function encodeLists(lists: readonly (readonly number[])[]): Uint8Array {
  const ends = new Float64Array(lists.length);
  let total = 0;
  lists.forEach((list, i) => {
    total += list.length;
    ends[i] = total;
  });
  const head = encodeIntegers(ends);
  const body = encodeIntegers(Float64Array.from(lists.flat()));
  const start = align(HEADER + head.length);
  const bytes = new Uint8Array(start + body.length);
  new DataView(bytes.buffer).setUint32(0, start, true);
  bytes.set(head, HEADER);
  bytes.set(body, start);
  return bytes;
}

function align(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** The lists of a block: list i is `codes` from `ends[i - 1]` (0 for the first) to `ends[i]`. */
export interface Lists {
  length: number;
  ends: Int32Array;
  codes: Int32Array;
}

export function decodeLists(data: Uint8Array): Lists {
  const start = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  const head = data.subarray(HEADER, start);
  const length = lengthOf(head);
  const ends = new Int32Array(length);
  decodeIntegers(head, ends);
  const codes = new Int32Array(length === 0 ? 0 : (ends[length - 1] as number));
  decodeIntegers(data.subarray(start), codes);
  return { length, ends, codes };
}

/** As one list of codes per document. */
export function toArrays({ length, ends, codes }: Lists): number[][] {
  return Array.from({ length }, (_, i) => Array.from(codes.subarray(i === 0 ? 0 : ends[i - 1], ends[i])));
}
