/**
 * Quality on held-out data: `npm run quality -- [FOLDER] [--task LIST] [--detail] [--write]`, FOLDER being the development
 * data (default ../shared/data, or MINYI_DATA). Prints one table, task by task, a column for each way of doing it; how far
 * the labels agree with themselves; what shrinking the model cost; and the figures of masking, places and words.
 * `--task topic,hotline`: these tasks only. `--detail`: per class and per source. `--write`: puts the tables into both
 * READMEs and docs/quality.md. The Python peers are installed into virtual environments on first use.
 */
import { parseArgs } from "node:util";
import { dataFolder } from "../data-folder.js";
import { markdownTable, writeIntoReadme, writeSection } from "../readme.js";
import { openContestants } from "./contestants/all.js";
import { detailOf } from "./detail.js";
import { type OtherRow, otherRows } from "./other-rows.js";
import { passTable, shrinkingTable } from "./reading-tables.js";
import { notesOf, type TaskResult, taskTable } from "./task-table.js";
import { openTasks, TASK_IDS } from "./tasks.js";
import { compete } from "./understanding.js";

const DOCS = "docs/quality.md";

const { values, positionals } = parseArgs({
  options: {
    task: { type: "string" },
    detail: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const folder = dataFolder(positionals[0]);
const ids = values.task?.split(",") ?? TASK_IDS;
const unknown = ids.filter((id) => !TASK_IDS.includes(id));
if (unknown.length > 0) throw new Error(`no such task: ${unknown.join(", ")}; there are ${TASK_IDS.join(", ")}`);
if (values.write && values.task !== undefined) throw new Error("--write needs every task: leave --task out");

const { contestants, product, snownlp } = openContestants();
const results: TaskResult[] = [];
for (const task of openTasks(folder, ids)) {
  const outcomes: TaskResult["outcomes"] = {};
  for (const contestant of contestants) {
    const started = performance.now();
    outcomes[contestant.id] = await compete(contestant, task);
    console.error(`${task.id}, ${contestant.id}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  results.push({ task, outcomes });
}
const others = values.task === undefined ? await otherRows(folder, product) : [];
for (const contestant of contestants) await contestant.close?.();

const notes = notesOf(results, contestants);
const seen = [...snownlp.seen].filter(([, share]) => share > 0.005);
if (seen.length > 0) {
  const shares = seen.map(([id, share]) => `${id} ${(100 * share).toFixed(0)} %`).join(", ");
  notes.push(`SnowNLP was itself trained on some of these rows: ${shares}.`);
}
if (product.degraded.texts > 0) {
  const { texts, fields, reasons } = product.degraded;
  const why = [...reasons].join(" ");
  notes.push(`minyi was DEGRADED on ${texts} texts, whose ${[...fields].join(", ")} came from a fallback. ${why}`);
}

const otherTable = (language: "zh" | "en") => {
  const header = { zh: ["指标", "数据", "民意", "对照"], en: ["what", "on", "minyi", "beside"] }[language];
  return markdownTable([
    header,
    ...others.map((row: OtherRow) => [row.what[language], row.on[language], row.figure, row.beside[language]]),
  ]);
};
const table = (language: "zh" | "en") => taskTable(results, contestants, language);
const remarks = notes.map((note) => `- ${note}`).join("\n");
const details = () =>
  contestants.filter(({ id }) => id === "encoder" || id === "product").map((c) => detailOf(results, c));

console.log(`${table("en")}\n\n${remarks}`);
console.log(`\n## How far the labels of messages agree with themselves\n\n${passTable()}`);
console.log(`\n## What the steps to the shipped model cost\n\n${shrinkingTable()}`);
if (others.length > 0) console.log(`\n${otherTable("en")}`);
if (values.detail) console.log(`\n${details().join("\n\n")}`);
if (values.write) {
  writeIntoReadme("quality", {
    zh: `${table("zh")}\n\n${otherTable("zh")}`,
    en: `${table("en")}\n\n${otherTable("en")}`,
  });
  writeSection(DOCS, "tasks", `${table("en")}\n\n${remarks}`);
  writeSection(DOCS, "passes", passTable());
  writeSection(DOCS, "shrinking", shrinkingTable());
  writeSection(DOCS, "detail", detailOf(results, product));
}
if (notes.some((note) => note.startsWith("!") || note.includes("DEGRADED"))) process.exitCode = 1;
