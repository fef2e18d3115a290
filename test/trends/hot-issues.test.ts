import { expect, test } from "vitest";
import type { Issue } from "../../core/issue.js";
import { Zone } from "../../core/zone.js";
import { countWithin, issuesWithin, pinnedFirst } from "../../trends/hot-issues.js";
import { daysPeriod } from "../../trends/periods.js";

const zone = new Zone("Asia/Shanghai");
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const days = [
  { day: "2026-10-31", n: 4, citizens: 3 },
  { day: "2026-11-02", n: 1, citizens: 1 },
  { day: "2026-11-08", n: 2, citizens: 2 },
];
const week = daysPeriod(day("2026-11-02"), day("2026-11-08"), zone);

test("messages are counted on the days of the period, its first and its last included", () => {
  expect(countWithin({ days }, week, zone)).toBe(3);
  expect(countWithin({ days }, daysPeriod(day("2026-10-31"), day("2026-10-31"), zone), zone)).toBe(4);
});

test("issues without a message in the period are left out, the others keep their order", () => {
  const issue = (id: string, listed: typeof days) => ({ id, stats: { days: listed } }) as Issue;
  const found = issuesWithin([issue("b", days), issue("old", days.slice(0, 1)), issue("a", days.slice(2))], week, zone);
  expect(found.map(({ issue: { id }, n }) => [id, n])).toEqual([
    ["b", 3],
    ["a", 2],
  ]);
});

test("what people have pinned stands first, however low it ranks", () => {
  const ranked = ["a", "b", "c", "d"].map((id) => ({ id, issue: { pinned: id === "b" || id === "d" } }));
  expect(pinnedFirst(ranked, 2).map(({ id }) => id)).toEqual(["b", "d", "a"]);
  expect(pinnedFirst(ranked, 3).map(({ id }) => id)).toEqual(["b", "d", "a", "c"]);
});
