import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { naivePlaces } from "../../../bench/quality/naive-places.js";
import { sameName } from "../../../bench/quality/places.js";
import { shipped } from "../../../core/paths.js";

test.each([
  ["A市A3区锦澜花园", "锦澜花园"],
  ["锦澜花园小区", "锦澜花园"],
  ["裕民小区", "裕民小区"],
  ["伊景园·滨河苑", "伊景园滨河苑"],
  ["西地省人民医院", "人民医院"],
  ["A1区北路", "A1区北路"],
])("%s counts as %s", (name, expected) => {
  expect(sameName(name)).toBe(expected);
});

test("the labels hold no text: ids, halves, districts and names of places", () => {
  const rows = parse(readFileSync(shipped("bench", "quality", "places_labels.csv"), "utf8"), {
    columns: true,
  }) as Record<string, string>[];
  expect(Object.keys(rows[0]!)).toEqual(["file", "id", "split", "district", "places"]);
  expect(rows.length).toBeGreaterThanOrEqual(120);
  expect(rows.filter(({ split }) => split === "test").length).toBeGreaterThanOrEqual(60);
  for (const { places } of rows) for (const name of places!.split(/[;/]/)) expect(name.length).toBeLessThanOrEqual(24);
});

test("the naive expression takes too much on the left", () => {
  expect(naivePlaces("投诉A3区锦澜花园停水")).toEqual({ names: ["锦澜花园"], district: "A3区" });
  expect(naivePlaces("我们投诉锦澜花园停水").names).toEqual(["我们投诉锦澜花园"]);
});
