import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { evaluate } from "../../alerts/evaluate/evaluate.js";
import { replay } from "../../alerts/evaluate/replay.js";
import { ruleSchema } from "../../alerts/rules/rule.js";
import { configSchema } from "../../config/schema.js";
import { Calendar } from "../../core/calendar.js";
import type { Store } from "../../core/store.js";
import { Zone } from "../../core/zone.js";
import { openElasticStore } from "../../store/elasticsearch/store.js";
import { openSqliteStore } from "../../store/sqlite/store.js";
import { syntheticDocuments } from "../store/documents.js";
import { benchRules } from "./rules.js";

const TIMEZONE = "Asia/Shanghai";
/** Short texts: they are counted, not read. */
const LENGTH = 20;
const BATCH = 2000;
const LIMIT = 30;

const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "1000000" },
    rules: { type: "string", default: "1000" },
    write: { type: "boolean", default: false },
  },
});
const documents = Number(values.documents);
const ruleCount = Number(values.rules);
const zone = new Zone(TIMEZONE);
const calendar = new Calendar({ holidays: [], workdays: [] });
const lines: string[] = [];
const print = (line: string): void => {
  lines.push(line);
  console.log(line);
};

/** Goes on where an earlier load was stopped: the documents are always the same ones, in the same order. */
async function load(store: Store): Promise<void> {
  let there = await store.size();
  let batch = [];
  for (const document of syntheticDocuments(documents, LENGTH)) {
    if (there-- > 0) continue;
    batch.push(document);
    if (batch.length < BATCH) continue;
    await store.put(batch);
    batch = [];
  }
  await store.put(batch);
}

/** A store with the invented documents, kept for the next run: SQLite, or Elasticsearch where ELASTICSEARCH_URL names one. */
async function openLoaded(): Promise<{ name: string; store: Store }> {
  const node = process.env.ELASTICSEARCH_URL;
  if (node) {
    const settings = { type: "elasticsearch", node: [node], index: `bench-alerts-${documents}` };
    const store = await openElasticStore(configSchema.parse({ timezone: TIMEZONE, store: settings }));
    if ((await store.size()) !== documents) await load(store);
    return { name: "Elasticsearch", store };
  }
  const folder = resolve(".cache/bench-alerts", String(documents));
  mkdirSync(folder, { recursive: true });
  const [path, done] = [join(folder, "store.db"), join(folder, "loaded")];
  const store = openSqliteStore(path, { timezone: TIMEZONE });
  if (!existsSync(done)) {
    await load(store);
    writeFileSync(done, "");
  }
  return { name: "SQLite", store };
}

/** Counts what is asked of a store. */
function counting(store: Store): {
  store: Pick<Store, "count" | "find">;
  asked: { count: number; find: number; ms: number };
} {
  const asked = { count: 0, find: 0, ms: 0 };
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const answer = await work();
    asked.ms += performance.now() - started;
    return answer;
  };
  return {
    asked,
    store: {
      count: (query) => {
        asked.count += 1;
        return timed(() => store.count(query));
      },
      find: (where, page) => {
        asked.find += 1;
        return timed(() => store.find(where, page));
      },
    },
  };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

async function timeEvaluation(store: Store, now: number, watermarks: Map<string, number>): Promise<number> {
  const rules = benchRules(ruleCount);
  const { store: asking, asked } = counting(store);
  const options = { store: asking, calendar, zone, now, watermarks, issues: [] };
  const used = process.cpuUsage();
  const started = performance.now();
  const { verdicts } = await evaluate(rules, options);
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(used);
  const firing = verdicts.filter(({ state }) => state === "firing").length;
  print(
    `every group: ${seconds(ms)} s (${seconds((user + system) / 1000)} s of processor) for ${rules.length} rules × ${(verdicts.length / rules.length).toFixed(0)} groups (${verdicts.length} verdicts, ${firing} firing); ` +
      `${asked.count} counts and ${asked.find} searches`,
  );
  const again = performance.now();
  await evaluate(rules, { ...options, open: () => [] });
  print(`what fires or is open alone: ${seconds(performance.now() - again)} s`);
  return ms;
}

async function timeReplay(store: Store, to: number): Promise<void> {
  for (const when of [{ threshold: { above: 40 } }, { change: { factor: 2 } }, { burst: {} }]) {
    const rule = ruleSchema.parse({ id: "replayed", level: "red", groupBy: ["area", "topic"], when });
    const started = performance.now();
    const from = zone.startOfDay(zone.dayOf(to) - 90);
    const { windows, episodes } = await replay(rule, { store, calendar, zone, from, to, issues: [] });
    print(
      `replay of ${Object.keys(when)[0]} by district × topic: ${windows} windows in ${seconds(performance.now() - started)} s, ${episodes.length} alerts`,
    );
  }
}

const { name, store } = await openLoaded();
const { hits } = await store.find({}, { size: 1 });
const newest = Date.parse(hits[0]?.document.createdAt as string);
// Two hours into the day after the last whole one: it is judged in full.
const now = zone.startOfDay(zone.dayOf(newest)) + 2 * 3_600_000;
const watermarks = new Map(["hotline", "board"].map((source) => [source, now] as const));
print(
  `${name}, ${documents} documents over a year; Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`,
);
const ms = await timeEvaluation(store, now, watermarks);
await timeReplay(store, zone.startOfDay(zone.dayOf(newest)));
print(`peak resident memory: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
await store.close();
if (values.write) {
  const path = resolve("bench/alerts/README.md");
  const text = readFileSync(path, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end ${name} -->`];
  const [before, after] = [text.split(begin)[0], text.split(end)[1]];
  if (after !== undefined)
    writeFileSync(path, `${before}${begin}\n\`\`\`\n${lines.join("\n")}\n\`\`\`\n${end}${after}`);
}
if (ms > LIMIT * 1000) {
  console.error(`more than ${LIMIT} s`);
  process.exitCode = 1;
}
