/**
 * Speed and memory of the whole pipeline: `npm run bench:speed [tickets]`.
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
import { openSegmenter } from "../../analyzers/segment/open-segmenter.js";
import { cutText, segmentDictionary } from "../../analyzers/segment/segment.js";
import { csvLine } from "../../cli/present/csv-line.js";
import { shipped } from "../../core/paths.js";
import type { Manifest } from "../../state/runs.js";
import { peerPython } from "../python.js";
import { makeTickets } from "./tickets.js";

const CHARACTERS = 200;
const count = Number(process.argv[2] ?? 60_000);
const peerCount = Math.min(count, 300);

/** Characters a second of our own cut alone, on one thread. */
function bareSegmenter(texts: readonly string[]): { id: string; speed: number } {
  const { segmenter } = openSegmenter("nodejieba", segmentDictionary([]));
  for (const text of texts.slice(0, 500)) cutText(segmenter, text);
  const started = performance.now();
  for (const text of texts) cutText(segmenter, text);
  return { id: segmenter.id, speed: (texts.length * CHARACTERS * 1000) / (performance.now() - started) };
}

/** Characters a second of jieba with SnowNLP. */
function peer(texts: readonly string[], processes: number): number {
  const run = spawnSync(peerPython(), [shipped("bench", "speed", "peer.py"), String(processes)], {
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

  console.log(`${count} tickets of ${CHARACTERS} characters, ${availableParallelism()} cores, Node ${process.version}`);
  console.log(
    `  whole pipeline into the store   ${Math.round(speed)} tickets/s (${working.toFixed(1)} s; with start and loading ${seconds.toFixed(1)} s)`,
  );
  console.log(`  peak resident memory            ${Math.round(manifest.peakMemoryBytes / 1e6)} MB`);
  const spent = Object.entries(step?.details ?? {}).flatMap(([name, ms]) =>
    name.endsWith(" ms") ? [[name.slice(0, -3), Number(ms)] as const] : [],
  );
  const total = spent.reduce((sum, [, ms]) => sum + ms, 0);
  console.log(`  analyzers, on worker threads    ${Math.round((total * 1000) / count)} µs a ticket, of which`);
  for (const [id, ms] of spent.sort((a, b) => b[1] - a[1])) {
    console.log(
      `    ${id.padEnd(16)} ${String(Math.round((ms * 1000) / count)).padStart(4)} µs  ${((100 * ms) / total).toFixed(1)} %`,
    );
  }
  const bare = bareSegmenter(texts);
  console.log(
    `  ${bare.id} alone, one thread    ${Math.round(bare.speed)} characters/s; the pipeline reaches ${((100 * speed * CHARACTERS) / bare.speed).toFixed(0)} % of it`,
  );
  for (const processes of [1, 2]) {
    const python = peer(texts.slice(0, peerCount), processes);
    console.log(
      `  jieba + SnowNLP, ${processes} process${processes > 1 ? "es" : "  "}    ${Math.round(python)} characters/s; minyi is ${((speed * CHARACTERS) / python).toFixed(0)} times as fast`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
