import fc from "fast-check";
import { expect, test } from "vitest";
import { CountTable } from "../../../alerts/evaluate/count-table.js";
import { Groups } from "../../../alerts/evaluate/groups.js";
import { type Need, planQueries } from "../../../alerts/evaluate/plan.js";
import { Timeline } from "../../../alerts/evaluate/timeline.js";
import type { CountRow, Dimension } from "../../../core/store.js";
import { at, zone } from "./town.js";

const need = (where: Need["where"], groupBy: Dimension[], back = 9): Need => ({ where, groupBy, every: "day", back });

test("rules that differ in the values of a filter share one count", () => {
  const { queries, answers } = planQueries([
    need({ area: ["城东区"] }, ["topic"]),
    need({ area: ["城西区", "城东区"] }, ["topic"], 63),
  ]);
  expect(queries).toEqual([{ where: { area: ["城东区", "城西区"] }, by: ["topic", "area"], every: "day", back: 63 }]);
  expect(answers.map(({ filter }) => filter)).toEqual([[["area", ["城东区"]]], [["area", ["城东区", "城西区"]]]]);
});

test("what all of them filter alike, the store filters", () => {
  const { queries } = planQueries([need({ area: ["城东区"] }, ["topic"]), need({ area: ["城东区"] }, ["topic"])]);
  expect(queries).toEqual([{ where: { area: ["城东区"] }, by: ["topic"], every: "day", back: 9 }]);
});

test("words, copies, hours and a fourth dimension make a count of their own", () => {
  const { queries } = planQueries([
    need({}, ["topic", "area", "street"]),
    need({ text: "油烟" }, ["topic", "area", "street"]),
    need({ folded: "representatives" }, ["topic", "area", "street"]),
    need({ demand: ["投诉"] }, ["topic", "area", "street"]),
    { ...need({}, ["topic", "area", "street"]), every: "hour" },
  ]);
  expect(queries).toHaveLength(5);
});

const VALUES: Partial<Record<Dimension, string[]>> = { topic: ["a", "b", "c"], area: ["x", "y"], source: ["s", "t"] };
const dimensions = Object.keys(VALUES) as Dimension[];
interface Message {
  topic: string;
  area: string;
  source: string;
  day: number;
}
const timeline = () => new Timeline("day", 0, 10, zone);

/** A store of a few messages, counted in the plainest way. */
function rowsOf(messages: Message[], where: Need["where"], by: readonly Dimension[]): CountRow[] {
  const value = (message: Message, dimension: Dimension): string => message[dimension as "topic"];
  const counts = new Map<string, CountRow>();
  for (const message of [...messages].sort((a, b) => a.day - b.day)) {
    if (!dimensions.every((name) => where[name]?.includes(value(message, name) as never) ?? true)) continue;
    const key = by.map((dimension) => value(message, dimension));
    const name = JSON.stringify([message.day, key]);
    const row = counts.get(name) ?? {
      key,
      at: new Date(zone.startOfDay(message.day)).toISOString(),
      n: 0,
      negative: 0,
      neutral: 0,
      positive: 0,
      scoreMilli: 0,
      severe: 0,
    };
    row.n += 1;
    counts.set(name, row);
  }
  return [...counts.values()];
}

test("whatever rules ask, shared rows answer as a count of their own would", () => {
  const pick = (name: Dimension) => fc.constantFrom(...(VALUES[name] as string[]));
  const message = fc.record({ topic: pick("topic"), area: pick("area"), source: pick("source"), day: fc.nat(9) });
  const where = fc.record(
    Object.fromEntries(dimensions.map((name) => [name, fc.uniqueArray(pick(name), { minLength: 1 })])),
    { requiredKeys: [] },
  );
  const needs = fc.array(
    fc.record({ where, groupBy: fc.subarray(dimensions), every: fc.constant("day" as const), back: fc.constant(9) }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 40 }), needs, (messages, asked) => {
      const { queries, answers } = planQueries(asked as Need[]);
      asked.forEach((one, index) => {
        const { query, filter, groupBy } = answers[index]!;
        const planned = queries[query]!;
        const shared = new CountTable(rowsOf(messages, planned.where, planned.by), planned.by, timeline());
        const groups = new Groups(shared, filter, groupBy);
        const own = new CountTable(rowsOf(messages, one.where as Need["where"], groupBy), groupBy, timeline());
        const alone = new Groups(own, [], groupBy);
        expect([...groups.keys].sort()).toEqual([...alone.keys].sort());
        for (const key of alone.keys) {
          expect(groups.sum(key, "n", 2, 8)).toBe(alone.sum(key, "n", 2, 8));
          expect(groups.series(key)).toEqual(alone.series(key));
        }
      });
    }),
    { numRuns: 200 },
  );
});

test("buckets of a timeline are days of the wall calendar", () => {
  const days = new Timeline("day", zone.dayOf(at("2026-11-01 00:00")), 10, zone);
  expect(days.indexOf(at("2026-11-03 23:59"))).toBe(2);
  expect(days.startOf(2)).toBe(at("2026-11-03 00:00"));
});
