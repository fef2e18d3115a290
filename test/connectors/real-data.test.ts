import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { sourceSchema } from "../../config/schema.js";
import { createConnector } from "../../connectors/registry.js";
import { shipped } from "../../core/paths.js";
import { readAll } from "./helpers.js";

/** Folder of the development data; not part of the repository. */
const data = resolve(shipped(), process.env.MINYI_DATA ?? "../shared/data");

/** file, records, those with a title, a district, a department, a category, a reply, a history, likes */
const FILES = [
  ["messages", 4_326, 4_326, 0, 0, 0, 0, 0, 4_326],
  ["messages_with_reply", 2_816, 2_816, 0, 0, 0, 2_816, 0, 0],
  ["tickets_sichuan", 803, 803, 31, 803, 0, 0, 803, 0],
  ["messages_hangzhou", 1_632, 1_632, 225, 0, 1_632, 0, 0, 1_234],
] as const;

const source = (path: string) => sourceSchema.parse({ type: "csv", name: "board", path });

/** Runs where the data is: every record is taken, without any mapping. Elsewhere shapes.test.ts stands for it. */
describe.runIf(existsSync(data))("the development data, without any mapping", () => {
  test.each(FILES)("%s: %i records, none rejected", async (name, records, ...filled) => {
    const { items, rejects } = await readAll(
      createConnector(source(`${data}/${name}.csv.gz`), { timezone: "Asia/Shanghai" }),
    );
    expect(rejects).toEqual([]);
    expect(items).toHaveLength(records);
    const all = items.map(({ item }) => item);
    expect(new Set(all.map((i) => i.externalId)).size).toBe(records);
    const counts = [
      all.filter((i) => i.title !== undefined),
      all.filter((i) => i.district !== undefined),
      all.filter((i) => i.department !== undefined),
      all.filter((i) => i.category !== undefined),
      all.filter((i) => i.reply?.at !== undefined),
      all.filter((i) => i.history !== undefined),
      all.filter((i) => i.engagement?.likes !== undefined),
    ].map((list) => list.length);
    expect(counts).toEqual(filled);
    expect(all.every((i) => i.text.length > 0)).toBe(true);
  });
});
