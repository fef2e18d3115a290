const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Finds the end of a JSON value (object, list, string, number) that begins at `start`: the index behind it, or −1 when
 * the bytes end first. Only brackets and quotes are looked at; whether the value is sound shows when it is parsed.
 */
export function valueEnd(bytes: Buffer, start: number, ended: boolean): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = stringEnd(bytes, at + 1);
      if (at < 0) return -1;
    } else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) {
      if (depth === 0) return at; // the list around it ends
      depth--;
    } else if (depth > 0 || byte !== 0x2c) continue;
    else return at;
    if (depth === 0) return at + 1;
  }
  return ended && depth === 0 ? bytes.length : -1;
}

/** Index of the quote that ends a string, −1 when the bytes end first. */
function stringEnd(bytes: Buffer, from: number): number {
  for (let quote = bytes.indexOf(QUOTE, from); quote >= 0; quote = bytes.indexOf(QUOTE, quote + 1)) {
    let slashes = 0;
    while (quote - 1 - slashes >= from && bytes[quote - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote;
  }
  return -1;
}

/** Index of the first byte that is neither white space nor, where given, a comma. */
export function skipSpace(bytes: Buffer, start: number, comma = false): number {
  let at = start;
  while (at < bytes.length && (isSpace(bytes[at] as number) || (comma && bytes[at] === 0x2c))) at++;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
