/** Everything that is no Chinese character counts as one of these symbols. */
export const HARD = 0x7c; // | punctuation, space, anything that ends a name
export const DIGIT = 0x30; // 0
export const LETTER = 0x61; // a
export const ADMIN = 0x40; // @ the last character of an anonymised division: A市, A3区, M10县, 西地省
export const INSIDE = 0x7e; // ~ the characters before it
export const JOINER = 0xb7; // · between two parts of one name

/** Longest text that is looked at, in UTF-16 units: what a message is about stands early. */
export const CAP = 2000;

const TABLE = (() => {
  const table = new Uint16Array(65536).fill(HARD);
  for (let code = 0x3400; code <= 0x9fff; code++) if (code < 0x4dc0 || code >= 0x4e00) table[code] = code;
  table[0x3007] = 0x3007;
  for (let code = 0x30; code <= 0x39; code++) table[code] = DIGIT;
  for (let code = 0x41; code <= 0x5a; code++) {
    table[code] = LETTER;
    table[code + 32] = LETTER;
  }
  for (const joiner of "·•・‧") table[joiner.charCodeAt(0)] = JOINER;
  return table;
})();

const isDivisionEnd = (code: number): boolean => code === 0x5e02 || code === 0x533a || code === 0x53bf; // 市 区 县
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/**
 * Index of the first unit of an anonymised division (A市, A3区, M10县) that ends at `last`, −1 where there is none.
 * The letter must stand alone: in KTV区 there is none.
 */
export function anonymisedStart(text: string, last: number): number {
  if (!isDivisionEnd(text.charCodeAt(last))) return -1;
  let at = last - 1;
  while (at > last - 3 && isDigit(text.charCodeAt(at))) at--;
  if (at < 0 || !isCapital(text.charCodeAt(at))) return -1;
  if (at > 0 && TABLE[text.charCodeAt(at - 1)] === LETTER) return -1;
  return at;
}

/** The text as symbols, one per UTF-16 unit, at most {@link CAP}; written into `out`. Returns how many. */
export function toSymbols(text: string, out: Uint16Array): number {
  const length = Math.min(text.length, CAP);
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    out[at] = TABLE[code]!;
    if (isDivisionEnd(code)) {
      const start = anonymisedStart(text, at);
      if (start >= 0) {
        out.fill(INSIDE, start, at);
        out[at] = ADMIN;
      }
    } else if (code === 0x7701 && at > 1 && text.charCodeAt(at - 1) === 0x5730 && text.charCodeAt(at - 2) === 0x897f) {
      out.fill(INSIDE, at - 2, at); // 西地省, the province of the public anonymised data
      out[at] = ADMIN;
    }
  }
  return length;
}
