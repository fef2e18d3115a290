import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import { sqliteEngine } from "../../core/sqlite.js";
import { type CountQuery, DIMENSIONS, type Dimension, type Store } from "../../core/store.js";
import { openSqliteStore } from "../../store/sqlite/store.js";
import { syntheticDocuments } from "./documents.js";

const BATCH = 1000;

async function load(store: Store, total: number): Promise<{ micros: number; cpu: number }> {
  let batch: FeedbackDocument[] = [];
  let nanos = 0n;
  let cpu = 0;
  const put = async () => {
    const used = process.cpuUsage();
    const start = process.hrtime.bigint();
    await store.put(batch);
    nanos += process.hrtime.bigint() - start;
    const { user, system } = process.cpuUsage(used);
    cpu += user + system;
    batch = [];
  };
  for (const document of syntheticDocuments(total)) {
    batch.push(document);
    if (batch.length === BATCH) await put();
  }
  await put();
  return { micros: Number(nanos) / 1000 / total, cpu: cpu / total };
}

async function time(name: string, work: () => Promise<unknown>, rounds = 9): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = process.hrtime.bigint();
    await work();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(rounds - 1, Math.floor(share * rounds))] as number).toFixed(1);
  console.log(`${name.padEnd(52)} p50 ${at(0.5).padStart(7)} ms   p95 ${at(0.95).padStart(7)} ms`);
}

const EVERYDAY: readonly Dimension[] = [
  "topic",
  "area",
  "source",
  "channel",
  "department",
  "demand",
  "sentiment",
  "severity",
];
const YEAR = {};
const QUARTER = { from: "2025-09-01T16:00:00Z", to: "2025-11-30T16:00:00Z" };

async function timeCounts(store: Store): Promise<void> {
  const questions: CountQuery[] = [];
  for (const where of [QUARTER, YEAR]) {
    for (const a of DIMENSIONS) questions.push({ where, by: [a], every: "day" });
    for (const [i, a] of EVERYDAY.entries())
      for (const b of EVERYDAY.slice(i + 1)) questions.push({ where, by: [a, b], every: "day" });
    for (const a of ["topic2", "topic3", "street"] as const)
      for (const b of ["topic", "severity", "area"] as const) questions.push({ where, by: [a, b], every: "day" });
  }
  for (const question of questions) {
    const range = question.where === YEAR ? "365 days" : "90 days";
    await time(`count ${(question.by ?? []).join(" × ")} by day, ${range}`, () => store.count(question), 5);
  }
  await time(
    "count topic × area × department by day",
    () => store.count({ by: ["topic", "area", "department"], every: "day" }),
    5,
  );
  await time("count topic3 × street × severity", () => store.count({ by: ["topic3", "street", "severity"] }), 5);
  await time("count area by hour, representatives", () =>
    store.count({ by: ["area"], every: "hour", where: { folded: "representatives" } }),
  );
  await time("count topic by day of texts with 噪音", () =>
    store.count({ by: ["topic"], every: "day", where: { text: "噪音" } }),
  );
}

async function timeFinds(store: Store): Promise<void> {
  for (const text of ["噪音", "噪音扰民", "希望有关部门", "区", "没有这样的话"]) {
    const { total } = await store.find({ text });
    await time(`find ${text} (${total})`, () => store.find({ text }));
  }
  await time("find everything, first page", () => store.find({}));
  const { next } = await store.find({}, { size: 1000 });
  await time("find everything, page after 1000", () => store.find({}, { after: next as string }));
  await time("find topic and severity", () => store.find({ topic: ["一级3"], severity: ["3"] }));
  await time("contrast keywords of a district with all", () => store.contrast({ area: ["区3"] }, {}, "keywords"));
}

/** Loads invented documents into a new store and prints what questions to it cost. */
export async function benchCount(documents = 1_000_000): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "minyi-bench-"));
  try {
    const path = join(folder, "store.db");
    const store = openSqliteStore(path, { timezone: "Asia/Shanghai" });
    const { micros, cpu } = await load(store, documents);
    console.log(`Node ${process.version}, ${sqliteEngine}, ${documents} documents of 200 characters`);
    console.log(`put: ${micros.toFixed(0)} µs a document (${cpu.toFixed(0)} µs of processor), in batches of ${BATCH}`);
    console.log(
      `size: ${(statSync(path).size / 1e6).toFixed(0)} MB, ${(statSync(path).size / documents).toFixed(0)} bytes a document`,
    );
    await timeCounts(store);
    await timeFinds(store);
    await time("checksum", () => store.checksum(), 1);
    const month = { from: "2025-01-01T00:00:00Z", to: "2025-02-01T00:00:00Z" };
    await time("remove a month", () => store.remove(month), 1);
    await store.close();
    console.log(`peak resident memory: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await benchCount(Number(process.argv[2] ?? 1_000_000));
