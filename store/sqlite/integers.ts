/**
 * A column of whole numbers in as few bytes as they need: offsets from the smallest, 1, 2 or 4 bytes wide, none at all
 * when all are equal; as they are, in doubles, when 4 bytes do not reach. Header: width, length (at 4), smallest (at 8); little-endian, as
 * every machine is that Node runs on.
 */
const HEADER = 16;

export function encodeIntegers(values: Float64Array): Uint8Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (values.length === 0) low = high = 0;
  const range = high - low;
  const width = range === 0 ? 0 : range < 0x100 ? 1 : range < 0x1_0000 ? 2 : range < 0x1_0000_0000 ? 4 : 8;
  // A difference of numbers that far apart might not be exact.
  if (width === 8) low = 0;
  const bytes = new Uint8Array(HEADER + width * values.length);
  const header = new DataView(bytes.buffer);
  header.setUint8(0, width);
  header.setUint32(4, values.length, true);
  header.setFloat64(8, low, true);
  if (width > 0) {
    const target = view(bytes, width, values.length);
    for (let i = 0; i < values.length; i++) target[i] = (values[i] as number) - low;
  }
  return bytes;
}

function view(bytes: Uint8Array, width: number, length: number): Uint8Array | Uint16Array | Uint32Array | Float64Array {
  const at = bytes.byteOffset + HEADER;
  if (width === 1) return new Uint8Array(bytes.buffer, at, length);
  if (width === 2) return new Uint16Array(bytes.buffer, at, length);
  if (width === 4) return new Uint32Array(bytes.buffer, at, length);
  return new Float64Array(bytes.buffer, at, length);
}

/** Writes the values to the start of `target` and gives their number. */
export function decodeIntegers(data: Uint8Array, target: Float64Array | Int32Array): number {
  const bytes = data.byteOffset % 8 === 0 ? data : Uint8Array.from(data);
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  const width = header.getUint8(0);
  const length = header.getUint32(4, true);
  const low = header.getFloat64(8, true);
  if (width === 0) {
    target.fill(low, 0, length);
    return length;
  }
  target.set(view(bytes, width, length));
  if (low !== 0) for (let i = 0; i < length; i++) target[i] = (target[i] as number) + low;
  return length;
}

/** How many values an encoded column has. */
export function lengthOf(data: Uint8Array): number {
  return new DataView(data.buffer, data.byteOffset).getUint32(4, true);
}
