import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { readTopicRows } from "../../analyzers/models/train/topic-rows.js";
import { shipped } from "../../core/paths.js";
import { labelledRows, readCsv } from "../../scripts/sentiment/corpora.js";
import { repeatsOf } from "./repeats.js";
import type { Example, Task } from "./task.js";

type Known = Omit<Task, "repeats">;

/** The tasks by what they need read: only that is read. */
const READERS: Record<string, (folder: string) => Known[]> = {
  topic: readTopic,
  reviews: readReviews,
  emotion: readEmotions,
  messages: readMessages,
};

const TASKS: Record<string, keyof typeof READERS> = {
  topic: "topic",
  shopping: "reviews",
  takeaway: "reviews",
  weibo: "reviews",
  chnsenticorp: "reviews",
  emotion: "emotion",
  "emotion-virus": "emotion",
  hotline: "messages",
  severity: "messages",
  demand: "messages",
};

/** Names of every task, in the order of the table. */
export const TASK_IDS = Object.keys(TASKS);

/**
 * The tasks with their rows, what repeats a training row left out of those that are measured.
 * @param folder the development data
 */
export function openTasks(folder: string, ids: readonly string[]): Task[] {
  const readers = new Set(ids.map((id) => TASKS[id]!));
  const known = [...readers].flatMap((name) => READERS[name]!(folder));
  const wanted = known.filter(({ id }) => ids.includes(id));
  return wanted.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)).map(withoutRepeats);
}

const wholeText = ({ title = "", text }: Example): string => `${title} ${text}`;

function withoutRepeats(task: Known): Task {
  const flags = repeatsOf(task.test.map(wholeText), task.train.map(wholeText));
  const test = task.test.filter((_, i) => !flags[i]);
  return { ...task, test, repeats: task.test.length - test.length };
}

function readTopic(folder: string): Known[] {
  const { train, test } = readTopicRows(folder);
  const from = (source: string) => (row: { text: string; label: string }) => ({ ...row, source });
  return [
    {
      id: "topic",
      question: "topic",
      what: { zh: "主题一级，七类", en: "topic, first level, seven classes" },
      measure: "macro-F1",
      channel: "board",
      // The segmented rows as one text again: no contestant is told where the words are.
      train: train.map(({ text, label }) => ({ text: text.replaceAll(" ", ""), label, source: "topic" })),
      test: test.map(from("topic_raw")),
    },
  ];
}

const CORPORA = [
  { id: "shopping", corpus: "shopping", zh: "购物评论的正负", en: "sign of shopping reviews" },
  { id: "takeaway", corpus: "takeaway", zh: "外卖评论的正负", en: "sign of food-delivery reviews" },
  { id: "weibo", corpus: "weibo", zh: "微博的正负", en: "sign of Weibo posts" },
  { id: "chnsenticorp", corpus: "reviews", zh: "ChnSentiCorp 测试集的正负", en: "sign of ChnSentiCorp, test" },
];

function readReviews(folder: string): Known[] {
  const rows = labelledRows(folder);
  return CORPORA.map(({ id, corpus, zh, en }) => {
    const part = (split: string): Example[] =>
      rows
        .filter((row) => row.corpus === corpus && row.split === split)
        .map(({ text, label, domain }) => ({ text, label: label === 1 ? "positive" : "negative", source: domain }));
    const [train, test] = [part("train"), part("test")];
    return { id, question: "sign", what: { zh, en }, measure: "accuracy", channel: "post", train, test };
  });
}

function readEmotions(folder: string): Known[] {
  const rows = [...readCsv(folder, "emotion_weibo_train"), ...readCsv(folder, "emotion_weibo")];
  const part = (splits: Record<string, string>): Example[] =>
    rows
      .filter(({ domain = "", split = "" }) => splits[domain] === split)
      .map(({ text = "", label = "", domain = "" }) => ({ text, label, source: domain }));
  const train = part({ usual: "train", virus: "train" });
  const task = (id: string, splits: Record<string, string>, zh: string, en: string): Known => {
    const test = part(splits);
    return { id, question: "emotion", what: { zh, en }, measure: "macro-F1", channel: "post", train, test };
  };
  return [
    task("emotion", { usual: "eval" }, "六种情绪，日常微博", "six emotions, everyday posts"),
    task("emotion-virus", { virus: "test" }, "六种情绪，疫情微博", "six emotions, posts of the epidemic"),
  ];
}

interface LabelRow {
  file: string;
  id: string;
  split: string;
  sentiment: string;
  severity: string;
  demand: string;
}

function readMessages(folder: string): Known[] {
  const path = shipped("bench", "quality", "message_labels.csv");
  const labels = parse(readFileSync(path), { columns: true }) as LabelRow[];
  const texts = new Map<string, Record<string, string>>();
  for (const file of new Set(labels.map((label) => label.file))) {
    for (const row of readCsv(folder, file)) texts.set(`${file} ${row.id}`, row);
  }
  const part = (split: string, column: "sentiment" | "severity" | "demand"): Example[] =>
    labels
      .filter((label) => label.split === split)
      .map((label) => {
        const row = texts.get(`${label.file} ${label.id}`);
        if (row === undefined) throw new Error(`${label.file}.csv.gz has no message ${label.id}`);
        return { title: row.title ?? "", text: row.text ?? "", label: label[column], source: label.file };
      });
  const board = { channel: "board" } as const;
  return [
    {
      ...board,
      id: "hotline",
      question: "sentiment",
      what: { zh: "留言负面/中性", en: "citizens' messages, negative/neutral" },
      measure: "macro-F1",
      train: part("train", "sentiment"),
      // One message of thanks is no class to be measured.
      test: part("test", "sentiment").filter(({ label }) => label !== "positive"),
    },
    {
      ...board,
      id: "severity",
      question: "severity",
      what: { zh: "留言严重程度，四级", en: "citizens' messages, severity, four levels" },
      measure: "kappa",
      train: part("train", "severity"),
      test: part("test", "severity"),
    },
    {
      ...board,
      id: "demand",
      question: "demand",
      what: { zh: "留言诉求，六类", en: "citizens' messages, demand, six classes" },
      measure: "accuracy",
      train: part("train", "demand"),
      test: part("test", "demand"),
    },
  ];
}
