import { describe, expect, test } from "vitest";
import type { CountRow } from "../../core/store.js";
import { Zone } from "../../core/zone.js";
import { buckets } from "../../trends/buckets.js";
import { comparable } from "../../trends/periods.js";
import { series } from "../../trends/series.js";
import { topList } from "../../trends/top-list.js";

const shanghai = new Zone("Asia/Shanghai");

function row(at: string, key: string[], n: number): CountRow {
  return { at, key, n, negative: n, neutral: 0, positive: 0, scoreMilli: -500 * n, severe: 0 };
}

describe("series", () => {
  // 2024-03-04 is a Monday; days in Shanghai start at 16:00 UTC.
  const rows = [
    row("2024-03-03T16:00:00.000Z", ["噪音"], 2),
    row("2024-03-03T16:00:00.000Z", ["供暖"], 1),
    row("2024-03-06T16:00:00.000Z", ["噪音"], 4),
  ];

  test("adds up rows of one bucket and fills the gaps with zeros", () => {
    const points = series(rows, { every: "day", zone: shanghai });
    expect(points.map(({ at, n }) => [at.slice(0, 10), n])).toEqual([
      ["2024-03-03", 3],
      ["2024-03-04", 0],
      ["2024-03-05", 0],
      ["2024-03-06", 4],
    ]);
    expect(points[0]).toMatchObject({ negative: 3, scoreMilli: -1500 });
  });

  test("spans what was asked for, also where there is nothing", () => {
    const points = series(rows, {
      every: "day",
      zone: shanghai,
      from: "2024-03-02T16:00:00Z",
      to: "2024-03-05T16:00:00Z",
    });
    expect(points.map(({ n }) => n)).toEqual([0, 3, 0]);
    expect(series([], { every: "day", zone: shanghai })).toEqual([]);
  });
});

describe("buckets", () => {
  const dates = (every: "day" | "week" | "month", from: string, to: string): string[] =>
    buckets(Date.parse(from), Date.parse(to), every, shanghai).map((at) => shanghai.dayText(shanghai.dayOf(at)));

  test("weeks start on Monday, months on the first, the end is not touched", () => {
    expect(dates("week", "2024-02-28T00:00:00Z", "2024-03-10T16:00:00Z")).toEqual(["2024-02-26", "2024-03-04"]);
    expect(dates("month", "2024-01-31T15:59:59Z", "2024-02-29T16:00:00Z")).toEqual(["2024-01-01", "2024-02-01"]);
  });

  test("the day on which summer time starts has 23 hours and is one day", () => {
    const berlin = new Zone("Europe/Berlin");
    const start = Date.parse("2024-03-30T23:00:00Z");
    expect(buckets(start, start + 23 * 3_600_000, "day", berlin)).toHaveLength(1);
    expect(buckets(start, start + 23 * 3_600_000, "hour", berlin)).toHaveLength(23);
  });
});

describe("comparable periods", () => {
  const text = ({ from, to }: { from: string; to: string }): string =>
    [from, to].map((at) => shanghai.dayText(shanghai.dayOf(Date.parse(at)))).join("/");

  test("a week is held against the weeks before it", () => {
    const week = { from: "2024-03-03T16:00:00.000Z", to: "2024-03-10T16:00:00.000Z" };
    expect(comparable(week, 3, shanghai).map(text)).toEqual([
      "2024-02-19/2024-02-26",
      "2024-02-26/2024-03-04",
      "2024-03-04/2024-03-11",
    ]);
  });

  test("a Monday is held against Mondays, ten days against ten days of the same weekdays", () => {
    const monday = { from: "2024-03-03T16:00:00.000Z", to: "2024-03-04T16:00:00.000Z" };
    expect(comparable(monday, 2, shanghai).map(text)).toEqual(["2024-02-26/2024-02-27", "2024-03-04/2024-03-05"]);
    const ten = { from: "2024-03-03T16:00:00.000Z", to: "2024-03-13T16:00:00.000Z" };
    expect(comparable(ten, 2, shanghai).map(text)).toEqual(["2024-02-19/2024-02-29", "2024-03-04/2024-03-14"]);
  });
});

describe("topList", () => {
  const rows = [
    row("", ["a", "甲"], 3),
    row("", ["a", "乙"], 2),
    row("", ["b", "甲"], 5),
    row("", ["c", "乙"], 1),
    row("", ["", "甲"], 4),
  ];

  test("adds up over the other dimensions; the unknown stand apart; ties in order of value", () => {
    const list = topList(rows, 2);
    expect(list.entries.map(({ value, n }) => [value, n])).toEqual([
      ["a", 5],
      ["b", 5],
    ]);
    expect(list).toMatchObject({ others: 1, unknown: 4, total: 15 });
  });

  test("by another dimension of the key", () => {
    expect(topList(rows, 5, 1).entries.map(({ value, n }) => [value, n])).toEqual([
      ["甲", 12],
      ["乙", 3],
    ]);
  });
});
