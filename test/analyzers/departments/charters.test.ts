import fc from "fast-check";
import { expect, test } from "vitest";
import { ChartersError } from "../../../analyzers/departments/charter-error.js";
import { loadCharters, parseCharters } from "../../../analyzers/departments/charters.js";
import { loadTaxonomy } from "../../../analyzers/topic/taxonomy.js";

function faultOf(source: string): { zh: string; en: string } {
  try {
    parseCharters(source, "units.yaml");
  } catch (error) {
    if (error instanceof ChartersError) return error.what;
    throw error;
  }
  throw new Error("no fault");
}

test("a unit has its own name among its names; a question mark makes a word weak, the last mention counts", () => {
  const { units, ignore } = parseCharters(
    "ignore: 水平\ndepartments:\n  水务局:\n    names: 水利局\n    words: 河道 用水? 河道?\n    against: 水电费\n",
    "units.yaml",
  );
  expect(ignore).toEqual(["水平"]);
  expect(units).toEqual([
    {
      name: "水务局",
      names: [
        { text: "水务局", weak: false },
        { text: "水利局", weak: false },
      ],
      topics: [],
      words: [
        { text: "河道", weak: true },
        { text: "用水", weak: true },
      ],
      against: [{ text: "水电费", weak: false }],
    },
  ]);
});

test("a unit may be listed with nothing at all", () => {
  expect(parseCharters("departments:\n  信访局:\n", "units.yaml").units[0]?.names).toEqual([
    { text: "信访局", weak: false },
  ]);
});

test.each([
  ["departments:\n  水务局:\n    word: 河道\n", /第 2|第 3/, "names、topics、words、against"],
  ["departments:\n  水务局:\n    words: 12345\n", /第 3 行/, "departments > 水务局 > words"],
  ["departments:\n", /第 1 行/, "departments"],
  ["departments: {}\n", /第 1 行/, "departments"],
  ["departments:\n  水务局: 河道\n", /第 2 行/, "水务局"],
  ["units:\n  水务局:\n", /第 1 行/, "缩进在 departments 之下"],
  ["departments:\n  水务局:\nother: 1\n", /第 1 行/, "departments 和 ignore"],
  ["departments:\n  - [", /第 2 行|第 3 行/, "YAML"],
])("what is wrong with %j is said with its line", (source, line, said) => {
  const { zh, en } = faultOf(source);
  expect(zh).toMatch(line);
  expect(zh).toContain(said);
  expect(en).toContain("units.yaml, line");
});

test("a file that is not there is named, with the key to mend", () => {
  expect(() => loadCharters("/nowhere/units.yaml")).toThrow(/\/nowhere\/units\.yaml/);
});

test("R42: whatever is in the file, it is a list of units or a ChartersError", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `departments:\n  ${text}`),
      ),
      (source) => {
        try {
          expect(parseCharters(source, "units.yaml").units.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ChartersError);
        }
      },
    ),
  );
});

test("the shipped file: every topic is one of the shipped taxonomy, no unit has a word both for and against it", () => {
  const { classes } = loadTaxonomy();
  const pathOf = (index: number): string =>
    index < 0 ? "" : `${pathOf(classes[index]!.parent)}/${classes[index]!.name}`.replace(/^\//, "");
  const known = new Set(classes.map((_, index) => pathOf(index)));
  const { units } = loadCharters();
  expect(units.length).toBeGreaterThan(40);
  const unknown = units.flatMap(({ name, topics }) =>
    topics.filter(({ text }) => !known.has(text)).map(({ text }) => `${name}: ${text}`),
  );
  const both = units.flatMap(({ name, names, words, against }) =>
    against
      .filter(({ text }) => [...names, ...words].some((entry) => entry.text === text))
      .map(({ text }) => name + text),
  );
  const short = units.flatMap(({ names, words, against }) =>
    [...names, ...words, ...against].map(({ text }) => text).filter((text) => text.length < 2),
  );
  expect({ unknown, both, short }).toEqual({ unknown: [], both: [], short: [] });
});
