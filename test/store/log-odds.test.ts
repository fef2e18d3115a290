import fc from "fast-check";
import { expect, test } from "vitest";
import { highestScore, mostTypical } from "../../store/log-odds.js";

const tally = (value: string, n: number, against: number) => ({ n, against, value: () => value });

test("the score is the log-odds over its standard deviation, in thousandths", () => {
  // Prior 500 · 40 / 300 = 66.7; log(96.7 / 503.3) − log(76.7 / 623.3) = 0.4457; √(1/96.7 + 1/76.7) = 0.1529.
  expect(mostTypical([tally("噪音", 30, 10)], 100, 200)).toEqual([
    { value: "噪音", n: 30, against: 10, scoreMilli: 2914 },
  ]);
});

test("a frequent value that differs a little stands before a rare one that differs much", () => {
  const found = mostTypical([tally("少见", 2, 0), tally("噪音", 300, 150), tally("物业", 100, 250)], 402, 400);
  expect(found.map(({ value }) => value)).toEqual(["噪音", "少见"]);
});

test("never more than 50, best first, ties by value, each of them more frequent here", () => {
  const tallies = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(tallies, (list) => {
      const total = list.reduce((sum, [n]) => sum + n, 0);
      const against = list.reduce((sum, [, n]) => sum + n, 0);
      fc.pre(total > 0 && against > 0);
      const found = mostTypical(
        list.map(([n, m], i) => tally(`值${String(i).padStart(3, "0")}`, n, m)),
        total,
        against,
      );
      expect(found.length).toBeLessThanOrEqual(50);
      for (const [i, one] of found.entries()) {
        expect(one.n / total).toBeGreaterThan(one.against / against);
        const next = found[i + 1];
        if (!next) continue;
        expect(one.scoreMilli > next.scoreMilli || (one.scoreMilli === next.scoreMilli && one.value < next.value)).toBe(
          true,
        );
      }
    }),
  );
});

test("no value that occurs n times here or less scores above the highest score of n", () => {
  const totals = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 100_000 }));
  fc.assert(
    fc.property(totals, fc.nat(30), fc.nat(), fc.nat(5), ([total, totalAgainst], n, against, less) => {
      fc.pre(n > 0 && n <= total);
      const one = tally("值", Math.max(1, n - less), totalAgainst === 0 ? 0 : against % Math.min(200, totalAgainst));
      const score = mostTypical([one], total, totalAgainst)[0]?.scoreMilli ?? 0;
      expect(score).toBeLessThanOrEqual(highestScore(n, total, totalAgainst));
    }),
    { numRuns: 500 },
  );
  expect(highestScore(1, 1000, 1000)).toBe(mostTypical([tally("值", 1, 0)], 1000, 1000)[0]?.scoreMilli);
  expect(highestScore(100_000, 1_000_000, 1_000_000)).toBe(Number.POSITIVE_INFINITY);
});
