/**
 * When two groups of messages are about the same matter. Their likeness is the mean over all pairs of one message each
 * (average linkage, Sokal and Michener 1958) of the embeddings' cosine, plus what shared words and a shared place add,
 * less what different places take away.
 */
export interface MatterSettings {
  /** Groups at least this alike are one matter. */
  threshold: number;
  /** Embeddings closer than this add no more: the rest is for words and places to say. */
  most: number;
  /** What shared words add at most, and the mean cosine of word vectors from which they add it all. */
  words: number;
  wordsFull: number;
  /** What shared words of the titles add besides, and the mean cosine of title vectors from which they add it all. */
  titles: number;
  titlesFull: number;
  /** What a shared place or party adds at most, and the mean cosine of place vectors from which it adds it all. */
  place: number;
  placeFull: number;
  /** What may be part of a name that no list has counts this much beside a gram of a place or party. */
  name: number;
  /** A message with nothing else counts as this much of one that names a place or party. */
  nameOnly: number;
  /** What is taken away where both name places and none is shared. */
  elsewhere: number;
  /** What is taken away where both are known to lie in different districts or cities. */
  otherArea: number;
  /** What is taken away where both have a name of their own in most of their titles, and neither's is the other's. */
  otherName: number;
  /** Without embeddings: the mean cosine of word vectors that stands for a cosine of embeddings of {@link lexicalMost}. */
  lexicalFull: number;
  lexicalMost: number;
  /** Messages from which a matter is an issue. */
  least: number;
}

export const MATTER_SETTINGS: MatterSettings = {
  threshold: 0.64,
  most: 0.6,
  words: 0.3,
  wordsFull: 0.1,
  titles: 0.1,
  titlesFull: 0.2,
  place: 0.2,
  placeFull: 0.45,
  name: 0.1,
  nameOnly: 0.4,
  elsewhere: 0.25,
  otherArea: 0.3,
  otherName: 0.4,
  lexicalFull: 0.12,
  lexicalMost: 0.5,
  least: 3,
};
