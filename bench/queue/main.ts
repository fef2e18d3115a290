/**
 * The whole nightly run, into SQLite, with the analysis on threads of the run's own process, on one and on two worker
 * processes: `npm run bench:queue -- [TICKETS]` (default 100,000).
 *
 * Tickets have the lengths of real ones, resampled from MINYI_DATA (default ../shared/data; the bundled sample where that
 * is missing). Prints tickets a second, what the queue costs against threads, and the most memory that Redis used with a
 * tenth of the tickets and with all of them. Redis is the benchmark's own.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { csvLine } from "../../cli/present/csv-line.js";
import { shipped } from "../../core/paths.js";
import type { Manifest } from "../../state/runs.js";
import { startRedis } from "../../test/services/redis.js";
import { markdownTable } from "../readme.js";
import { type Material, readMaterial, resampled } from "./tickets.js";

const count = Number(process.argv[2] ?? 100_000);
const MAIN = shipped("dist", "cli", "main.js");
const folder = mkdtempSync(join(tmpdir(), "minyi-bench-queue-"));
const running = new Set<ChildProcess>();

interface Figures {
  workers: number;
  tickets: number;
  /** Tickets a second while messages are read, analysed and written. */
  speed: number;
  /** Bytes. */
  redis: number | undefined;
  checksum: string;
}

function start(args: string[], cwd: string, redis: string | undefined): ChildProcess {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, ...(redis !== undefined && { REDIS_URL: redis }) };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

async function writeTickets(path: string, tickets: number, material: Material): Promise<void> {
  const file = createWriteStream(path);
  file.write(csvLine(["工单编号", "标题", "诉求内容", "受理时间"]));
  for (const { id, title, text, time } of resampled(tickets, material)) {
    if (!file.write(csvLine([id, title, text, time]))) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

async function text(child: ChildProcess): Promise<string> {
  let out = "";
  child.stdout?.on("data", (data: Buffer) => {
    out += data.toString();
  });
  child.stderr?.pipe(process.stderr);
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`minyi run ended with ${code}`);
  return out;
}

/** One nightly run on an office of its own. */
async function measure(workers: number, tickets: number): Promise<Figures> {
  const office = mkdtempSync(join(folder, "office-"));
  writeFileSync(
    join(office, "minyi.yaml"),
    `sources:\n  - { name: hotline, type: csv, path: ${join(folder, `${tickets}.csv`)} }\n`,
  );
  const server = workers === 0 ? undefined : await startRedis();
  try {
    const children = Array.from({ length: workers }, () => {
      const own = mkdtempSync(join(folder, "worker-"));
      mkdirSync(own, { recursive: true });
      return start(["worker"], own, server?.url);
    });
    await Promise.all(children.map((child) => once(child.stderr as NodeJS.ReadableStream, "data")));
    const manifest = JSON.parse(await text(start(["run", "--json"], office, server?.url))) as Manifest;
    if (manifest.counts.in !== tickets) throw new Error(`${manifest.counts.in} of ${tickets} tickets were read`);
    const [step] = manifest.steps;
    const seconds = ((step?.finishedAt ?? 0) - (step?.startedAt ?? 0)) / 1000;
    const redis = server && (await peakMemory(server.url));
    const ends = children.map((child) => once(child, "exit"));
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(ends);
    const { new: fresh, folded, rejected } = manifest.counts;
    return { workers, tickets, speed: tickets / seconds, redis, checksum: `${fresh}/${folded}/${rejected}` };
  } finally {
    await server?.stop();
    rmSync(office, { recursive: true, force: true });
  }
}

async function peakMemory(url: string): Promise<number> {
  const redis = new Redis(url);
  try {
    return Number(/used_memory_peak:(\d+)/.exec(await redis.info("memory"))?.[1]);
  } finally {
    redis.disconnect();
  }
}

try {
  const material = await readMaterial(process.env.MINYI_DATA ?? "../shared/data");
  const tenth = Math.ceil(count / 10);
  for (const tickets of [tenth, count]) await writeTickets(join(folder, `${tickets}.csv`), tickets, material);
  const mean = Math.round(material.lengths.reduce((sum, length) => sum + length, 0) / material.lengths.length);
  console.log(
    `${availableParallelism()} cores, Node ${process.version}; tickets from ${material.from} texts, ${mean} characters on average`,
  );
  const figures: Figures[] = [];
  for (const [workers, tickets] of [
    [0, count],
    [1, tenth],
    [1, count],
    [2, count],
  ] as const) {
    figures.push(await measure(workers, tickets));
    console.error(figures.at(-1));
  }
  const inline = figures[0] as Figures;
  const whole = (n: number) => Math.round(n).toLocaleString("en");
  console.log(
    markdownTable([
      ["analysis on", "tickets", "tickets/s", "time against inline", "Redis memory, peak", "new/folded/rejected"],
      ...figures.map(({ workers, tickets, speed, redis, checksum }) => [
        workers === 0 ? "threads of the run (inline)" : `${workers} worker process${workers > 1 ? "es" : ""}`,
        whole(tickets),
        whole(speed),
        tickets === count && workers > 0 ? `${((100 * inline.speed) / speed - 100).toFixed(0)} %` : "",
        redis === undefined ? "" : `${(redis / 1e6).toFixed(1)} MB`,
        checksum,
      ]),
    ]),
  );
} finally {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
