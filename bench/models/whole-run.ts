import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvLine } from "../../cli/present/csv-line.js";
import { shipped } from "../../core/paths.js";
import type { Manifest } from "../../state/runs.js";
import { makeTickets } from "../speed/tickets.js";

const CHARACTERS = 200;

const SETTINGS = {
  encoder: "",
  lexical: "sentiment: { model: lexicon }\ntopic: { model: linear }\n",
} as const;
type Setting = keyof typeof SETTINGS;

/** `minyi run` with one setting. */
export interface WholeRun {
  setting: Setting;
  ticketsPerSecond: number;
  /** Highest resident memory of the main process, bytes. */
  peakBytes: number;
}

async function writeTickets(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(csvLine(["工单编号", "标题", "诉求内容", "受理时间"]));
  for await (const { id, title, text, time } of makeTickets(count, CHARACTERS)) {
    if (!file.write(csvLine([id, title, text, time]))) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

function runOnce(tickets: string, setting: Setting, count: number): Omit<WholeRun, "setting"> {
  const folder = mkdtempSync(join(tmpdir(), "minyi-bench-"));
  try {
    const config = join(folder, "minyi.yaml");
    const source = `sources:\n  - { name: hotline, type: csv, path: ${JSON.stringify(tickets)} }\n`;
    writeFileSync(config, `${source}${SETTINGS[setting]}`);
    const run = spawnSync(process.execPath, [shipped("dist", "cli", "main.js"), "run", "--json", "--config", config], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 1 << 26,
    });
    if (run.status !== 0) throw new Error(`minyi run ended with ${run.status}`);
    const manifest = JSON.parse(run.stdout) as Manifest & { peakMemoryBytes: number };
    if (manifest.counts.new !== count) throw new Error(`${manifest.counts.new} of ${count} tickets are in the store`);
    const [step] = manifest.steps;
    const seconds = ((step?.finishedAt ?? 0) - (step?.startedAt ?? 0)) / 1000;
    return { ticketsPerSecond: count / seconds, peakBytes: manifest.peakMemoryBytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `minyi run` over made-up tickets into a fresh store, with the encoder and without, in turns. */
export async function measureRuns(count: number, rounds: number): Promise<WholeRun[]> {
  const folder = mkdtempSync(join(tmpdir(), "minyi-bench-"));
  try {
    const tickets = join(folder, "tickets.csv");
    await writeTickets(tickets, count);
    const settings = Object.keys(SETTINGS) as Setting[];
    const runs = Array.from({ length: rounds }, () =>
      settings.map((setting) => ({ setting, ...runOnce(tickets, setting, count) })),
    ).flat();
    return settings.map((setting) => {
      const own = runs.filter((run) => run.setting === setting);
      return {
        setting,
        ticketsPerSecond: own.length / own.reduce((sum, run) => sum + 1 / run.ticketsPerSecond, 0),
        peakBytes: Math.max(...own.map((run) => run.peakBytes)),
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
