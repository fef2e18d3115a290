import fc from "fast-check";
import { expect, test } from "vitest";
import { NgramReader } from "../../../analyzers/linear/features.js";
import { FEELING_FEATURES, type FeatureSettings, TOPIC_FEATURES } from "../../../analyzers/linear/settings.js";

function hashesOf(text: string, settings: FeatureSettings = TOPIC_FEATURES): number[] {
  const reader = new NgramReader(settings);
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

test("features count double up to the end of the head, where there is one", () => {
  const reader = new NgramReader(TOPIC_FEATURES);
  reader.read("水".repeat(TOPIC_FEATURES.head));
  expect(reader.headLength).toBe(reader.length);
  reader.read("水".repeat(TOPIC_FEATURES.head + 1));
  expect(reader.length - reader.headLength).toBe(3);
  const even = new NgramReader(FEELING_FEATURES);
  even.read("水".repeat(30));
  expect(even.headLength).toBe(0);
});

test("where feelings are looked for, signs, emoji, emoticons, digits and function words count", () => {
  expect(hashesOf("路灯，坏", FEELING_FEATURES)).toHaveLength(4 + 3 + 2);
  expect(hashesOf("你的😡", FEELING_FEATURES)).toHaveLength(4 + 3 + 2);
  expect(hashesOf("[怒]", FEELING_FEATURES)).not.toEqual(hashesOf("[笑]", FEELING_FEATURES));
  expect(hashesOf("贵！", FEELING_FEATURES)).not.toEqual(hashesOf("贵？", FEELING_FEATURES));
  expect(hashesOf("太 LOW 了\n666", FEELING_FEATURES)).toEqual(hashesOf("太low了666", FEELING_FEATURES));
});

test("the longest n-gram is as long as the settings say, and the shorter ones stay the same", () => {
  const counts = [1, 2, 3, 4].map((longest) => hashesOf("水管爆裂了吗", { ...FEELING_FEATURES, longest }));
  expect(counts.map(({ length }) => length)).toEqual([6, 6 + 5, 6 + 5 + 4, 6 + 5 + 4 + 3]);
  expect(counts[3]).toEqual(expect.arrayContaining(counts[2]!));
});

test("R18: of a megabyte only the beginning is read", () => {
  expect(hashesOf("停水断电".repeat(250_000))).toEqual(hashesOf("停水断电".repeat(TOPIC_FEATURES.maxLength / 4)));
});

test("any text can be read, lone surrogates too, and reading leaves nothing behind", () => {
  const reader = new NgramReader(TOPIC_FEATURES);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (first, second) => {
      reader.read(first);
      reader.read(second);
      expect([...reader.hashes.subarray(0, reader.length)]).toEqual(hashesOf(second));
      expect(reader.headLength).toBeLessThanOrEqual(reader.length);
    }),
  );
});
