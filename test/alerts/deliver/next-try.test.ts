import fc from "fast-check";
import { expect, test } from "vitest";
import { Breaker } from "../../../alerts/deliver/breaker.js";
import { HORIZON, nextTry } from "../../../alerts/deliver/next-try.js";
import { DEFAULT_DELIVERY_SETTINGS } from "../../../alerts/deliver/settings.js";
import type { OutboxRow } from "../../../state/alert-outbox.js";
import { AWAY, busyFor, REFUSED } from "./receiver.js";

const NOW = Date.UTC(2026, 2, 3);
const SECOND = 1000;

function rowOf(channels: string[]): OutboxRow {
  return {
    key: "k",
    receiver: "account:lin",
    kind: "firing",
    level: "orange",
    at: NOW,
    channels,
    position: 0,
    channel: channels[0] as string,
    failures: 0,
    attempts: 0,
    waited: 0,
    refused: [],
    nextAt: NOW,
    status: "waiting",
  };
}

type Failure = Parameters<typeof nextTry>[1];

/** Every attempt fails as given; gives each attempt's channel and how long after the one before it is made. */
function follow(
  row: OutboxRow,
  failures: readonly Failure[],
  random = 1,
): { tried: string[]; dead: boolean; last: OutboxRow } {
  const tried: string[] = [];
  let current = row;
  for (const failure of failures) {
    const next = nextTry(current, failure, current.nextAt, random, DEFAULT_DELIVERY_SETTINGS);
    if ("dead" in next) return { tried, dead: true, last: current };
    tried.push(`${(next.retry.nextAt - current.nextAt) / SECOND} s ${next.retry.channel}`);
    current = { ...current, ...next.retry, attempts: current.attempts + 1 } as OutboxRow;
  }
  return { tried, dead: false, last: current };
}

test("the wait doubles; after three failures the next channel at once, after the last one the first again", () => {
  const away = Array(7).fill(AWAY) as Failure[];
  expect(follow(rowOf(["robot", "mail"]), away).tried).toEqual([
    "5 s robot",
    "10 s robot",
    "0 s mail",
    "40 s mail",
    "80 s mail",
    "160 s robot",
    "320 s robot",
  ]);
  expect(follow(rowOf(["robot"]), away.slice(0, 4), 0).tried).toEqual([
    "2.5 s robot",
    "5 s robot",
    "10 s robot",
    "20 s robot",
  ]);
});

test("a receiver that names a longer wait gets it, up to an hour", () => {
  const tried = [busyFor(90 * SECOND), busyFor(1e12)] as Failure[];
  expect(follow(rowOf(["robot"]), tried).tried).toEqual(["90 s robot", "3600 s robot"]);
});

test("a channel that has refused is not tried again; when all have, it is over", () => {
  const failures = [REFUSED, AWAY, AWAY, AWAY, REFUSED] as Failure[];
  const { tried, dead } = follow(rowOf(["robot", "mail"]), failures);
  expect(tried.map((line) => line.split(" ").at(-1))).toEqual(["mail", "mail", "mail", "mail"]);
  expect(dead).toBe(true);
});

test("whatever the receivers answer: never a refused channel, never put off beyond the horizon, given up after 24 hours of waiting", () => {
  const failure = fc.oneof(
    fc.constant(AWAY as Failure),
    fc.constant(REFUSED as Failure),
    fc.integer({ min: 0, max: 1e9 }).map((ms) => busyFor(ms) as Failure),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom("robot", "mail", "sms"), { minLength: 1 }),
      fc.array(failure, { maxLength: 300 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (channels, failures, random) => {
        let row = rowOf(channels);
        for (const one of failures) {
          const next = nextTry(row, one, row.nextAt, random, DEFAULT_DELIVERY_SETTINGS);
          if ("dead" in next) {
            const refused = [...row.refused, ...(one.outcome === "refused" ? [row.channel] : [])];
            expect(refused.length === channels.length || row.waited === DEFAULT_DELIVERY_SETTINGS.patience).toBe(true);
            return;
          }
          const { retry } = next;
          expect(retry.refused).not.toContain(retry.channel);
          expect(channels[retry.position]).toBe(retry.channel);
          expect(retry.nextAt - row.nextAt).toBeLessThanOrEqual(HORIZON);
          expect(retry.nextAt - row.nextAt).toBe(retry.waited - row.waited);
          expect(retry.waited).toBeLessThanOrEqual(DEFAULT_DELIVERY_SETTINGS.patience);
          row = { ...row, ...retry, attempts: row.attempts + 1 } as OutboxRow;
        }
      },
    ),
  );
});

test("a breaker leaves a channel alone after five failures, tries one, and leaves it alone for longer", () => {
  const breaker = new Breaker(DEFAULT_DELIVERY_SETTINGS);
  for (let failure = 0; failure < 5; failure++) {
    expect(breaker.allows("robot", NOW)).toBe(true);
    breaker.failed("robot", NOW);
  }
  expect([59, 60].map((second) => breaker.allows("robot", NOW + second * SECOND))).toEqual([false, true]);
  breaker.failed("robot", NOW + 60 * SECOND);
  expect([179, 180].map((second) => breaker.allows("robot", NOW + second * SECOND))).toEqual([false, true]);
  expect(breaker.allows("mail", NOW)).toBe(true);
  // R13: the clock was an hour ahead.
  expect(breaker.allows("robot", NOW - 3_600 * SECOND)).toBe(true);
  breaker.succeeded("robot");
  expect(breaker.allows("robot", NOW + 61 * SECOND)).toBe(true);
});
