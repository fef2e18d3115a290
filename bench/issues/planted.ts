import { instantOf, type Message } from "./message.js";
import { readInvented } from "./planted/invented.js";
import { plant } from "./planted/plant.js";
import type { PlantedMatter } from "./planted/score.js";
import { type ReadMessage, readPrints } from "./prints.js";

/** Real messages with planted ones among them. */
export interface PlantedCorpus {
  /** The real ones first. */
  messages: ReadMessage[];
  matters: PlantedMatter[];
}

/**
 * Plants every invented matter among real messages, as if it had been written about in the same months.
 * @param real what stands there, as read from `messages`
 */
export async function readPlanted(
  messages: readonly Message[],
  real: readonly ReadMessage[],
  seed: number,
): Promise<PlantedCorpus> {
  const times = messages.map(instantOf).sort((a, b) => a - b);
  // The first hundredth reaches back years before the rest.
  const from = times[Math.floor(times.length / 100)]!;
  const planted = plant(readInvented(), { seed, from, to: times.at(-1)! });
  const read = await readPrints(planted.flatMap((one) => one.messages));
  const index = new Map(read.map(({ id }, i) => [id, real.length + i]));
  return {
    messages: [...real, ...read],
    matters: planted.map(({ matter: { id, place, kind }, messages: own }) => ({
      id,
      place,
      kind,
      members: own.flatMap((message) => index.get(message.id) ?? []),
    })),
  };
}
