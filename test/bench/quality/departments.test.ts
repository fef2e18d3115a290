import { expect, test } from "vitest";
import { loadCharters } from "../../../analyzers/departments/charters.js";
import { readDepartmentLabels } from "../../../bench/quality/departments.js";

test("every unit in department_labels.csv is a shipped one, and no message is listed twice", () => {
  const known = new Set(loadCharters().units.map(({ name }) => name));
  const rows = readDepartmentLabels();
  const named = rows.flatMap(({ departments }) => departments.split("|"));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  expect(new Set(rows.map(({ file, id }) => `${file},${id}`)).size).toBe(500);
  expect(rows.filter(({ split }) => split === "test")).toHaveLength(190);
});
