import { spawnSync } from "node:child_process";
import { cleanText } from "../../analyzers/clean.js";
import { createDemandAnalyzer } from "../../analyzers/demand/demand.js";
import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import { createSentimentAnalyzer } from "../../analyzers/sentiment/sentiment.js";
import type { Draft } from "../../core/analyzer.js";
import { ItemError } from "../../core/analyzer.js";
import { shipped } from "../../core/paths.js";
import { type LabelledRow, labelledRows } from "../../scripts/sentiment/corpora.js";

/** Accuracy on the held-out rows of one corpus of reviews: hotels, laptops and books (`reviews`), and others. */
export interface SentimentScore {
  corpus: string;
  rows: number;
  /** Share of rows whose score has the sign of the label. */
  accuracy: number;
  /** Share of rows that the label calls neutral. */
  neutral: number;
  /** The peer on the same rows, where it was asked. */
  peer?: {
    accuracy: number;
    /** Share of these rows that the peer was trained on. */
    seen: number;
    /** Its accuracy on the rows it was not trained on; absent when it has seen all. */
    accuracyUnseen?: number;
  };
}

type PeerOpinion = { positive: boolean; seen: boolean };

/** SnowNLP's opinions, from a Python that has it installed. */
function askPeer(python: string, texts: readonly string[]): PeerOpinion[] {
  const run = spawnSync(python, [shipped("bench", "quality", "snownlp_sentiment.py")], {
    input: texts.map((text) => `${JSON.stringify(text)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (run.status !== 0) throw new Error("snownlp_sentiment.py failed");
  return run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [probability, seen] = line.split("\t");
      return { positive: Number(probability) > 0.5, seen: seen === "1" };
    });
}

const share = <T>(list: readonly T[], is: (item: T) => boolean) => list.filter(is).length / list.length;

/** How the shipped lexicon does on reviews that nothing was learned from; beside it the peer when `python` is given. */
export async function measureSentiment(dataFolder: string, python?: string): Promise<SentimentScore[]> {
  const { analyzer: segment } = createSegmentAnalyzer({ engine: "nodejieba", dictionaries: [] });
  const demand = createDemandAnalyzer();
  const sentiment = createSentimentAnalyzer();
  const rows = labelledRows(dataFolder).filter((row) => row.split === "test");
  const drafts = rows.map((row) => ({ content: cleanText(row.text).text }) as Draft);
  for (const analyzer of [segment, demand, sentiment]) {
    const results = await analyzer.analyze(drafts);
    for (const [i, result] of results.entries()) {
      if (result instanceof ItemError) throw result;
      Object.assign(drafts[i] as Draft, result);
    }
  }
  const opinions =
    python === undefined
      ? undefined
      : askPeer(
          python,
          rows.map((row) => row.text),
        );
  const measured = rows.map((row, i) => ({ row, ours: (drafts[i] as Draft).sentiment, peer: opinions?.[i] }));

  return [...new Set(rows.map((row) => row.corpus))].map((corpus) => {
    const own = measured.filter(({ row }) => row.corpus === corpus);
    const right = (row: LabelledRow, peer: PeerOpinion | undefined) => peer?.positive === (row.label === 1);
    const unseen = own.filter(({ peer }) => peer !== undefined && !peer.seen);
    return {
      corpus,
      rows: own.length,
      accuracy: share(own, ({ row, ours }) => (row.label === 1 ? ours.score > 0 : ours.score < 0)),
      neutral: share(own, ({ ours }) => ours.label === "neutral"),
      ...(opinions !== undefined && {
        peer: {
          accuracy: share(own, ({ row, peer }) => right(row, peer)),
          seen: share(own, ({ peer }) => peer?.seen === true),
          ...(unseen.length > 0 && { accuracyUnseen: share(unseen, ({ row, peer }) => right(row, peer)) }),
        },
      }),
    };
  });
}
