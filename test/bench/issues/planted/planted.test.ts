import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf } from "../../../../bench/issues/message.js";
import { readInvented } from "../../../../bench/issues/planted/invented.js";
import { plant, SIZES } from "../../../../bench/issues/planted/plant.js";
import { RandomSource } from "../../../../bench/issues/planted/random-source.js";
import { fromSize, scorePlanted, together } from "../../../../bench/issues/planted/score.js";
import { expand } from "../../../../bench/issues/planted/template.js";
import { withTypingErrors } from "../../../../bench/issues/planted/typing-errors.js";

const YEAR = { from: Date.UTC(2019, 0, 1), to: Date.UTC(2020, 0, 1) };

test("a template gives one of its choices, with the texts of its slots, which may be templates too", () => {
  const texts = new Set<string>();
  for (let seed = 0; seed < 200; seed++) {
    texts.add(expand("{请|希望{尽快|}}修<thing>", { thing: ["路{灯|面}"] }, new RandomSource(seed)));
  }
  expect([...texts].sort()).toEqual(
    ["希望修路灯", "希望修路面", "希望尽快修路灯", "希望尽快修路面", "请修路灯", "请修路面"].sort(),
  );
});

test("a template with a mistake in it says so", () => {
  const random = new RandomSource(1);
  expect(() => expand("{请|修", {}, random)).toThrow("{请|修");
  expect(() => expand("修<thing>", {}, random)).toThrow("thing");
});

test("typing errors: none when the share is 0, some when it is high; letters and signs stay", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), (text, seed) => {
      expect(withTypingErrors(text, 0, new RandomSource(seed))).toBe([...text].join(""));
    }),
  );
  const text = "小区门口的路灯坏了一个月没人修，物业公司推来推去。";
  expect(withTypingErrors(text, 0.2, new RandomSource(3))).not.toBe(text);
  expect(withTypingErrors("A3, 12!", 0.9, new RandomSource(3))).toBe("A3, 12!");
});

test("at least 40 matters of 12 kinds; kinds recur at other places and places have several matters", () => {
  const { matters } = readInvented();
  const groups = (key: "kind" | "place") =>
    [...new Set(matters.map((matter) => matter[key]))].map((name) => matters.filter((matter) => matter[key] === name));
  expect(matters.length).toBeGreaterThanOrEqual(40);
  expect(new Set(matters.map(({ id }) => id)).size).toBe(matters.length);
  expect(groups("kind").length).toBeGreaterThanOrEqual(12);
  for (const group of groups("kind")) expect(new Set(group.map(({ place }) => place)).size).toBe(group.length);
  expect(groups("place").filter((group) => group.length > 1).length).toBeGreaterThanOrEqual(10);
});

test("planting: every size from 3 to 300, the same for the same seed, hardly two messages alike, all within the time", () => {
  const invented = readInvented();
  const planted = plant(invented, { seed: 5, ...YEAR });
  expect(plant(invented, { seed: 5, ...YEAR })).toEqual(planted);
  expect(new Set(planted.map(({ messages }) => messages.length))).toEqual(new Set(SIZES));
  const messages = planted.flatMap((one) => one.messages);
  expect(new Set(messages.map(({ text }) => text)).size / messages.length).toBeGreaterThan(0.98);
  for (const message of messages) {
    expect(message.text.length).toBeGreaterThan(3);
    expect(`${message.title}${message.text}`).not.toMatch(/[{}<>|]/);
    expect(instantOf(message)).toBeGreaterThanOrEqual(YEAR.from - 1000);
    expect(instantOf(message)).toBeLessThanOrEqual(YEAR.to);
  }
  for (const { messages: own } of planted)
    expect(new Set(own.map(({ user }) => user)).size).toBeGreaterThan(own.length / 2);
});

const matters = [
  { id: "a", place: "锦园", kind: "lift", members: [0, 1, 2] },
  { id: "b", place: "梅苑", kind: "lift", members: [3, 4, 5, 6] },
  { id: "c", place: "梅苑", kind: "road", members: [7, 8, 9] },
];

test("found: most of a matter in one issue, which is mostly of it; the rest of its messages is left out", () => {
  // a whole; b with one message missing and one foreign; c in three pieces.
  const { sizes } = scorePlanted([0, 0, 0, 1, 1, 1, -1, -1, 2, 3, 1], matters);
  expect(sizes).toEqual([
    { size: 3, matters: 2, found: 1, leftOut: 2, planted: 6 },
    { size: 4, matters: 1, found: 1, leftOut: 1, planted: 4 },
  ]);
});

test("merged: one issue has most of two matters; one that drowns in another is not found", () => {
  const score = scorePlanted([0, 0, 0, 0, 0, 0, 0, 1, 1, 1], matters);
  expect(score.places).toEqual({ pairs: 2, merged: 1 });
  expect(score.sameKind).toEqual({ pairs: 1, merged: 1 });
  expect(score.samePlace).toEqual({ pairs: 1, merged: 0 });
  expect(score.sizes[0]).toMatchObject({ size: 3, matters: 2, found: 1 });
});

test("rounds add up; the targets look at sizes from four on", () => {
  const score = scorePlanted([0, 0, 0, 1, 1, 1, -1, -1, 2, 3], matters);
  const both = together([score, score]);
  expect(both.places).toEqual({ pairs: 4, merged: 0 });
  expect(fromSize(4, both)).toEqual({ size: 4, matters: 2, found: 2, leftOut: 2, planted: 8 });
});
