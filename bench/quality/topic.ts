import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { contentOf } from "../../analyzers/content.js";
import { calibrationError } from "../../analyzers/linear/calibrate.js";
import { type LabelScore, macroF1 } from "../../analyzers/linear/macro-f1.js";
import { readTopicRows } from "../../analyzers/models/train/topic-rows.js";
import { createTopicAnalyzer } from "../../analyzers/topic/topic.js";
import type { Topic } from "../../core/analysis.js";
import type { Draft } from "../../core/analyzer.js";
import { shipped } from "../../core/paths.js";

/** How often a level is given, and how often it is one of those that a reader found right. */
export interface LevelScore {
  level: number;
  messages: number;
  given: number;
  right: number;
  precision: number;
}

export interface TopicQuality {
  /** First level, seven labels, on the test rows; the training rows that repeat one were left out. */
  macroF1: number;
  perClass: Record<string, LabelScore>;
  /** Expected calibration error of the confidence in the first level, on the test rows. */
  ece: number;
  /** Share of the test rows below the default threshold, and the share right among the others. */
  abstained: number;
  accuracyAbove: number;
  rows: number;
  /** Macro-F1 of always saying the most frequent label. */
  majorityMacroF1: number;
  /**
   * Levels 1 to 3 on the test half of topic_paths.csv: for 200 messages every path that a reader would accept, written
   * down before any prediction was seen; the dev half helped to choose cue words.
   */
  levels: LevelScore[];
  /** The same among the messages that are above the default threshold. */
  levelsAbove: LevelScore[];
}

const analyzer = () => {
  const { analyze } = createTopicAnalyzer();
  return (contents: readonly string[]): Topic[] =>
    (analyze(contents.map((content) => ({ content }))) as Pick<Draft, "topic">[]).map(({ topic }) => topic);
};

/** Measures the shipped topic analyzer on the development data. The model has seen none of these rows. */
export async function measureTopic(dataFolder: string): Promise<TopicQuality> {
  const topicsOf = analyzer();
  const { train, test } = readTopicRows(dataFolder);
  const truth = test.map(({ label }) => label);
  const topics = topicsOf(test.map(({ text }) => text));
  const { macroF1: score, perClass } = macroF1(
    truth,
    topics.map(({ path }) => path[0]!),
  );
  const answers = topics.map(({ path, confidence }, i) => ({ confidence, right: path[0] === truth[i] }));
  const above = answers.filter((_, i) => !topics[i]!.abstain);
  const judged = readJudged(dataFolder);
  const paths = topicsOf(judged.map(({ content }) => content));
  return {
    macroF1: score,
    perClass,
    ece: calibrationError(answers),
    abstained: 1 - above.length / answers.length,
    accuracyAbove: above.filter(({ right }) => right).length / above.length,
    rows: test.length,
    majorityMacroF1: majority(
      train.map(({ label }) => label),
      truth,
    ),
    levels: levelScores(judged, paths, () => true),
    levelsAbove: levelScores(judged, paths, ({ abstain }) => !abstain),
  };
}

function majority(seen: readonly string[], truth: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const label of seen) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [most] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  return macroF1(
    truth,
    truth.map(() => most),
  ).macroF1;
}

interface Judged {
  content: string;
  /** Every path that a reader would accept, one to three levels. */
  paths: string[][];
}

/** The test half of bench/quality/topic_paths.csv with the texts from the development data. */
function readJudged(dataFolder: string): Judged[] {
  const labels = parse(readFileSync(shipped("bench", "quality", "topic_paths.csv"), "utf8"), {
    columns: true,
  }) as Record<"file" | "id" | "split" | "paths", string>[];
  const texts = new Map<string, string>();
  for (const file of new Set(labels.map((row) => row.file))) {
    const csv = gunzipSync(readFileSync(join(dataFolder, `${file}.csv.gz`))).toString("utf8");
    for (const { id, title, text } of parse(csv, { columns: true }) as Record<"id" | "title" | "text", string>[]) {
      texts.set(`${file},${id}`, contentOf(title, text));
    }
  }
  const test = labels.filter(({ split }) => split === "test");
  return test.map(({ file, id, paths }) => {
    const content = texts.get(`${file},${id}`);
    if (content === undefined) throw new Error(`${file}.csv.gz has no message ${id}`);
    return { content, paths: paths.split("|").map((path) => path.split("/")) };
  });
}

function levelScores(
  judged: readonly Judged[],
  topics: readonly Topic[],
  counts: (topic: Topic) => boolean,
): LevelScore[] {
  return [1, 2, 3].map((level) => {
    const agrees = (one: readonly string[], other: readonly string[]) =>
      one.length >= level && one.slice(0, level).join("/") === other.slice(0, level).join("/");
    const chosen = topics.flatMap((topic, i) => (counts(topic) ? [{ path: topic.path, paths: judged[i]!.paths }] : []));
    const given = chosen.filter(({ path }) => path.length >= level);
    const right = given.filter(({ path, paths }) => paths.some((accepted) => agrees(accepted, path)));
    return {
      level,
      messages: chosen.length,
      given: given.length,
      right: right.length,
      precision: right.length / given.length,
    };
  });
}
