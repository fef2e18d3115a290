import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { cleanText } from "../../analyzers/clean.js";
import { contentOf } from "../../analyzers/content.js";
import { createDemandAnalyzer } from "../../analyzers/demand/demand.js";
import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import { createSentimentAnalyzer } from "../../analyzers/sentiment/sentiment.js";
import { createSeverityAnalyzer } from "../../analyzers/severity/severity.js";
import { type Draft, ItemError } from "../../core/analyzer.js";
import { shipped } from "../../core/paths.js";
import { readCsv } from "../../scripts/sentiment/corpora.js";

/** Agreement with one person's labels of real citizens' messages (bench/quality/message_labels.csv). */
export interface MessageScore {
  /** `calibration`: read while the rules were written. `check`: labelled before the rules were run on them. */
  split: string;
  messages: number;
  sentiment: number;
  severity: number;
  demand: number;
}

interface LabelRow {
  file: string;
  id: string;
  split: string;
  sentiment: string;
  severity: string;
  demand: string;
}

function draftOf(row: Record<string, string>): Draft {
  const title = cleanText(row.title ?? "").text;
  return { title, content: contentOf(title, cleanText(row.text ?? "").text) } as Draft;
}

async function analyse(drafts: Draft[]): Promise<void> {
  const { analyzer: segment } = createSegmentAnalyzer({ engine: "nodejieba", dictionaries: [] });
  for (const analyzer of [segment, createDemandAnalyzer(), createSentimentAnalyzer(), createSeverityAnalyzer()]) {
    const results = await analyzer.analyze(drafts);
    for (const [i, result] of results.entries()) {
      if (result instanceof ItemError) throw result;
      Object.assign(drafts[i] as Draft, result);
    }
  }
}

/** Shares of labelled messages on which analyzer and person agree. */
export async function measureMessages(dataFolder: string): Promise<MessageScore[]> {
  const labels = parse(readFileSync(shipped("bench", "quality", "message_labels.csv")), {
    columns: true,
  }) as LabelRow[];
  const texts = new Map<string, Record<string, string>>();
  for (const file of new Set(labels.map((label) => label.file))) {
    for (const row of readCsv(dataFolder, file)) texts.set(`${file} ${row.id}`, row);
  }
  const drafts = labels.map(({ file, id }) => draftOf(texts.get(`${file} ${id}`) ?? {}));
  await analyse(drafts);
  return [...new Set(labels.map((label) => label.split))].map((split) => {
    const own = labels.flatMap((label, i) => (label.split === split ? [{ label, draft: drafts[i] as Draft }] : []));
    const share = (agree: (label: LabelRow, draft: Draft) => boolean) =>
      own.filter(({ label, draft }) => agree(label, draft)).length / own.length;
    return {
      split,
      messages: own.length,
      sentiment: share((label, draft) => label.sentiment === draft.sentiment.label),
      severity: share((label, draft) => label.severity === String(draft.severity.level)),
      demand: share((label, draft) => label.demand === draft.demand),
    };
  });
}

/** What the citizens of one board said their messages are, and the demands that go with it. */
const BOARD_TYPES: Record<string, readonly string[]> = {
  "投诉/求助": ["投诉", "求助", "举报"],
  咨询: ["咨询"],
  建言: ["建议"],
  感谢: ["表扬"],
};

/** Agreement of the demand with the type that citizens chose on a board, without being told it. */
export async function measureDemand(dataFolder: string): Promise<{ type: string; messages: number; agree: number }[]> {
  const rows = readCsv(dataFolder, "messages_hangzhou");
  const drafts = rows.map(draftOf);
  await analyse(drafts);
  return Object.entries(BOARD_TYPES).map(([type, demands]) => {
    const own = drafts.filter((_, i) => rows[i]?.type === type);
    return { type, messages: own.length, agree: own.filter((d) => demands.includes(d.demand)).length / own.length };
  });
}
