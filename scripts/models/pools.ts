import type { Blend } from "../../analyzers/blend/blend.js";
import { type EmoticonOdds, emoticonScore } from "../../analyzers/blend/emoticons.js";
import { type LinearId, linearVoice } from "../../analyzers/blend/models.js";
import type { LinearModel } from "../../analyzers/linear/linear-model.js";
import { sharesOf } from "../../analyzers/sentiment/blended.js";
import { SEVERITY_NAMES } from "../../analyzers/severity/severity.js";
import { DEMANDS, EMOTIONS, SENTIMENT_LABELS } from "../../core/analysis.js";
import type { Heard } from "./fit-pool.js";
import type { Judged } from "./judges.js";

/** A task that is decided by weighing judges. */
export interface PoolTask {
  id: keyof Omit<Blend, "about" | "encoder" | "hash">;
  classes: readonly string[];
  rows: Heard[];
  has: { linear: boolean; words: boolean };
}

/** The linear models that there are. */
export type LinearModels = Partial<Record<"topic" | LinearId, LinearModel | undefined>>;

/** The tasks, each with the rows that are labelled for it, as their judges see them. */
export function poolTasks(
  judged: readonly Judged[],
  topics: readonly string[],
  models: LinearModels,
  odds: EmoticonOdds,
): PoolTask[] {
  const task = (
    id: PoolTask["id"],
    classes: readonly string[],
    encoderOf: (row: Judged) => ArrayLike<number>,
    wordsOf?: (row: Judged) => number[],
    linear?: LinearModel,
    emoticonsOf?: (row: Judged) => number[] | undefined,
  ): PoolTask => ({
    id,
    classes,
    has: { linear: linear !== undefined, words: wordsOf !== undefined },
    rows: judged.flatMap((one) => {
      const label = one.row.labels[id];
      if (label === undefined) return [];
      const encoder = encoderOf(one);
      const voices = {
        encoder,
        linear: linearVoice(linear, classes, one.row.content, encoder),
        words: wordsOf?.(one),
        emoticons: emoticonsOf?.(one),
      };
      return [{ voices, truth: classes.indexOf(label) }];
    }),
  });
  const lexicon = (one: Judged) => sharesOf(one.lexicon);
  const emoticons = ({ row }: Judged) => {
    const score = emoticonScore(row.content, odds);
    return score === undefined ? undefined : sharesOf(score);
  };
  return [
    task(
      "topic",
      topics,
      ({ encoded }) => topics.map((name) => encoded.topic[name]!),
      (one) => one.topicShares,
      models.topic,
    ),
    task("civic", SENTIMENT_LABELS, ({ encoded }) => encoded.civic, lexicon, models.civic),
    task("post", SENTIMENT_LABELS, ({ encoded }) => encoded.post, lexicon, models.post, emoticons),
    task("emotion", EMOTIONS, ({ encoded }) => encoded.emotion, undefined, models.emotion),
    task(
      "demand",
      DEMANDS,
      ({ encoded }) => encoded.demand,
      (one) => one.demandShares,
      models.demand,
    ),
    task("severity", SEVERITY_NAMES, ({ encoded }) => encoded.severity, undefined, models.severity),
  ];
}
