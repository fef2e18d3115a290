import fc from "fast-check";
import { expect, test } from "vitest";
import { HEAT_WEIGHTS } from "../../../../core/heat-weights.js";
import { HEAT_PARTS } from "../../../../core/issue.js";
import { heatOf } from "../../../../trends/issues/heat/heat.js";
import { type Member, statsOf } from "../../../../trends/issues/heat/stats.js";
import { NOW, SHANGHAI, said } from "./said.js";

function heat(members: Member[], weights = HEAT_WEIGHTS) {
  return heatOf(statsOf(members, SHANGHAI), weights, NOW, SHANGHAI);
}

/** Up to 30 messages of up to eight citizens in the 200 days before now. */
const issue = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 200 }),
      author: fc.option(fc.integer({ min: 1, max: 8 })),
      severity: fc.constantFrom<Member["severity"][]>(0, 1, 2, 3),
      sentiment: fc.constantFrom<Member["sentiment"][]>("negative", "neutral", "positive"),
      likes: fc.nat(5000),
      dislikes: fc.nat(500),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((messages) =>
    messages.map(({ day, author, ...given }) => {
      const at = new Date(NOW - day * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
      return said(at, { ...given, authorKey: author === null ? undefined : `citizen ${author}` });
    }),
  );

test("the worked example of docs/issues.md", () => {
  // 12 citizens in the 20 days before the last week, 2 of them twice on one day; 9 new ones in the last week.
  const before = Array.from({ length: 12 }, (_, i) =>
    said(`2024-06-${String(4 + i).padStart(2, "0")} 10:00`, { sentiment: i < 8 ? "negative" : "neutral" }),
  );
  const twice = before.slice(0, 2).map((message) => ({ ...message, documentId: `${message.documentId} again` }));
  const lately = Array.from({ length: 9 }, (_, i) =>
    said(`2024-06-${String(24 + (i % 6)).padStart(2, "0")} 10:00`, {
      sentiment: "negative",
      severity: i < 2 ? 3 : i < 7 ? 2 : 1,
      likes: i === 0 ? 120 : 0,
      dislikes: i === 0 ? 4 : 0,
    }),
  );
  expect(heat([...before, ...twice, ...lately])).toEqual({
    heat: 51.6,
    parts: {
      volume: 8.9,
      citizens: 9.9,
      growth: 3.6,
      duration: 2.7,
      severity: 9.6,
      negativity: 2,
      support: 5.2,
      recency: 9.7,
    },
  });
});

test("heat is 0 … 100, no part is below 0 or above its weight, and the parts sum up to it", () => {
  fc.assert(
    fc.property(issue, (members) => {
      const { heat: sum, parts } = heat(members);
      expect(sum).toBeGreaterThanOrEqual(0);
      expect(sum).toBeLessThanOrEqual(100);
      for (const part of HEAT_PARTS) {
        expect(parts[part]).toBeGreaterThanOrEqual(0);
        expect(parts[part]).toBeLessThanOrEqual(HEAT_WEIGHTS[part]);
      }
      expect(HEAT_PARTS.reduce((total, part) => total + parts[part], 0)).toBeCloseTo(sum, 9);
    }),
  );
});

test("forty copies by one messenger on one day change nothing", () => {
  fc.assert(
    fc.property(issue, fc.nat(), (members, which) => {
      const original = { authorKey: "messenger", ...members[which % members.length]! };
      const once = { ...original, authorKey: original.authorKey ?? "messenger" };
      const copies = Array.from({ length: 39 }, (_, i) => ({ ...once, documentId: `copy ${i}` }));
      expect(heat([...members, once, ...copies])).toEqual(heat([...members, once]));
    }),
  );
});

test("one more citizen today never lowers heat, however calm", () => {
  fc.assert(
    fc.property(
      issue,
      fc.constantFrom<Member["sentiment"][]>("negative", "neutral", "positive"),
      (members, sentiment) => {
        const more = [...members, said("2024-06-30 11:00", { sentiment, severity: 0 })];
        expect(heat(more).heat).toBeGreaterThanOrEqual(heat(members).heat);
      },
    ),
  );
});

test("weights are relative: tenfold weights give the same heat; a part without weight gives nothing", () => {
  const members = [said("2024-06-29 10:00", { severity: 3, likes: 50 }), said("2024-06-28 10:00")];
  const tenfold = Object.fromEntries(HEAT_PARTS.map((part) => [part, HEAT_WEIGHTS[part] * 10])) as typeof HEAT_WEIGHTS;
  expect(heat(members, tenfold)).toEqual(heat(members));
  expect(heat(members, { ...HEAT_WEIGHTS, support: 0 }).parts.support).toBe(0);
  const none = Object.fromEntries(HEAT_PARTS.map((part) => [part, 0])) as typeof HEAT_WEIGHTS;
  expect(heat(members, none).heat).toBe(0);
});

test("what is said at half past midnight belongs to the office's new day", () => {
  const stats = statsOf([said("2024-06-02 00:30")], SHANGHAI);
  const recency = (time: string) => heatOf(stats, HEAT_WEIGHTS, Date.parse(`${time}:00+08:00`), SHANGHAI).parts.recency;
  // Nothing is lost to the end of that day, and half of it 14 days after.
  expect([recency("2024-06-02 00:31"), recency("2024-06-03 00:00")]).toEqual([10, 10]);
  expect([recency("2024-06-03 07:59"), recency("2024-06-17 00:00")]).toEqual([9.8, 5]);
});

test("recency halves with every 14 days of silence", () => {
  const stats = statsOf([said("2024-06-01 10:00")], SHANGHAI);
  const recency = (day: string) =>
    heatOf(stats, HEAT_WEIGHTS, Date.parse(`${day}T00:00:00+08:00`), SHANGHAI).parts.recency;
  expect(recency("2024-06-02")).toBe(10);
  expect(recency("2024-06-16")).toBe(5);
  expect(recency("2024-06-30")).toBe(2.5);
});
