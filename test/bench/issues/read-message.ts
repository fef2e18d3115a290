import type { ReadMessage } from "../../../bench/issues/prints.js";

/** A message that was read, with words given by hand. */
export function readMessage(id: string, words: string, more: Partial<ReadMessage> = {}): ReadMessage {
  const grams = Uint32Array.from(
    words.split(" ").map((word) => [...word].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7)),
  );
  const print = {
    grams: grams.sort(),
    titleGrams: grams,
    placeGrams: new Uint32Array(),
    nameGrams: new Uint32Array(),
    city: 0,
    district: 0,
  };
  return {
    id,
    documentId: `d${id}`,
    at: Number(id),
    print,
    signature: "",
    tokens: words.split(" "),
    places: [],
    ...more,
  };
}
