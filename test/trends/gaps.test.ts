import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar, dayNumber, isWeekend } from "../../core/calendar.js";
import { type Gap, gapsOf } from "../../trends/gaps.js";

const plain = new Calendar({ holidays: [], workdays: [] });
const MONDAY = dayNumber("2024-01-01")!;

/** Days of one source: `volume` of each day from `first` on, whole numbers. */
function days(length: number, volume: (index: number) => number): Int32Array {
  return Int32Array.from({ length }, (_, index) => volume(index));
}

function dates(gaps: readonly Gap[]): string[] {
  const text = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
  return gaps.map(({ first, last }) => (first === last ? text(first) : `${text(first)}..${text(last)}`));
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A day's messages when they come in small heaps: as many Poisson heaps of one to three as make the mean; variance ÷ mean is 7/3. */
function heaps(mean: number, next: () => number): number {
  let count = 0;
  for (let p = next(); p > Math.exp(-mean / 2); p *= next()) count += 1 + Math.floor(next() * 3);
  return count;
}

describe("what is a gap", () => {
  test("one silent day of a source that brings twenty a day", () => {
    const gaps = gapsOf(
      MONDAY,
      days(400, (i) => (i === 200 ? 0 : 20)),
      plain,
    );
    expect(dates(gaps)).toEqual(["2024-07-19"]);
    expect(gaps[0]?.expected).toBeCloseTo(20, 0);
    expect(gaps[0]?.chance).toBeLessThan(0.01);
  });

  test("at two a day a week of silence may be chance, two weeks may not", () => {
    const silence = (length: number) =>
      gapsOf(
        MONDAY,
        days(400, (i) => (i >= 200 && i < 200 + length ? 0 : 2)),
        plain,
      );
    expect(silence(7)).toEqual([]);
    expect(dates(silence(14))).toEqual(["2024-07-19..2024-08-01"]);
  });

  test("a fall by nine tenths is no gap: there are messages", () => {
    expect(
      gapsOf(
        MONDAY,
        days(400, (i) => (i < 300 ? 20 : 2)),
        plain,
      ),
    ).toEqual([]);
  });

  test("a source that stopped is not collected since", () => {
    expect(
      dates(
        gapsOf(
          MONDAY,
          days(100, (i) => (i < 90 ? 5 : 0)),
          plain,
        ),
      ),
    ).toEqual(["2024-03-31..2024-04-09"]);
  });

  test("days before the first message of a busy source are a gap, those of a rare one may have been empty", () => {
    expect(
      dates(
        gapsOf(
          MONDAY,
          days(100, (i) => (i < 30 ? 0 : 5)),
          plain,
        ),
      ),
    ).toEqual(["2024-01-01..2024-01-30"]);
    expect(
      gapsOf(
        MONDAY,
        days(100, (i) => (i < 30 || i % 10 > 0 ? 0 : 1)),
        plain,
      ),
    ).toEqual([]);
  });

  test("two gaps with one good day between them are both found", () => {
    const gaps = gapsOf(
      MONDAY,
      days(300, (i) => (i >= 100 && i < 200 && i !== 150 ? 0 : 10)),
      plain,
    );
    expect(dates(gaps)).toEqual(["2024-04-10..2024-05-29", "2024-05-31..2024-07-18"]);
  });
});

describe("what is none", () => {
  test("weekends of an office that is shut then; a silent Wednesday is one", () => {
    const office = (i: number): number => (isWeekend(MONDAY + i) ? 0 : 30);
    expect(gapsOf(MONDAY, days(400, office), plain)).toEqual([]);
    expect(
      dates(
        gapsOf(
          MONDAY,
          days(400, (i) => (i === 198 ? 0 : office(i))),
          plain,
        ),
      ),
    ).toEqual(["2024-07-17"]);
  });

  test("R39: a holiday of an office that is shut on holidays, the first one in its data too", () => {
    const calendar = new Calendar({
      holidays: [{ name: "国庆节", days: [1, 2, 3, 4, 5, 6, 7].map((date) => `2024-10-0${date}`) }],
      workdays: ["2024-09-29", "2024-10-12"],
    });
    const shut = days(400, (i) => (calendar.isWorkday(MONDAY + i) ? 30 : 0));
    expect(gapsOf(MONDAY, shut, calendar)).toEqual([]);
    // The same silence of a source that brings as much at weekends is one.
    const open = days(400, (i) => (calendar.kind(MONDAY + i) === "holiday" ? 0 : 30));
    expect(dates(gapsOf(MONDAY, open, calendar))).toEqual(["2024-10-01..2024-10-07"]);
  });

  test("the pauses of a source that brings thirty messages one day in ten", () => {
    const next = random(7);
    const bursts = days(400, () => (next() < 0.1 ? 30 : 0));
    expect(gapsOf(MONDAY, bursts, plain)).toEqual([]);
  });

  test("nothing is said of two weeks and less, nor of a source without messages", () => {
    expect(
      gapsOf(
        MONDAY,
        days(14, (i) => (i === 7 ? 0 : 50)),
        plain,
      ),
    ).toEqual([]);
    expect(gapsOf(MONDAY, new Int32Array(400), plain)).toEqual([]);
    expect(gapsOf(MONDAY, new Int32Array(0), plain)).toEqual([]);
  });
});

describe("R38: the months of a real board, where collection stopped for ten months", () => {
  /** Messages a month, January 2024 to June 2026 (to the 14th), of two exports of the same board. */
  const ELEVEN_FORUMS = [
    272, 129, 284, 258, 140, 130, 126, 133, 125, 109, 129, 106, 45, 57, 68, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 25, 26, 86,
    57,
  ];
  const NINETEEN_FORUMS = [
    444, 234, 451, 396, 211, 222, 219, 217, 212, 206, 249, 163, 102, 102, 312, 457, 407, 373, 359, 379, 392, 344, 368,
    378, 287, 168, 327, 422, 367, 94,
  ];
  const first = dayNumber("2024-01-01")!;
  const end = dayNumber("2026-06-07")!;

  /** The months' messages thrown onto their days at random. */
  function thrown(months: readonly number[], seed: number): Int32Array {
    const next = random(seed);
    const counts = new Int32Array(end - first);
    months.forEach((messages, month) => {
      const start = Date.UTC(2024, month, 1) / 86_400_000;
      const after = Math.min(end, Date.UTC(2024, month + 1, 1) / 86_400_000);
      for (let k = 0; k < messages; k++) counts[start - first + Math.floor(next() * (after - start))]! += 1;
    });
    return counts;
  }

  test("the ten months are a gap, and the board has no other", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const gaps = gapsOf(first, thrown(ELEVEN_FORUMS, seed), plain);
        const long = gaps.filter((gap) => gap.last - gap.first >= 100);
        expect(long).toHaveLength(1);
        expect(long[0]!.first).toBeLessThanOrEqual(dayNumber("2025-04-01")!);
        expect(long[0]!.first).toBeGreaterThan(dayNumber("2025-03-15")!);
        expect(long[0]!.last).toBeGreaterThanOrEqual(dayNumber("2026-01-31")!);
        expect(long[0]!.last).toBeLessThan(dayNumber("2026-02-28")!);
      }),
      { numRuns: 50 },
    );
  });

  test("the other export is whole", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(gapsOf(first, thrown(NINETEEN_FORUMS, seed), plain)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe("whatever the counts", () => {
  const anyCounts = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 40 })), { maxLength: 200 });

  test("a gap is a whole silence: no message in it, a message or the end on either side", () => {
    fc.assert(
      fc.property(anyCounts, fc.integer({ min: 0, max: 30_000 }), (counts, first) => {
        for (const gap of gapsOf(first, counts, plain)) {
          const [start, last] = [gap.first - first, gap.last - first];
          expect(counts.slice(start, last + 1).every((n) => n === 0)).toBe(true);
          expect(counts[start - 1] ?? 1).toBeGreaterThan(0);
          expect(counts[last + 1] ?? 1).toBeGreaterThan(0);
          expect(gap.chance).toBeLessThan(0.01);
        }
      }),
    );
  });

  test("time may run backwards", () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const there = gapsOf(0, counts, plain).map(({ first, last }) => [first, last]);
        // Mirrored around a Wednesday, every weekday keeps its company.
        const back = gapsOf(3 - counts.length + 1 - 1, counts.toReversed(), plain);
        expect(back.map(({ first, last }) => [2 - last, 2 - first]).reverse()).toEqual(there);
      }),
    );
  });

  test("of a hundred sources without a gap, at any volume, about one is thought to have one", () => {
    let wrong = 0;
    for (let seed = 0; seed < 300; seed++) {
      const next = random(seed);
      const mean = [0.1, 0.5, 2, 5, 10, 20][seed % 6]!;
      const counts = days(400, (i) => heaps(mean * (isWeekend(MONDAY + i) ? 0.5 : 1.2), next));
      if (gapsOf(MONDAY, counts, plain).length > 0) wrong++;
    }
    expect(wrong).toBeLessThanOrEqual(6);
  });

  test("and a month of silence is found in every source of two a day and more", () => {
    let found = 0;
    for (let seed = 0; seed < 100; seed++) {
      const next = random(seed);
      const mean = [2, 5, 20][seed % 3]!;
      const counts = days(400, (i) => (i >= 150 && i < 180 ? 0 : heaps(mean, next)));
      const gaps = gapsOf(MONDAY, counts, plain);
      if (gaps.some(({ first, last }) => first <= MONDAY + 150 && last >= MONDAY + 179)) found++;
    }
    expect(found).toBe(100);
  });
});
