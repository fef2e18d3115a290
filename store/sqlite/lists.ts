import { decodeIntegers, encodeIntegers } from "./integers.js";

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
  const start = align(4 + head.length);
  const bytes = new Uint8Array(start + body.length);
  new DataView(bytes.buffer).setUint32(0, start, true);
  bytes.set(head, 4);
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
  const head = Uint8Array.from(data.subarray(4, start));
  const length = new DataView(head.buffer).getUint32(4, true);
  const ends = new Int32Array(length);
  decodeIntegers(head, ends);
  const codes = new Int32Array(length === 0 ? 0 : (ends[length - 1] as number));
  decodeIntegers(Uint8Array.from(data.subarray(start)), codes);
  return { length, ends, codes };
}

/** As one list of codes per document. */
export function toArrays({ length, ends, codes }: Lists): number[][] {
  return Array.from({ length }, (_, i) => Array.from(codes.subarray(i === 0 ? 0 : ends[i - 1], ends[i])));
}
