import fc from "fast-check";
import { expect, test } from "vitest";
import { isPaced, Pace, paced } from "../../../alerts/channels/pace.js";
import { FixedClock } from "../../../core/clock.js";

test("so many at once, then one every so often; all that is asked for or nothing", () => {
  const clock = new FixedClock(0);
  const pace = new Pace(clock, { burst: 4, everyMs: 4_000 });
  expect(pace.take(3)).toBe(0);
  expect(pace.take(2)).toBe(4_000);
  expect(pace.take(1)).toBe(0);
  clock.advance(6_000);
  expect(pace.take(2)).toBe(2_000);
  clock.advance(2_000);
  expect(pace.take(2)).toBe(0);
});

test("a clock that is set back neither gives nor takes; one that jumps on fills the bucket, no more", () => {
  const clock = new FixedClock(1e12);
  const pace = new Pace(clock, { burst: 2, everyMs: 1_000 });
  pace.take(2);
  clock.moveTo(0);
  expect(pace.take(1)).toBe(1_000);
  clock.advance(1_000);
  expect(pace.take(1)).toBe(0);
  clock.advance(1e12);
  expect([pace.take(2), pace.take(1)]).toEqual([0, 1_000]);
});

test("R34: robots that block above 20 a minute never see more, whatever is asked of the channel", () => {
  const attempts = fc.array(fc.record({ wait: fc.nat(9_000), sendings: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(attempts, (asked) => {
      const clock = new FixedClock(0);
      const pace = new Pace(clock, { burst: 4, everyMs: 4_000 });
      const sent: number[] = [];
      for (const { wait, sendings } of asked) {
        clock.advance(wait);
        if (pace.take(sendings) === 0) for (let i = 0; i < sendings; i++) sent.push(clock.now());
      }
      for (const from of sent) {
        expect(sent.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(20);
      }
    }),
  );
});

test("what the channel puts off itself can be told from a receiver's failure", () => {
  expect(isPaced(paced(5))).toBe(true);
  expect(isPaced({ outcome: "retry", reason: { zh: "忙", en: "busy" }, afterMs: 5 })).toBe(false);
});
