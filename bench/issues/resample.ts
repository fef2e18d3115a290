import { EMBEDDING_SIZE, type MatterPrint } from "../../core/matter-print.js";
import type { Matter } from "../../trends/issues/engine/find-matters.js";
import { RandomSource } from "./planted/random-source.js";
import type { PlantedMatter } from "./planted/score.js";
import type { ReadMessage } from "./prints.js";

/** Share of the planted matters that come up in a town. */
const MATTERS = 0.3;
/** Share of the words that are replaced by others, and how far a number of an embedding may move. */
const OTHER_WORDS = 0.3;
const JITTER = 4;

/**
 * As many matters as are asked for, made of the prints of real and planted messages: town after town has every real
 * message and some of the planted matters once, under place names of its own, with some other words and a slightly other
 * embedding. So the number of places grows with the number of messages, and each has as many as in the real ones.
 */
export function* resample(
  messages: readonly ReadMessage[],
  planted: readonly PlantedMatter[],
  count: number,
  seed = 1,
): Generator<Matter> {
  const random = new RandomSource(seed);
  const inMatters = new Set(planted.flatMap(({ members }) => members));
  const real = messages.map((_, i) => i).filter((i) => !inMatters.has(i));
  let made = 0;
  for (let town = 0; made < count; town++) {
    const own = planted.filter(() => random.chance(MATTERS)).flatMap(({ members }) => members);
    for (const i of random.shuffled([...real, ...own])) {
      if (made++ >= count) return;
      const { at, print } = messages[i]!;
      const other = random.one(messages).print;
      yield { id: `${town}:${i}`, at, print: varied(print, other, town, random) };
    }
  }
}

/** Another hash for the same triple, by town (MurmurHash3's mixing step). */
function elsewhere(hash: number, town: number): number {
  let h = hash ^ Math.imul(town, 0x9e3779b9);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

function varied(print: MatterPrint, other: MatterPrint, town: number, random: RandomSource): MatterPrint {
  const names = new Set(print.placeGrams);
  const list = (grams: Uint32Array, others: Uint32Array): Uint32Array => {
    const own = new Set<number>();
    for (const hash of grams) {
      if (names.has(hash)) own.add(elsewhere(hash, town));
      else if (others.length > 0 && random.chance(OTHER_WORDS)) own.add(random.one(others));
      else own.add(hash);
    }
    return Uint32Array.from(own).sort();
  };
  const embedding = print.embedding && new Int8Array(EMBEDDING_SIZE);
  embedding?.forEach((_, i) => {
    const moved = print.embedding![i]! + random.below(2 * JITTER + 1) - JITTER;
    embedding[i] = Math.max(-127, Math.min(127, moved));
  });
  return {
    ...print,
    ...(embedding && { embedding }),
    grams: list(print.grams, other.grams),
    titleGrams: list(print.titleGrams, other.titleGrams),
    placeGrams: Uint32Array.from(print.placeGrams, (hash) => elsewhere(hash, town)).sort(),
    city: elsewhere(print.city, town),
  };
}
