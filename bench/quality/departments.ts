/**
 * Department suggestions, measured: `node --import tsx bench/quality/departments.ts [FOLDER]`, FOLDER being the development
 * data (default ../shared/data, or MINYI_DATA). Topics by the linear model, so that no encoder is needed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { cleanText } from "../../analyzers/clean.js";
import { contentOf } from "../../analyzers/content.js";
import { createDepartmentsAnalyzer } from "../../analyzers/departments/departments.js";
import { calibrationError } from "../../analyzers/linear/calibrate.js";
import { createTopicAnalyzer } from "../../analyzers/topic/topic.js";
import type { Draft } from "../../core/analyzer.js";
import { packageRoot, shipped } from "../../core/paths.js";
import { readCsv } from "../../scripts/sentiment/corpora.js";
import { type AnsweredMessage, readAnswered } from "./department-replies.js";

export interface DepartmentScore {
  /** `dev`: read before the words were written, and what the confidence was fitted on. `test`: drawn and read after. */
  split: string;
  messages: number;
  /** Share of messages whose first suggestion is right. */
  precisionAt1: number;
  /** Share of all suggestions, at most three a message, that are right. */
  precisionAt3: number;
  /** Share of messages with a right one among the suggestions. */
  hitAt3: number;
  /** Suggestions per message. */
  suggestions: number;
  /** Expected calibration error of all suggestions, and of the first ones. */
  ece: number;
  eceFirst: number;
  /** CPU time per message, once warm. */
  microseconds: number;
}

/** The time is taken over so many rounds. */
const ROUNDS = 20;

interface Judged {
  content: string;
  /** Every unit that is right. */
  right: readonly string[];
}

export interface LabelRow {
  file: string;
  id: string;
  split: string;
  departments: string;
}

/** The rows of department_labels.csv: for each message every unit that a reader finds right, written down unaided. */
export function readDepartmentLabels(): LabelRow[] {
  return parse(readFileSync(shipped("bench", "quality", "department_labels.csv"), "utf8"), { columns: true });
}

/** Measures the shipped units on messages that were read, and on messages whose reply names a unit. */
export function measureDepartments(dataFolder: string): DepartmentScore[] {
  const labels = readDepartmentLabels();
  const texts = new Map<string, string>();
  for (const file of new Set(labels.map((label) => label.file))) {
    for (const { id, title = "", text = "" } of readCsv(dataFolder, file))
      texts.set(`${file},${id}`, content(title, text));
  }
  const read = (split: string): Judged[] =>
    labels
      .filter((label) => label.split === split)
      .map(({ file, id, departments }) => {
        const text = texts.get(`${file},${id}`);
        if (text === undefined) throw new Error(`${file}.csv.gz has no message ${id}`);
        return { content: text, right: departments.split("|") };
      });
  const answered = readAnswered(dataFolder, new Set(labels.map(({ file, id }) => `${file},${id}`)));
  return [
    score("dev", read("dev")),
    score("test", read("test")),
    score(
      "replies",
      answered.map(({ title, text, units }: AnsweredMessage) => ({ content: content(title, text), right: units })),
    ),
  ];
}

const content = (title: string, text: string): string => contentOf(cleanText(title).text, cleanText(text).text);

function score(split: string, judged: readonly Judged[]): DepartmentScore {
  const topics = createTopicAnalyzer().analyze(judged as unknown as Draft[]) as Pick<Draft, "topic">[];
  const drafts = judged.map((message, i) => ({ content: message.content, topic: topics[i]!.topic }));
  const { analyze } = createDepartmentsAnalyzer();
  const results = analyze(drafts) as Pick<Draft, "departments">[];
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) void analyze(drafts);
  const microseconds = process.cpuUsage(before).user / ROUNDS / judged.length;
  const answers = results.map(({ departments = [] }, i) =>
    departments.map(({ name, confidence }) => ({ confidence, right: judged[i]!.right.includes(name) })),
  );
  const firsts = answers.flatMap((own) => own.slice(0, 1));
  const all = answers.flat();
  const share = (count: number, of: number) => count / of;
  return {
    split,
    messages: judged.length,
    precisionAt1: share(firsts.filter(({ right }) => right).length, judged.length),
    precisionAt3: share(all.filter(({ right }) => right).length, all.length),
    hitAt3: share(answers.filter((own) => own.some(({ right }) => right)).length, judged.length),
    suggestions: share(all.length, judged.length),
    ece: calibrationError(all),
    eceFirst: calibrationError(firsts),
    microseconds,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? process.env.MINYI_DATA ?? join(packageRoot, "..", "shared", "data");
  const rounded = measureDepartments(folder).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        typeof value === "number" ? Math.round(value * 1000) / 1000 : value,
      ]),
    ),
  );
  console.table(rounded);
}
