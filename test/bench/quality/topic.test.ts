import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { loadTaxonomy } from "../../../analyzers/topic/taxonomy.js";
import { shipped } from "../../../core/paths.js";

test("every path in topic_paths.csv is one of the shipped taxonomy, and no message is listed twice", () => {
  const { classes } = loadTaxonomy();
  const pathOf = (index: number): string =>
    index < 0 ? "" : `${pathOf(classes[index]!.parent)}/${classes[index]!.name}`.replace(/^\//, "");
  const known = new Set(classes.map((_, index) => pathOf(index)));
  const rows = parse(readFileSync(shipped("bench", "quality", "topic_paths.csv")), {
    columns: true,
  }) as Record<"file" | "id" | "split" | "paths", string>[];
  expect(rows.flatMap(({ paths }) => paths.split("|")).filter((path) => !known.has(path))).toEqual([]);
  expect(new Set(rows.map(({ file, id }) => `${file},${id}`))).toHaveLength(200);
  expect(rows.filter(({ split }) => split === "test")).toHaveLength(100);
});
