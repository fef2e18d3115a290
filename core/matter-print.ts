/** Numbers of an embedding. */
export const EMBEDDING_SIZE = 256;

/**
 * What hot issues are found by: which places and parties a message names, in which words it tells its matter, and what
 * the model makes of it. Made where texts are analysed, kept in state, never in the store. All lists are hashes,
 * ascending and without repeats, so that nothing of the text can be read off them.
 */
export interface MatterPrint {
  /** The model's embedding, length about 127, each number −127 … 127. Absent where no model answered. */
  embedding?: Int8Array;
  /** Overlapping triples of Han characters and of words and numbers in other letters, of title and text, at most 300. */
  grams: Uint32Array;
  /** Those of them that stand in the title, or in the first sentence of a message without one. */
  titleGrams: Uint32Array;
  /** Triples of the names of places and parties (names of two characters whole), districts left out. */
  placeGrams: Uint32Array;
  /** Those of the title that are not used at large: mostly parts of names that no list of places has. */
  nameGrams: Uint32Array;
  /** Hashes of the names of city and district; 0 where not known. */
  city: number;
  district: number;
}

/** The first byte of a print. */
export const MATTER_PRINT_VERSION = 1;
const HEADER = 18;

/**
 * A print as base64 text of some 1,400 characters: version, whether there is an embedding, the lengths of the four
 * lists, city and district, then the embedding and the numbers of the lists.
 */
export function encodeMatterPrint(print: MatterPrint): string {
  const { embedding, grams, titleGrams, placeGrams, nameGrams } = print;
  const lists = [grams, titleGrams, placeGrams, nameGrams];
  const numbers = lists.reduce((sum, list) => sum + list.length, 0);
  const bytes = Buffer.alloc(HEADER + (embedding ? EMBEDDING_SIZE : 0) + 4 * numbers);
  bytes[0] = MATTER_PRINT_VERSION;
  bytes[1] = embedding ? 1 : 0;
  let at = 2;
  for (const list of lists) at = bytes.writeUInt16LE(list.length, at);
  for (const area of [print.city, print.district]) at = bytes.writeUInt32LE(area, at);
  if (embedding) {
    bytes.set(new Uint8Array(embedding.buffer, embedding.byteOffset, EMBEDDING_SIZE), at);
    at += EMBEDDING_SIZE;
  }
  for (const list of lists) for (const hash of list) at = bytes.writeUInt32LE(hash, at);
  return bytes.toString("base64");
}

/**
 * A print from its text, or from the bytes of its text.
 * @throws RangeError when it was not made by {@link encodeMatterPrint} of this version
 */
export function decodeMatterPrint(print: string | Uint8Array): MatterPrint {
  const bytes =
    typeof print === "string"
      ? Buffer.from(print, "base64")
      : Buffer.from(print.buffer, print.byteOffset, print.byteLength);
  if (bytes.length < HEADER || bytes[0] !== MATTER_PRINT_VERSION) {
    throw new RangeError(`not a matter print of version ${MATTER_PRINT_VERSION}`);
  }
  const withEmbedding = bytes[1] === 1;
  const lengths = [0, 1, 2, 3].map((i) => bytes.readUInt16LE(2 + 2 * i));
  const start = HEADER + (withEmbedding ? EMBEDDING_SIZE : 0);
  const total = lengths.reduce((sum, n) => sum + n, 0);
  if (bytes.length !== start + 4 * total) throw new RangeError("a matter print that was cut short");
  let at = start;
  const [grams, titleGrams, placeGrams, nameGrams] = lengths.map((length) => {
    const list = new Uint32Array(length);
    for (let i = 0; i < length; i++, at += 4) list[i] = bytes.readUInt32LE(at);
    return list;
  }) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const areas = { city: bytes.readUInt32LE(10), district: bytes.readUInt32LE(14) };
  const lists = { grams, titleGrams, placeGrams, nameGrams, ...areas };
  if (!withEmbedding) return lists;
  return { embedding: new Int8Array(bytes.subarray(HEADER, start)), ...lists };
}

/** Whether a print (its bytes) was made by {@link encodeMatterPrint} of this version; one of another version can't be read. */
export function isCurrentPrint(print: Uint8Array): boolean {
  return print[0] === MATTER_PRINT_VERSION;
}

/** What messages find one another by: grams of places and parties, and of the title; ascending, without repeats. */
export function keysOf({ placeGrams, titleGrams }: Pick<MatterPrint, "placeGrams" | "titleGrams">): Uint32Array {
  return Uint32Array.from(new Set([...placeGrams, ...titleGrams])).sort();
}
