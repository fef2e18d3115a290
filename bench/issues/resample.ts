import { EMBEDDING_SIZE, type MatterPrint } from "../../core/matter-print.js";
import type { Matter } from "../../trends/issues/engine/find-matters.js";
import { RandomSource } from "./planted/random-source.js";
import type { PlantedMatter } from "./planted/score.js";
import type { ReadMessage } from "./prints.js";

/** Share of the planted matters that come up in a town, and of the other messages. */
const MATTERS = 0.3;
const MESSAGES = 0.8;
/** Share of the words that a town has in common with the others: out of ten. */
const COMMON_TENTHS = 3;
/** So many of an embedding's numbers say the same in every town. */
const COMMON_NUMBERS = EMBEDDING_SIZE / 4;

/** A resampled message: which one it was made of, and in which town. */
export interface Resampled extends Matter {
  town: number;
  source: number;
}

/**
 * As many matters as are asked for, made of the prints of real and planted messages. Town after town has most of the real
 * messages and some of the planted matters, each once; names of places and most other words are the town's own, and most
 * numbers of the embeddings stand in an order of its own. So messages of one town are as alike as they were, messages of
 * two towns are not, and the number of places and issues grows with the number of messages.
 */
export function* resample(
  messages: readonly ReadMessage[],
  planted: readonly PlantedMatter[],
  count: number,
  seed = 1,
): Generator<Resampled> {
  const random = new RandomSource(seed);
  const inMatters = new Set(planted.flatMap(({ members }) => members));
  const real = messages.map((_, i) => i).filter((i) => !inMatters.has(i));
  let made = 0;
  for (let town = 0; made < count; town++) {
    const own = [
      ...real.filter(() => random.chance(MESSAGES)),
      ...planted.filter(() => random.chance(MATTERS)).flatMap(({ members }) => members),
    ];
    const turn = turned(random);
    for (const source of random.shuffled(own)) {
      if (made++ >= count) return;
      const { at, print } = messages[source]!;
      yield { id: `${town}:${source}`, at, print: inTown(print, town, turn), town, source };
    }
  }
}

/** Where each number of an embedding stands in a town. */
function turned(random: RandomSource): number[] {
  const all = Array.from({ length: EMBEDDING_SIZE }, (_, i) => i);
  return [...all.slice(0, COMMON_NUMBERS), ...random.shuffled(all.slice(COMMON_NUMBERS))];
}

/** Another hash for the same triple, by town (MurmurHash3's mixing step). */
function elsewhere(hash: number, town: number): number {
  let h = hash ^ Math.imul(town + 1, 0x9e3779b9);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

function inTown(print: MatterPrint, town: number, turn: readonly number[]): MatterPrint {
  const names = new Set([...print.placeGrams, ...print.nameGrams]);
  const list = (grams: Uint32Array): Uint32Array =>
    new Uint32Array(
      new Set([...grams].map((hash) => (names.has(hash) || hash % 10 >= COMMON_TENTHS ? elsewhere(hash, town) : hash))),
    ).sort();
  const { embedding } = print;
  return {
    ...print,
    ...(embedding && { embedding: Int8Array.from(turn, (from) => embedding[from]!) }),
    grams: list(print.grams),
    titleGrams: list(print.titleGrams),
    placeGrams: list(print.placeGrams),
    nameGrams: list(print.nameGrams),
    city: print.city === 0 ? 0 : elsewhere(print.city, town),
    district: print.district === 0 ? 0 : elsewhere(print.district, town),
  };
}
