import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Topic } from "../../core/analysis.js";
import { shipped } from "../../core/paths.js";
import { readCsv } from "../../scripts/sentiment/corpora.js";
import type { Product } from "./contestants/product.js";

/** How often a level of the topic is given, and how often it is one of those that a reader found right. */
export interface LevelScore {
  level: number;
  messages: number;
  given: number;
  precision: number;
}

interface Judged {
  title: string;
  text: string;
  /** Every path that a reader would accept, one to three levels. */
  paths: string[][];
}

/**
 * Levels 1 to 3 on the test half of topic_paths.csv: for 200 messages every path that a reader would accept, written
 * down before any prediction was seen; the dev half helped to choose cue words.
 */
export async function measureLevels(dataFolder: string, product: Product): Promise<LevelScore[]> {
  const judged = readJudged(dataFolder);
  const topics = (await product.analyse(judged, "board")).map(({ topic }) => topic);
  return [1, 2, 3].map((level) => levelScore(judged, topics, level));
}

/** The test half of bench/quality/topic_paths.csv with the texts from the development data. */
function readJudged(dataFolder: string): Judged[] {
  const labels = parse(readFileSync(shipped("bench", "quality", "topic_paths.csv"), "utf8"), {
    columns: true,
  }) as Record<"file" | "id" | "split" | "paths", string>[];
  const texts = new Map<string, { title: string; text: string }>();
  for (const file of new Set(labels.map((row) => row.file))) {
    for (const { id, title = "", text = "" } of readCsv(dataFolder, file)) texts.set(`${file},${id}`, { title, text });
  }
  const test = labels.filter(({ split }) => split === "test");
  return test.map(({ file, id, paths }) => {
    const message = texts.get(`${file},${id}`);
    if (message === undefined) throw new Error(`${file}.csv.gz has no message ${id}`);
    return { ...message, paths: paths.split("|").map((path) => path.split("/")) };
  });
}

function levelScore(judged: readonly Judged[], topics: readonly Topic[], level: number): LevelScore {
  const agrees = (one: readonly string[], other: readonly string[]) =>
    one.length >= level && one.slice(0, level).join("/") === other.slice(0, level).join("/");
  const given = topics.flatMap(({ path }, i) => (path.length >= level ? [{ path, paths: judged[i]!.paths }] : []));
  const right = given.filter(({ path, paths }) => paths.some((accepted) => agrees(accepted, path)));
  return { level, messages: judged.length, given: given.length, precision: right.length / given.length };
}
