/**
 * Speed and memory of the whole pipeline: `npm run bench:speed -- [TICKETS] [--write]`; `--write` puts the table into both
 * READMEs.
 *
 * Runs the built `minyi run` over tickets of 200 characters into a fresh store, as a process of its own, and prints
 * tickets a second, peak resident memory, each analyzer's share of the time, the share of the segmenter's bare speed,
 * and the ratio to the Python pipeline that a user would pick instead, on the same texts.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openSegmenter } from "../../analyzers/segment/open-segmenter.js";
import { cutText, segmentDictionary } from "../../analyzers/segment/segment.js";
import { csvLine } from "../../cli/present/csv-line.js";
import type { Localized } from "../../core/localized.js";
import { shipped } from "../../core/paths.js";
import type { Manifest } from "../../state/runs.js";
import { peerPython } from "../python.js";
import { markdownTable, writeIntoReadme } from "../readme.js";
import { makeTickets } from "./tickets.js";

const CHARACTERS = 200;
const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});
const count = Number(positionals[0] ?? 60_000);
const peerCount = Math.min(count, 300);

function inChinese(figure: string): string {
  return figure.replace("tickets/s", "件/秒").replace(/\(the pipeline reaches (.+)\)/, "（流水线达到它的 $1）");
}

/** Characters a second of our own cut alone, on one thread. */
function bareSegmenter(texts: readonly string[]): { id: string; speed: number } {
  const { segmenter } = openSegmenter("nodejieba", segmentDictionary([]));
  for (const text of texts.slice(0, 500)) cutText(segmenter, text);
  const started = performance.now();
  for (const text of texts) cutText(segmenter, text);
  return { id: segmenter.id, speed: (texts.length * CHARACTERS * 1000) / (performance.now() - started) };
}

/** Characters a second of jieba with SnowNLP, as bench/speed/peer.py puts them together. */
function peer(texts: readonly string[], job: "light" | "full", processes: number): number {
  const run = spawnSync(peerPython(), [shipped("bench", "speed", "peer.py"), job, String(processes)], {
    input: texts.map((text) => JSON.stringify(text)).join("\n"),
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { characters, seconds } = JSON.parse(run.stdout) as { characters: number; seconds: number };
  return characters / seconds;
}

const folder = mkdtempSync(join(tmpdir(), "minyi-bench-"));
try {
  const texts: string[] = [];
  const file = createWriteStream(join(folder, "tickets.csv"));
  file.write(csvLine(["工单编号", "标题", "诉求内容", "受理时间"]));
  for await (const { id, title, text, time } of makeTickets(count, CHARACTERS)) {
    if (texts.length < 20_000) texts.push(text);
    if (!file.write(csvLine([id, title, text, time]))) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  const config = join(folder, "minyi.yaml");
  writeFileSync(config, "sources:\n  - { name: hotline, type: csv, path: tickets.csv }\n");

  const started = performance.now();
  const run = spawnSync(process.execPath, [shipped("dist", "cli", "main.js"), "run", "--json", "--config", config], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 26,
  });
  const seconds = (performance.now() - started) / 1000;
  if (run.status !== 0) throw new Error(`minyi run ended with ${run.status}`);
  const manifest = JSON.parse(run.stdout) as Manifest & { peakMemoryBytes: number };
  if (manifest.counts.new !== count) throw new Error(`${manifest.counts.new} of ${count} tickets are in the store`);
  const step = manifest.steps[0];
  const working = ((step?.finishedAt ?? 0) - (step?.startedAt ?? 0)) / 1000;
  const speed = count / working;

  const bare = bareSegmenter(texts);
  const peers = [
    { job: "light", zh: "jieba 分词和关键词 + SnowNLP 情感", en: "jieba words and keywords + SnowNLP sentiment" },
    {
      job: "full",
      zh: "jieba 分词和词性 + SnowNLP 情感和关键词",
      en: "jieba words and parts of speech + SnowNLP sentiment and keywords",
    },
  ] as const;
  const spent = Object.entries(step?.details ?? {}).flatMap(([name, ms]) =>
    name.endsWith(" ms") ? [[name.slice(0, -3), Number(ms)] as const] : [],
  );
  const total = spent.reduce((sum, [, ms]) => sum + ms, 0);
  const whole = (n: number) => Math.round(n).toLocaleString("en");
  const times = (characters: number) => ((speed * CHARACTERS) / characters).toFixed(0);
  const rows: [Localized, string][] = [
    [{ zh: "整条流水线，入库为止", en: "whole pipeline, into the store" }, `${whole(speed)} tickets/s`],
    [{ zh: "内存峰值", en: "peak resident memory" }, `${whole(manifest.peakMemoryBytes / 1e6)} MB`],
    ...peers.flatMap(({ job, zh, en }) =>
      [1, 2].map((processes): [Localized, string] => {
        const python = peer(texts.slice(0, peerCount), job, processes);
        return [
          { zh: `${zh}，${processes} 个进程`, en: `${en}, ${processes} process${processes > 1 ? "es" : ""}` },
          `${whole(python / CHARACTERS)} tickets/s (× ${times(python)})`,
        ];
      }),
    ),
    [
      { zh: `单独的 ${bare.id}，1 个线程`, en: `${bare.id} alone, 1 thread` },
      `${whole(bare.speed / CHARACTERS)} tickets/s (the pipeline reaches ${((100 * speed * CHARACTERS) / bare.speed).toFixed(0)} %)`,
    ],
    ...spent
      .sort((a, b) => b[1] - a[1])
      .map(([id, ms]): [Localized, string] => [
        { zh: `其中分析器 ${id}`, en: `of this, analyzer ${id}` },
        `${((ms * 1000) / count).toFixed(0)} µs (${((100 * ms) / total).toFixed(0)} %)`,
      ]),
  ];
  const tables = {
    en: markdownTable([
      ["", `${whole(count)} tickets of ${CHARACTERS} characters`],
      ...rows.map(([what, figure]) => [what.en, figure]),
    ]),
    zh: markdownTable([
      ["", `${whole(count)} 件，每件 ${CHARACTERS} 字`],
      ...rows.map(([what, figure]) => [what.zh, inChinese(figure)]),
    ]),
  };
  console.log(
    `${availableParallelism()} cores, Node ${process.version}; ${seconds.toFixed(1)} s with start and loading`,
  );
  console.log(tables.en);
  if (values.write) writeIntoReadme("speed", tables);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
