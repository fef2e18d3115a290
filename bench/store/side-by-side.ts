import { loadavg } from "node:os";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { CountQuery, Dimension, Store, Where } from "../../core/store.js";
import { randomFrom } from "../random.js";
import { openLoaded } from "./loaded.js";
import { randomQuestion } from "./random-questions.js";

const DAYS = 90;
/** The first of January 2025 in the store's zone. */
const FROM = Date.UTC(2025, 0, 1) - 8 * 3_600_000;
const SPAN = { from: FROM, to: FROM + DAYS * 86_400_000 };
const WARM_UP = 5;

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const start = performance.now();
  const result = await work();
  return { result, ms: performance.now() - start };
}

function summary(name: string, times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number).toFixed(0).padStart(5);
  return `${name} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

/** Puts the same questions to both stores in turn, prints what they cost and whether the answers are the same. */
async function compare(
  name: string,
  stores: { sqlite: Store; elasticsearch: Store },
  questions: readonly CountQuery[],
): Promise<void> {
  const times = { sqlite: [] as number[], elasticsearch: [] as number[] };
  let equal = 0;
  let rows = 0;
  for (const [i, question] of questions.entries()) {
    const one = await timed(() => stores.elasticsearch.count(question));
    const two = await timed(() => stores.sqlite.count(question));
    if (i < WARM_UP) continue;
    times.elasticsearch.push(one.ms);
    times.sqlite.push(two.ms);
    rows += one.result.length;
    if (isDeepStrictEqual(one.result, two.result)) equal++;
  }
  const asked = times.sqlite.length;
  console.log(
    `${name.padEnd(24)} ${asked} questions, ${(rows / asked).toFixed(0)} rows on average, ${equal} answers the same`,
  );
  console.log(`  ${summary("Elasticsearch", times.elasticsearch)}   ${summary("SQLite", times.sqlite)}`);
}

async function compareContrasts(stores: { sqlite: Store; elasticsearch: Store }): Promise<void> {
  const pairs: [string, Where, Where][] = [
    ["a district with all", { area: ["区3"] }, {}],
    ["a week with the 30 days before", week(60, 67), week(30, 60)],
  ];
  for (const [name, where, against] of pairs) {
    for (const field of ["keywords", "places"] as const) {
      const one = await timed(() => stores.elasticsearch.contrast(where, against, field));
      const two = await timed(() => stores.sqlite.contrast(where, against, field));
      const same = isDeepStrictEqual(one.result, two.result) ? "same answer" : "DIFFERENT answers";
      console.log(
        `contrast ${field}, ${name}: Elasticsearch ${one.ms.toFixed(0)} ms, SQLite ${two.ms.toFixed(0)} ms, ${same}`,
      );
    }
  }
}

function week(first: number, end: number): Where {
  const at = (day: number) => new Date(FROM + day * 86_400_000).toISOString();
  return { from: at(first), to: at(end) };
}

/** Counts in both stores over the same documents, side by side, with random filters. */
export async function benchSideBySide(total: number, asked: number): Promise<void> {
  const stores = await openLoaded(total, DAYS);
  try {
    const random = randomFrom(7);
    const questions = (by: number | Dimension[], n = asked) =>
      Array.from({ length: n + WARM_UP }, () => randomQuestion(random, SPAN, by));
    console.log(`Node ${process.version}, ${total} documents over ${DAYS} days; Elasticsearch: ${stores.server}`);
    console.log(
      `load of the machine: ${loadavg()
        .map((load) => load.toFixed(1))
        .join(" ")}`,
    );
    await compare("one dimension by day", stores, questions(1));
    await compare("two dimensions by day", stores, questions(2));
    await compare("topic × area by day", stores, questions(["topic", "area"]));
    const cube: CountQuery = { by: ["topic", "area"], every: "day" };
    await compare(
      "the whole cube",
      stores,
      Array.from({ length: 5 + WARM_UP }, () => cube),
    );
    await compareContrasts(stores);
    console.log(
      `load of the machine: ${loadavg()
        .map((load) => load.toFixed(1))
        .join(" ")}`,
    );
  } finally {
    await stores.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [total = 1_000_000, asked = 60] = process.argv.slice(2).map(Number);
  await benchSideBySide(total, asked);
}
