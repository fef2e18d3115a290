import { expect, test } from "vitest";
import { contest } from "../../../bench/issues/contest.js";
import type { Finder } from "../../../bench/issues/finders/finder.js";
import { contestTable } from "../../../bench/issues/tables.js";
import { readMessage } from "./read-message.js";

const nothing = { unsure: new Set<string>(), negatives: [], files: [] };
const course = (...ids: string[]) => ({
  messages: ids.map((id) => readMessage(id, "电梯 坏了")),
  known: { ...nothing, issues: new Map([["lift", ids.slice(0, 2)]]) },
});

/** Puts the first `value` messages together. */
const finder: Finder = {
  id: "first",
  name: { zh: "前几条", en: "the first few" },
  parameter: "how many",
  values: [1, 2, 4],
  find: (messages, values) => values.map((value) => messages.map((_, i) => (i < value ? 0 : -1))),
};

test("the parameter is the one that does best on the tuning issues, whatever it does on the others", async () => {
  const gold = course("5", "6", "7", "8");
  const planted = { messages: gold.messages, matters: [{ id: "m", place: "p", kind: "k", members: [0, 1, 2, 3] }] };
  const row = await contest(finder, course("1", "2", "3", "4"), gold, [planted, planted]);
  expect(row).toMatchObject({ value: 2, tuning: { precision: 1, recall: 1 }, gold: { precision: 1, recall: 1 } });
  expect(row.planted.sizes).toEqual([{ size: 4, matters: 2, found: 2, leftOut: 4, planted: 8 }]);
  expect(contestTable([row]).split("\n").at(-1)).toBe(
    "| the first few | how many 2 | 1.000 | 1.000 | 0 of 0 | 1.000 | 1.000 | 100.0 % | 50.0 % | 0.0 % |",
  );
});
