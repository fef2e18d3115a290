import type { Message } from "../message.js";
import type { Invented, InventedMatter } from "./invented.js";
import { tell } from "./paraphrase.js";
import { RandomSource } from "./random-source.js";

/** Messages of a planted matter, in turn. */
export const SIZES = [3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200, 300] as const;

const DAY = 86_400_000;
/** One in so many is written by somebody who has written about the matter before. */
const AGAIN = 12;

/** A matter with the messages that tell it. */
export interface Planted {
  matter: InventedMatter;
  messages: Message[];
}

/**
 * Writes messages about every invented matter, each matter as often as its turn says, within days or months between two
 * instants.
 * @param seed another one gives other sizes, words and times
 */
export function plant(invented: Invented, { seed, from, to }: { seed: number; from: number; to: number }): Planted[] {
  const random = new RandomSource(seed);
  const { kinds, phrases } = invented;
  return random.shuffled(invented.matters).map((matter, turn) => {
    const size = SIZES[turn % SIZES.length]!;
    const kind = kinds[matter.kind]!;
    const span = Math.min(to - from, (2 + size * (0.2 + 2 * random.share())) * DAY);
    const start = from + random.share() * (to - from - span);
    let citizens = 0;
    const messages = Array.from({ length: size }, (_, i): Message => {
      const { title, text } = tell(matter, kind, phrases, random);
      const again = citizens > 0 && random.below(AGAIN) === 0;
      const citizen = again ? random.below(citizens) : citizens++;
      return {
        id: `planted:${matter.id}:${i}`,
        title,
        text,
        time: timeAt(start + random.share() * span),
        user: `planted-${matter.id}-${citizen}`,
      };
    });
    return { matter, messages };
  });
}

/** An instant as the files of messages have it, in Shanghai time. */
function timeAt(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}
