import { expect, test } from "vitest";
import { resample } from "../../../bench/issues/resample.js";
import { readMessage } from "./read-message.js";

const messages = Array.from({ length: 20 }, (_, i) => {
  const read = readMessage(String(i), `电梯 坏了 第${i}次`);
  return {
    ...read,
    print: {
      ...read.print,
      embedding: Int8Array.from({ length: 256 }, (_, n) => n % 100),
      placeGrams: read.print.grams.slice(0, 1),
    },
  };
});
const planted = [{ id: "m", place: "p", kind: "k", members: [0, 1, 2] }];

test("as many as are asked for, with ids of their own, the same every time", () => {
  const matters = [...resample(messages, planted, 100)];
  expect(new Set(matters.map(({ id }) => id)).size).toBe(100);
  expect([...resample(messages, planted, 100)]).toEqual(matters);
});

test("messages of one town are as alike as they were, with names and embeddings of the town's own", () => {
  const matters = [...resample(messages, planted, 100)];
  const copies = matters.filter(({ source }) => source === 7);
  expect(copies.length).toBeGreaterThan(2);
  expect(new Set(copies.map(({ town }) => town)).size).toBe(copies.length);
  expect(new Set(copies.map(({ print }) => print.placeGrams[0])).size).toBe(copies.length);
  for (const { print, town } of copies) {
    for (const name of print.placeGrams) expect(print.grams).toContain(name);
    expect([...print.embedding!].sort()).toEqual([...messages[7]!.print.embedding].sort());
    const neighbour = matters.find((other) => other.town === town && other.source === 8);
    if (neighbour === undefined) continue;
    const common = [...print.grams].filter((gram) => neighbour.print.grams.includes(gram));
    const before = [...messages[7]!.print.grams].filter((gram) => messages[8]!.print.grams.includes(gram));
    expect(common.length).toBe(before.length);
  }
});
