import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { shipped } from "../../core/paths.js";
import { randomFrom } from "../random.js";
import type { Ticket } from "../speed/tickets.js";

/** Files of real messages in the folder of development data, with a column `text`. */
const REAL = ["messages.csv.gz", "messages_unlabelled.csv.gz", "tickets_sichuan.csv.gz"];

/** What tickets are put together from: sentences, and lengths of whole messages in characters. */
export interface Material {
  /** `real`: from the development data; `sample`: from the bundled sample of an invented city. */
  from: "real" | "sample";
  sentences: string[];
  lengths: number[];
}

/** Reads the real messages below `folder`; where there are none, the bundled sample. */
export async function readMaterial(folder: string): Promise<Material> {
  const files = REAL.map((name) => join(folder, name)).filter((path) => existsSync(path));
  if (files.length === 0) return collect("sample", [shipped("config", "sample", "messages.csv")], "内容");
  return collect("real", files, "text");
}

async function collect(from: Material["from"], files: readonly string[], column: string): Promise<Material> {
  const material: Material = { from, sentences: [], lengths: [] };
  for (const file of files) {
    const source = createReadStream(file);
    const text = file.endsWith(".gz") ? source.pipe(createGunzip()) : source;
    const rows = text.pipe(parse({ columns: true, bom: true, relax_column_count: true }));
    for await (const row of rows as AsyncIterable<Record<string, string>>) {
      const message = (row[column] ?? "").trim();
      if (message === "") continue;
      material.lengths.push(message.length);
      const sentences = message.split(/(?<=[。！？!?\n])/).map((sentence) => sentence.trim());
      material.sentences.push(...sentences.filter((sentence) => sentence.length > 5));
    }
  }
  return material;
}

/** Tickets as long as real ones are, each of sentences drawn at random: words are real, no two are alike; over 60 days. */
export function* resampled(count: number, { sentences, lengths }: Material): Generator<Ticket> {
  const random = randomFrom(20261125);
  const draw = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const start = Date.UTC(2026, 8, 1);
  for (let i = 0; i < count; i++) {
    const length = draw(lengths);
    let text = "";
    while (text.length < length) text += draw(sentences);
    text = text.slice(0, length).toWellFormed();
    const time = new Date(start + Math.floor((i / count) * 60 * 86_400) * 1000).toISOString();
    yield { id: `T${String(i).padStart(8, "0")}`, title: text.slice(0, 16), text, time };
  }
}
