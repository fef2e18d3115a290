import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packageRoot, shipped } from "../core/paths.js";
import { LEXICAL_YAML } from "./helpers/lexical.js";

/**
 * The main job as a user does it, held against a count that knows nothing of minyi: Python's own CSV reader over the same
 * files, where Python is; it must be for this test, since a count by our own code would prove nothing.
 */
const folder = mkdtempSync(join(tmpdir(), "minyi-end-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Input {
  name: string;
  path: string;
  title: string;
  text: string;
  time: string;
}

function minyi(...args: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, [shipped("dist", "cli", "main.js"), ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

const COUNT = `
import collections, csv, gzip, json, sys
csv.field_size_limit(1 << 30)
rows = 0; hits = collections.Counter(); months = collections.Counter()
for path, title, text, time in json.loads(sys.argv[1]):
    opened = gzip.open(path, "rt", encoding="utf-8-sig", newline="") if path.endswith(".gz") else open(path, encoding="utf-8-sig", newline="")
    for row in csv.DictReader(opened):
        rows += 1
        months[row[time].replace("/", "-")[:7]] += 1
        for word in sys.argv[2:]:
            if word in row[title] or word in row[text]:
                hits[word] += 1
print(json.dumps({"rows": rows, "hits": hits, "months": months}))
`;

function independentCount(inputs: readonly Input[], words: readonly string[]) {
  const files = inputs.map(({ path, title, text, time }) => [path, title, text, time]);
  const run = spawnSync("python3", ["-c", COUNT, JSON.stringify(files), ...words], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`the independent count needs python3: ${run.stderr || run.error}`);
  return JSON.parse(run.stdout) as { rows: number; hits: Record<string, number>; months: Record<string, number> };
}

function check(name: string, inputs: readonly Input[], words: readonly string[]): void {
  const config = join(folder, `${name}.yaml`);
  const sources = inputs.map((input) => `  - { name: ${input.name}, type: csv, path: ${JSON.stringify(input.path)} }`);
  writeFileSync(
    config,
    `${LEXICAL_YAML}state: { path: ${name}/state.db, key: ${name}/key }\nstore: { path: ${name}/store.db }\nlog: { path: ${name}/log }\nsources:\n${sources.join("\n")}\n`,
  );
  const run = minyi("run", "--json", "--quiet", "--config", config);
  expect(run.code, run.err).toBe(0);
  const expected = independentCount(inputs, words);
  expect(JSON.parse(run.out).counts).toMatchObject({ in: expected.rows, new: expected.rows, rejected: 0 });
  for (const word of words) {
    const search = JSON.parse(minyi("search", word, "--json", "--config", config).out);
    expect([word, search.total]).toEqual([word, expected.hits[word] ?? 0]);
  }
  const trends = JSON.parse(minyi("trends", "--interval", "month", "--json", "--config", config).out);
  expect(trends.total).toBe(expected.rows);
  const months = Object.fromEntries(
    trends.rows.map(({ at, n }: { at: string; n: number }) => [
      new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 7),
      n,
    ]),
  );
  expect(Object.fromEntries(Object.entries(months).filter(([, n]) => n !== 0))).toEqual(expected.months);
}

test("the bundled sample: search and trends give what another tool counts", () => {
  check(
    "sample",
    [
      {
        name: "sample",
        path: shipped("config", "sample", "messages.csv"),
        title: "标题",
        text: "内容",
        time: "受理时间",
      },
    ],
    ["搅拌站", "电梯", "停车", "自来水", "暖气"],
  );
});

// Real citizen messages cannot be published with the code; where a folder of them is, the same is proved on them.
const data = resolve(process.env.MINYI_DATA ?? join(packageRoot, "..", "shared", "data"));
const present = existsSync(join(data, "messages.csv.gz"));
if (!present) console.warn(`${data} holds no development data: the test on real messages is left out (set MINYI_DATA)`);

describe.runIf(present)("9,577 real messages in four differently shaped files", () => {
  test("no reject, and search and trends give what another tool counts", () => {
    const shape = { title: "title", text: "text", time: "time" };
    check(
      "real",
      [
        { name: "messages", path: join(data, "messages.csv.gz"), ...shape },
        { name: "replies", path: join(data, "messages_with_reply.csv.gz"), ...shape },
        { name: "sichuan", path: join(data, "tickets_sichuan.csv.gz"), ...shape, time: "created_at" },
        { name: "hangzhou", path: join(data, "messages_hangzhou.csv.gz"), ...shape, time: "date" },
      ],
      ["噪音", "拖欠工资", "公交车"],
    );
  }, 180_000);
});
