import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { shipped } from "../../core/paths.js";

type Row = Record<string, string>;

/** Rows of each file: a stage of the training then takes seconds. */
const ROWS = 120;
const LABELLED = 60;

const MESSAGES = ["messages", "messages_with_reply", "messages_unlabelled", "messages_hangzhou", "tickets_sichuan"];
const OTHERS = [
  "topic_raw",
  "topic_segmented_train",
  "sentiment_reviews",
  "sentiment_shopping",
  "sentiment_takeaway",
  "sentiment_weibo",
  "emotion_weibo_train",
  "emotion_weibo",
];

function readRows(path: string): Row[] {
  const bytes = existsSync(`${path}.gz`) ? gunzipSync(readFileSync(`${path}.gz`)) : readFileSync(path);
  return parse(bytes, { columns: true }) as Row[];
}

function writeRows(path: string, columns: readonly string[], rows: readonly Row[]): void {
  const cell = (value = "") => `"${value.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(","));
  writeFileSync(path, `${[columns.join(","), ...lines].join("\n")}\n`);
}

/** Every n-th row, so that each split and class has some. */
function spread(rows: readonly Row[], count: number): Row[] {
  const step = Math.max(1, Math.floor(rows.length / count));
  return rows.filter((_, i) => i % step === 0).slice(0, count);
}

/** Two issues of three messages each, and one that only looks as if it belonged to the first: any messages do. */
function writeIssues(data: string, messages: readonly Row[]): void {
  const ids = messages.slice(0, 7).map(({ id = "" }) => id);
  const gold = ids.slice(0, 6).map((id, i) => ({ issue_id: i < 3 ? "one" : "other", message_id: id }));
  writeRows(join(data, "issues_gold.csv"), ["issue_id", "message_id"], gold);
  const alike = [{ issue_id: "one", message_id: ids[6]! }];
  writeRows(join(data, "issues_hard_negatives.csv"), ["issue_id", "message_id"], alike);
}

/** Cuts a sliver from the development data and from our labels, as `data` and `labels` below the folder. */
export function cutSliver(dataFolder: string, folder: string): { data: string; labels: string } {
  const [data, labels] = [join(folder, "data"), join(folder, "labels")];
  for (const name of [data, labels]) mkdirSync(name);
  const write = (name: string, rows: readonly Row[]) =>
    writeRows(join(data, `${name}.csv`), Object.keys(rows[0]!), rows);
  for (const name of OTHERS) write(name, spread(readRows(join(dataFolder, `${name}.csv`)), ROWS));
  writeRows(join(data, "reserved_ids.csv"), ["file", "id"], readRows(join(dataFolder, "reserved_ids.csv")));

  const labelled = readRows(shipped("bench", "quality", "message_labels.csv"));
  const kept = new Set<string>();
  for (const name of MESSAGES) {
    const rows = readRows(join(dataFolder, `${name}.csv`));
    const own = new Set(labelled.filter(({ file }) => file === name).map(({ id }) => id));
    const some = spread(
      rows.filter(({ id }) => own.has(id)),
      LABELLED,
    );
    for (const { id } of some) kept.add(`${name} ${id}`);
    const others = rows.filter(({ id }) => !own.has(id));
    const chosen = [...some, ...spread(others, ROWS - LABELLED)];
    write(name, chosen);
    if (name === "messages") writeIssues(data, chosen);
  }
  for (const name of ["message_labels.csv", "message_label_passes.csv"]) {
    const rows = readRows(shipped("bench", "quality", name));
    const found = rows.filter(({ file, id }) => kept.has(`${file} ${id}`));
    writeRows(join(labels, name), Object.keys(rows[0]!), found);
  }
  return { data, labels };
}
