import fc from "fast-check";
import { expect, test } from "vitest";
import { HEAD_CHARS, MAX_CHARS, NgramReader } from "../../../analyzers/linear/features.js";

function hashesOf(text: string): number[] {
  const reader = new NgramReader();
  reader.read(text);
  return [...reader.hashes.subarray(0, reader.length)];
}

test("three characters give three single ones, two pairs and one triple", () => {
  expect(hashesOf("路灯坏")).toHaveLength(6);
  expect(new Set(hashesOf("路灯坏"))).toHaveLength(6);
  expect(hashesOf("路灯坏")).toEqual(expect.arrayContaining(hashesOf("路灯")));
});

test("punctuation and emoji end a run, letters, digits, spaces and function words are passed over", () => {
  expect(hashesOf("路灯，坏")).toHaveLength(4);
  expect(hashesOf("路灯😡坏")).toHaveLength(4);
  expect(hashesOf("A3区 路灯Led坏了\n三天")).toEqual(hashesOf("区路灯坏三天"));
  expect(hashesOf("ｋ９ 路灯１２")).toEqual(hashesOf("路灯"));
  expect(hashesOf("hello, world 12345 的了")).toEqual([]);
});

test("features count double up to the end of the head", () => {
  const reader = new NgramReader();
  reader.read("水".repeat(HEAD_CHARS));
  expect(reader.headLength).toBe(reader.length);
  reader.read("水".repeat(HEAD_CHARS + 1));
  expect(reader.length - reader.headLength).toBe(3);
});

test("R18: of a megabyte only the beginning is read", () => {
  expect(hashesOf("停水断电".repeat(250_000))).toEqual(hashesOf("停水断电".repeat(MAX_CHARS / 4)));
});

test("any text can be read, lone surrogates too, and reading leaves nothing behind", () => {
  const reader = new NgramReader();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (first, second) => {
      reader.read(first);
      reader.read(second);
      expect([...reader.hashes.subarray(0, reader.length)]).toEqual(hashesOf(second));
      expect(reader.headLength).toBeLessThanOrEqual(reader.length);
    }),
  );
});
