import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { sourceSchema } from "../../config/schema.js";
import { createConnector } from "../../connectors/registry.js";
import { FixedClock } from "../../core/clock.js";
import type { Batch, Connector, Cursor, Position, SourcedItem } from "../../core/connector.js";
import type { Reject } from "../../core/reject.js";

/** "Now" in these tests: 2026-01-01, noon in Shanghai. */
export const clock = new FixedClock(Date.parse("2026-01-01T04:00:00Z"));

/** A folder with these files, removed when the test ends. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), "minyi-connectors-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface Outcome {
  batches: Batch[];
  items: SourcedItem[];
  rejects: Reject[];
  /** Warnings in Chinese, without the name of the file that they begin with. */
  warnings: string[];
  /** The cursor after everything has been acknowledged. */
  cursor: Map<string, Position>;
}

/** Reads everything and acknowledges every batch. */
export async function readAll(connector: Connector, cursor: Cursor = new Map()): Promise<Outcome> {
  const outcome: Outcome = { batches: [], items: [], rejects: [], warnings: [], cursor: new Map(cursor) };
  for await (const batch of connector.read(cursor)) {
    outcome.batches.push(batch);
    outcome.items.push(...batch.items);
    outcome.rejects.push(...batch.rejects);
    outcome.warnings.push(...batch.warnings.map(({ zh }) => zh.replace(`${batch.input}：`, "")));
    outcome.cursor.set(batch.input, batch.position);
  }
  return outcome;
}

/** A connector of a configured source; `settings` as in minyi.yaml. */
export function connect(type: string, path: string, settings: object = {}, batchSize = 500): Connector {
  const source = sourceSchema.parse({ type, name: "board", channel: "board", path, ...settings });
  return createConnector(source, { timezone: "Asia/Shanghai", clock, batchSize });
}

/** Reads one file of this content. */
export function readFile(name: string, content: string | Uint8Array, settings: object = {}): Promise<Outcome> {
  const type = /\.(csv|xlsx|jsonl)/.exec(name)?.[1] ?? "csv";
  return readAll(connect(type, join(folderWith({ [name]: content }), name), settings));
}

/** The texts of the items. */
export function texts(outcome: Outcome): string[] {
  return outcome.items.map(({ item }) => item.text);
}
