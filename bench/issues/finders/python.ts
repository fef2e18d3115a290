import { spawnSync } from "node:child_process";
import type { Localized } from "../../../core/localized.js";
import { shipped } from "../../../core/paths.js";
import { benchPython } from "../../python.js";
import type { ReadMessage } from "../prints.js";
import type { Finder } from "./finder.js";

/** On words as our segmenter finds them. */
const byWords = (messages: readonly ReadMessage[]) => ({ texts: messages.map(({ tokens }) => tokens.join(" ")) });

const byEmbeddings = (messages: readonly ReadMessage[]) => ({
  embeddings: messages.map(({ id, print }) => {
    if (print.embedding === undefined) throw new Error(`message ${id} has no embedding`);
    return [...print.embedding];
  }),
});

function pythonFinder(
  id: string,
  name: Localized,
  parameter: string,
  values: readonly number[],
  input: (messages: readonly ReadMessage[]) => object,
): Finder {
  return {
    id,
    name,
    parameter,
    values,
    find: (messages, chosen) => {
      const script = shipped("bench", "issues", "finders", "cluster.py");
      const run = spawnSync(benchPython("clusters"), [script], {
        input: JSON.stringify({ method: id, values: chosen, ...input(messages) }),
        encoding: "utf8",
        maxBuffer: 1 << 28,
        stdio: ["pipe", "pipe", "inherit"],
      });
      if (run.status !== 0) throw new Error(`${script} failed${run.error ? `: ${run.error.message}` : ""}`);
      const lines = run.stdout.trimEnd().split("\n");
      const labellings = lines.map((line) => JSON.parse(line) as number[]);
      if (labellings.length !== chosen.length || labellings.some((labels) => labels.length !== messages.length)) {
        throw new Error(`${script} answered something else than it was asked`);
      }
      return labellings;
    },
  };
}

/** What users of Python would take. */
export const pythonFinders: readonly Finder[] = [
  pythonFinder(
    "k-means",
    { zh: "k-means，词 TF-IDF", en: "k-means on TF-IDF of words" },
    "messages per cluster",
    [5, 10, 20],
    byWords,
  ),
  pythonFinder(
    "dbscan",
    { zh: "DBSCAN，词 TF-IDF", en: "DBSCAN on TF-IDF of words" },
    "distance",
    [0.4, 0.5, 0.6, 0.7],
    byWords,
  ),
  pythonFinder(
    "bertopic",
    { zh: "BERTopic 的做法，用我们的向量", en: "BERTopic's recipe on our embeddings" },
    "smallest cluster",
    [3, 5, 10],
    byEmbeddings,
  ),
];
