import type { Finder } from "./finders/finder.js";
import { balanceOf, type HandMade, type HandMadeScore, scoreHandMade } from "./known.js";
import { type PlantedScore, scorePlanted, together } from "./planted/score.js";
import type { PlantedCorpus } from "./planted.js";
import type { ReadMessage } from "./prints.js";

/** Messages with what is known of them. */
export interface Course {
  messages: readonly ReadMessage[];
  known: HandMade;
}

/** What a way of finding issues achieved with the parameter that did best on the tuning issues. */
export interface ContestRow {
  finder: Finder;
  value: number;
  tuning: HandMadeScore;
  gold: HandMadeScore;
  planted: PlantedScore;
  seconds: number;
}

/** Every finder gets its parameter from the tuning issues; then it is measured on the gold issues and the planted ones. */
export async function contest(
  finder: Finder,
  tuning: Course,
  gold: Course,
  planted: readonly PlantedCorpus[],
): Promise<ContestRow> {
  const started = performance.now();
  const idsOf = (messages: readonly ReadMessage[]) => messages.map(({ id }) => id);
  const ids = idsOf(tuning.messages);
  const tried = (await finder.find(tuning.messages, finder.values)).map((labels, i) => ({
    value: finder.values[i]!,
    score: scoreHandMade(labels, ids, tuning.known),
  }));
  const best = tried.reduce((a, b) => (balanceOf(b.score) > balanceOf(a.score) ? b : a));
  const labelsOf = async (messages: readonly ReadMessage[]) => (await finder.find(messages, [best.value]))[0]!;
  const rounds: PlantedScore[] = [];
  for (const { messages, matters } of planted) rounds.push(scorePlanted(await labelsOf(messages), matters));
  return {
    finder,
    value: best.value,
    tuning: best.score,
    gold: scoreHandMade(await labelsOf(gold.messages), idsOf(gold.messages), gold.known),
    planted: together(rounds),
    seconds: (performance.now() - started) / 1000,
  };
}
