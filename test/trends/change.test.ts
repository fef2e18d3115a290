import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { change } from "../../trends/change.js";
import { share, shares } from "../../trends/share.js";

describe("change", () => {
  test.each([
    [120, 96, "up", 250],
    [96, 120, "down", -200],
    [7, 7, "same", 0],
    [1, 3000, "down", -1000],
    [2, 8, "down", -750],
  ])("%i against %i is %s, %i thousandths", (now, before, kind, permille) => {
    expect(change(now, before)).toEqual({ now, before, kind, permille });
  });

  test("a first appearance has no rate", () => {
    expect(change(5, 0)).toEqual({ now: 5, before: 0, kind: "new" });
  });

  test("below five on both sides nothing is said", () => {
    expect(change(4, 1)).toEqual({ now: 4, before: 1, kind: "few" });
    expect(change(4, 0).kind).toBe("few");
    expect(change(5, 1).kind).toBe("up");
    expect(change(0, 5).kind).toBe("down");
  });

  test("R39: 0 against 0 is no spike", () => {
    expect(change(0, 0)).toEqual({ now: 0, before: 0, kind: "few" });
  });

  test("half a thousandth is rounded away from zero in both directions", () => {
    // 2001/2000 = +0.5 ‰, 1999/2000 = −0.5 ‰
    expect(change(2001, 2000).permille).toBe(1);
    expect(change(1999, 2000).permille).toBe(-1);
  });

  test("the size of the numbers makes no difference to the rate", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 9999 }),
        fc.integer({ min: 5, max: 9999 }),
        fc.integer({ min: 1, max: 50 }),
        (now, before, times) => {
          expect(change(now * times, before * times).permille).toBe(change(now, before).permille);
        },
      ),
    );
  });
});

describe("share", () => {
  test("in thousandths, and nothing of nothing is 0", () => {
    expect(share(1, 3)).toBe(333);
    expect(share(2, 3)).toBe(667);
    expect(share(0, 0)).toBe(0);
  });

  test("parts of a whole add up to 1000", () => {
    expect(shares([1, 1, 1])).toEqual([334, 333, 333]);
    expect(shares([0, 0])).toEqual([0, 0]);
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 12 }), (parts) => {
        const sum = shares(parts).reduce((a, b) => a + b, 0);
        expect(sum).toBe(parts.some((n) => n > 0) ? 1000 : 0);
      }),
    );
  });
});
