import { describe, expect, test } from "vitest";
import { Calendar, dayNumber } from "../../core/calendar.js";
import type { CountRow } from "../../core/store.js";
import { Zone } from "../../core/zone.js";
import { coverageOf } from "../../trends/coverage.js";
import { keyValues, seriesKey, seriesOf } from "../../trends/series-of.js";

const zone = new Zone("Asia/Shanghai");
const calendar = new Calendar({ holidays: [], workdays: [] });
const FIRST = dayNumber("2024-01-01")!;
const LENGTH = 300;
const span = { first: FIRST, last: FIRST + LENGTH - 1, zone };

function row(key: string[], index: number, n: number, negative = 0): CountRow {
  const at = new Date(zone.startOfDay(FIRST + index)).toISOString();
  return { key, at, n, negative, neutral: 0, positive: 0, scoreMilli: 0, severe: 0 };
}

/** Rows of a source that brings `n` on each day of [from, to); the store has no row for a day without messages. */
function source(name: string, n: number, from = 0, to = LENGTH): CountRow[] {
  return Array.from({ length: to - from }, (_, i) => row([name], from + i, n));
}

/** The stretches of known days, [from, to) from the first day on. */
function stretches(known: Uint8Array): [number, number][] {
  const found: [number, number][] = [];
  known.forEach((value, i) => {
    if (value === 0) return;
    if (found.at(-1)?.[1] === i) found.at(-1)![1] = i + 1;
    else found.push([i, i + 1]);
  });
  return found;
}

describe("of which days there is data", () => {
  test("R38: a gap of a source is no data, and known by its dates", () => {
    const coverage = coverageOf([...source("board", 10, 0, 100), ...source("board", 10, 160)], span, calendar);
    expect(stretches(coverage.known(["board"]))).toEqual([
      [0, 100],
      [160, 300],
    ]);
    expect(coverage.gaps("board")).toMatchObject([{ first: FIRST + 100, last: FIRST + 159 }]);
    expect(coverage.gaps("nobody")).toEqual([]);
  });

  test("R38: a gap of a larger source takes its days out of the sum, that of a small one does not", () => {
    const gone = (name: string, n: number) => [...source(name, n, 0, 100), ...source(name, n, 120)];
    const larger = coverageOf([...gone("hotline", 100), ...source("board", 100)], span, calendar);
    expect(stretches(larger.known())).toEqual([
      [0, 100],
      [120, 300],
    ]);
    expect(stretches(larger.known(["board"]))).toEqual([[0, 300]]);
    const small = coverageOf([...gone("posts", 10), ...source("hotline", 100)], span, calendar);
    expect(stretches(small.known())).toEqual([[0, 300]]);
  });

  test("R39: a source that is added makes no rise: the sum begins anew with it", () => {
    const coverage = coverageOf([...source("hotline", 100), ...source("board", 100, 250)], span, calendar);
    expect(stretches(coverage.known())).toEqual([[250, 300]]);
    expect(stretches(coverage.known(["hotline"]))).toEqual([[0, 300]]);
    expect(stretches(coverage.known(["board"]))).toEqual([[250, 300]]);
  });

  test("a source that takes another's place keeps the history", () => {
    const coverage = coverageOf([...source("files", 95, 0, 200), ...source("push", 100, 200)], span, calendar);
    expect(stretches(coverage.known())).toEqual([[0, 300]]);
  });

  test("a source that fell silent is missed for eight weeks, then it has been given up", () => {
    const silent = (days: number) =>
      stretches(
        coverageOf([...source("hotline", 50), ...source("board", 50, 0, LENGTH - days)], span, calendar).known(),
      );
    expect(silent(40)).toEqual([[0, 260]]);
    expect(silent(57)).toEqual([[243, 300]]);
  });

  test("when all is silent nothing is known of the end, however long", () => {
    expect(stretches(coverageOf(source("board", 10, 0, 100), span, calendar).known())).toEqual([[0, 100]]);
  });

  test("days that a source's watermark has not passed are not in yet", () => {
    const rows = [...source("hotline", 100), ...source("board", 100)];
    const coverage = coverageOf(rows, span, calendar, new Map([["board", FIRST + 297]]));
    expect(stretches(coverage.known())).toEqual([[0, 297]]);
    expect(stretches(coverage.known(["hotline"]))).toEqual([[0, 300]]);
  });

  test("without messages nothing is known", () => {
    expect(stretches(coverageOf([], span, calendar).known())).toEqual([]);
    expect(stretches(coverageOf(source("board", 1), span, calendar).known(["other"]))).toEqual([]);
  });
});

describe("series", () => {
  const coverage = coverageOf([...source("board", 10, 0, 100), ...source("board", 10, 160)], span, calendar);

  test("one for each key, zeros where there is no row, and the days of the sources", () => {
    const rows = [row(["供水", "城东区"], 3, 2, 1), row(["供水", "城东区"], 5, 4), row(["道路", ""], 299, 1)];
    const series = seriesOf(rows, coverage, { zone });
    expect([...series.keys()].map(keyValues)).toEqual([
      ["供水", "城东区"],
      ["道路", ""],
    ]);
    const water = series.get(seriesKey(["供水", "城东区"]))!;
    expect(water.first).toBe(FIRST);
    expect([...water.counts.slice(0, 7)]).toEqual([0, 0, 0, 2, 0, 4, 0]);
    // A true zero on a day that was collected; none on one that was not.
    expect([water.known[4], water.known[130]]).toEqual([1, 0]);
    expect(water.counts).toHaveLength(LENGTH);
  });

  test("rows of other days are left out, another figure can be counted", () => {
    const rows = [row(["供水"], -1, 9), row(["供水"], 0, 5, 3), row(["供水"], LENGTH, 9)];
    const negative = seriesOf(rows, coverage, { zone, value: (one) => one.negative }).get("供水")!;
    expect(Array.from(negative.counts).reduce((a, b) => a + b, 0)).toBe(3);
  });

  test("a series of one source has that source's days", () => {
    const two = coverageOf([...source("hotline", 50), ...source("board", 50, 200)], span, calendar);
    const series = seriesOf([row(["供水", "board"], 250, 1), row(["供水", "hotline"], 10, 1)], two, {
      zone,
      sourceAt: 1,
    });
    expect(stretches(series.get(seriesKey(["供水", "board"]))!.known)).toEqual([[200, 300]]);
    expect(stretches(series.get(seriesKey(["供水", "hotline"]))!.known)).toEqual([[0, 300]]);
  });
});
