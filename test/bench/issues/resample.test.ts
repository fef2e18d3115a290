import { expect, test } from "vitest";
import { resample } from "../../../bench/issues/resample.js";
import { readMessage } from "./read-message.js";

const messages = Array.from({ length: 20 }, (_, i) => {
  const read = readMessage(String(i), `电梯 坏了 第${i}次`);
  return {
    ...read,
    print: { ...read.print, embedding: new Int8Array(256).fill(8), placeGrams: read.print.grams.slice(0, 1) },
  };
});
const planted = [{ id: "m", place: "p", kind: "k", members: [0, 1, 2] }];

test("as many as are asked for, with ids of their own, the same every time", () => {
  const matters = [...resample(messages, planted, 100)];
  expect(new Set(matters.map(({ id }) => id)).size).toBe(100);
  expect([...resample(messages, planted, 100)]).toEqual(matters);
});

test("a town has every real message once, under place names of its own, with a slightly other embedding", () => {
  const matters = [...resample(messages, planted, 100)];
  const copies = matters.filter(({ id }) => id.endsWith(":7"));
  expect(copies.length).toBeGreaterThan(3);
  expect(new Set(copies.map(({ print }) => print.placeGrams[0])).size).toBe(copies.length);
  for (const { print } of copies) {
    for (const name of print.placeGrams) expect(print.grams).toContain(name);
    for (const value of print.embedding!) expect(Math.abs(value - 8)).toBeLessThanOrEqual(4);
  }
});
