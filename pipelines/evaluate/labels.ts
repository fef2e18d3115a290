import { DEMANDS, EMOTIONS, SENTIMENT_LABELS } from "../../core/analysis.js";
import { UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import { plainName, topicPath } from "./topic-path.js";

/** What can be measured against a user's labels. */
export const TASKS = ["topic", "sentiment", "severity", "demand", "emotion"] as const;
export type EvaluationTask = (typeof TASKS)[number];

/** How labels of a task are read. */
export interface LabelReader {
  task: EvaluationTask;
  /** What a label can be, for messages. */
  expected: Localized;
  /** The class that the cells of a row name: a label of core/analysis.ts, or levels joined by `/`. */
  read(cells: readonly string[]): string | undefined;
}

const words = (lists: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(lists).flatMap(([name, list]) => list.split(" ").map((word) => [word, name] as const)));

const SENTIMENT = words({
  negative: "negative neg 负面 消极 负 负向 不满 差评",
  neutral: "neutral neu 中性 中立 中 客观",
  positive: "positive pos 正面 积极 正 正向 好评",
});
const EMOTION = words({
  happy: "happy happiness joy 高兴 喜悦 开心 快乐 积极",
  angry: "angry anger 愤怒 生气",
  sad: "sad sadness 悲伤 伤心 难过",
  fear: "fear 恐惧 害怕 担心",
  surprise: "surprise surprised 惊讶 惊奇 吃惊",
  neutral: "neutral 中性 无情绪 无",
});
const SEVERITY = words({ "0": "咨询 0级", "1": "一般 不便 1级", "2": "严重 2级", "3": "危急 危险 3级" });
const DEMAND = words(Object.fromEntries(DEMANDS.map((name) => [name, `${name} ${name}类`])));

/** Sets of numbers that stand for polarity, and what each number then means. */
const POLARITY: readonly ReadonlyMap<string, string>[] = [
  new Map([
    ["0", "negative"],
    ["1", "positive"],
  ]),
  new Map([
    ["-1", "negative"],
    ["0", "neutral"],
    ["1", "positive"],
  ]),
  new Map([
    ["0", "negative"],
    ["1", "neutral"],
    ["2", "positive"],
  ]),
];

const plain = (cell: string | undefined): string => plainName(cell ?? "").toLowerCase();
const numberOf = (cell: string): string => (/^[-+]?\d(?:\.0*)?$/.test(cell) ? String(Number.parseInt(cell, 10)) : cell);

/** @param labels all labels of the file: numbers for polarity mean what they mean only together */
function sentimentReader(labels: readonly (readonly string[])[]): LabelReader["read"] {
  const numbers = new Set(labels.map(([cell]) => numberOf(plain(cell))).filter((cell) => /^-?\d$/.test(cell)));
  const numbered = numbers.size === 0 ? undefined : POLARITY.find((set) => [...numbers].every((one) => set.has(one)));
  return ([cell]) => SENTIMENT.get(plain(cell)) ?? numbered?.get(numberOf(plain(cell)));
}

/** @param topics every topic that can be told, as a path */
function topicReader(topics: readonly (readonly string[])[]): LabelReader["read"] {
  const known = new Map<string, string>();
  const byName = new Map<string, string>();
  for (let depth = 1; depth <= 3; depth++) {
    for (const topic of topics) {
      if (topic.length < depth) continue;
      const path = topic.slice(0, depth);
      const name = path.join("/");
      known.set(path.map(plainName).join("/"), name);
      const last = plainName(path.at(-1)!);
      if (!byName.has(last)) byName.set(last, name);
    }
  }
  return (cells) => {
    const path = topicPath(cells).map(plainName);
    return known.get(path.join("/")) ?? (path.length === 1 ? byName.get(path[0]!) : undefined);
  };
}

/** How labels of a task are read. A topic of a deeper level may also be named alone; of namesakes the higher counts. */
export function labelReader(
  task: EvaluationTask,
  labels: readonly (readonly string[])[],
  topics: readonly (readonly string[])[],
): LabelReader {
  const choose = (zh: string, en: readonly string[]): Localized => ({ zh, en: en.join(", ") });
  switch (task) {
    case "sentiment":
      return {
        task,
        expected: choose("负面、中性、正面（或 negative、neutral、positive，或 −1、0、1）", [
          ...SENTIMENT_LABELS,
          "负面, 中性, 正面, or -1, 0, 1",
        ]),
        read: sentimentReader(labels),
      };
    case "emotion":
      return {
        task,
        expected: choose("高兴、愤怒、悲伤、恐惧、惊讶、中性（或 happy、angry …）", [...EMOTIONS, "高兴 …"]),
        read: ([cell]) => EMOTION.get(plain(cell)),
      };
    case "severity":
      return {
        task,
        expected: choose("0、1、2、3（或 咨询、一般、严重、危急）", ["0, 1, 2, 3", "or 咨询, 一般, 严重, 危急"]),
        read: ([cell]) => {
          const level = numberOf(plain(cell));
          return /^[0-3]$/.test(level) ? level : SEVERITY.get(plain(cell));
        },
      };
    case "demand":
      return { task, expected: choose(DEMANDS.join("、"), DEMANDS), read: ([cell]) => DEMAND.get(plain(cell)) };
    case "topic": {
      const firsts = [...new Set(topics.map(([first]) => first!))];
      const shown = firsts.slice(0, 20);
      return {
        task,
        expected: choose(shown.join("、") + (firsts.length > 20 ? " …" : ""), shown),
        read: topicReader(topics),
      };
    }
  }
}

/**
 * The task whose labels these are: the one that knows most of them.
 * @throws UsageError when none knows half of them, or two know equally many
 */
export function guessTask(labels: readonly (readonly string[])[], topics: readonly (readonly string[])[]): LabelReader {
  const scored = TASKS.map((task) => {
    const reader = labelReader(task, labels, topics);
    return { reader, known: labels.filter((cells) => reader.read(cells) !== undefined).length };
  }).sort((a, b) => b.known - a.known);
  const [best, second] = [scored[0]!, scored[1]!];
  const shown = [...new Set(labels.map((cells) => cells.join("/")))].slice(0, 8).join("、");
  const fix: Localized = {
    zh: `请用 --task 指明：${TASKS.join("、")}。`,
    en: `Say which with --task: ${TASKS.join(", ")}.`,
  };
  if (best.known * 2 < labels.length || best.known === 0) {
    throw new UsageError(
      { zh: `看不出标签属于哪一项，见到的有：${shown}`, en: `These labels belong to no task: ${shown}` },
      { fix },
    );
  }
  if (second.known === best.known) {
    throw new UsageError(
      {
        zh: `标签（${shown}）可能是 ${best.reader.task}，也可能是 ${second.reader.task}`,
        en: `The labels (${shown}) may be ${best.reader.task} or ${second.reader.task}`,
      },
      { fix },
    );
  }
  return best.reader;
}
