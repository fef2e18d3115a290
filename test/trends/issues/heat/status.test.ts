import { expect, test } from "vitest";
import { growthOf } from "../../../../trends/issues/heat/growth.js";
import { statsOf } from "../../../../trends/issues/heat/stats.js";
import { statusOf } from "../../../../trends/issues/heat/status.js";
import { NOW, SHANGHAI, said } from "./said.js";

/** `n` citizens on each of the days of June. */
function june(days: number[], n = 1) {
  return days.flatMap((day) => Array.from({ length: n }, () => said(`2024-06-${String(day).padStart(2, "0")} 10:00`)));
}

test("growth holds the last seven days against the usual seven days before", () => {
  // 20 days with 6 voices before the 24th, 2.1 in seven days; then 7.
  const stats = statsOf([...june([4, 7, 10, 13, 16, 19]), ...june([24, 25, 26, 27, 28, 29, 30])], SHANGHAI);
  const { recent, usual, ratio } = growthOf(stats, NOW, SHANGHAI);
  expect(recent).toBe(7);
  expect(usual).toBeCloseTo(2.1, 9);
  expect(ratio).toBeCloseTo(10 / 5.1, 9);
});

test("the last seven days are the office's: one that began half an hour ago is the last of them", () => {
  const midnight = Date.parse("2024-07-01T00:30:00+08:00"); // in UTC it is still the 30th
  const stats = statsOf([...june([23, 24, 25], 2), said("2024-07-01 00:10")], SHANGHAI);
  expect(growthOf(stats, midnight, SHANGHAI)).toMatchObject({ recent: 3 }); // from the 25th on
  expect(growthOf(stats, midnight - 3_600_000, SHANGHAI)).toMatchObject({ recent: 5 }); // from the 24th on
});

test("an issue is growing at twice its usual, stays so down to one and a half times, and needs five voices", () => {
  const grown = statsOf([...june([4, 10]), ...june([24, 25, 26, 27, 28, 29])], SHANGHAI);
  expect(statusOf(grown, NOW, SHANGHAI)).toBe("growing");
  // 6 in the last week, 3 usual: (6 + 3) ÷ (2.8 + 3) = 1.55.
  const slower = statsOf([...june([4, 6, 8, 10, 12, 14, 16, 18]), ...june([24, 25, 26, 27, 28, 29])], SHANGHAI);
  expect(statusOf(slower, NOW, SHANGHAI)).toBe("open");
  expect(statusOf(slower, NOW, SHANGHAI, undefined, "growing")).toBe("growing");
  expect(statusOf(statsOf(june([27, 28, 29, 30]), SHANGHAI), NOW, SHANGHAI)).toBe("open");
  expect(statusOf(statsOf(june([28, 29, 30], 2), SHANGHAI), NOW, SHANGHAI)).toBe("growing");
});

test("silence makes an issue quiet, then closed; a new message opens it again; a merged one stays merged", () => {
  const stats = statsOf(june([1]), SHANGHAI);
  const after = (days: number) => Date.parse(stats.to) + days * 86_400_000;
  expect(statusOf(stats, after(13), SHANGHAI)).toBe("open");
  expect(statusOf(stats, after(14), SHANGHAI)).toBe("quiet");
  expect(statusOf(stats, after(59), SHANGHAI)).toBe("quiet");
  expect(statusOf(stats, after(60), SHANGHAI)).toBe("closed");
  expect(statusOf(stats, after(5), SHANGHAI, { quietAfter: 3, closeAfter: 4 })).toBe("closed");
  expect(statusOf(statsOf([...june([1]), ...june([29])], SHANGHAI), NOW, SHANGHAI, undefined, "closed")).toBe("open");
  expect(statusOf(stats, after(1), SHANGHAI, undefined, "merged")).toBe("merged");
});
