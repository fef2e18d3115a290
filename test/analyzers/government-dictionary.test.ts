import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDictionary } from "../../analyzers/segment/dictionary.js";
import { openSegmenter } from "../../analyzers/segment/open-segmenter.js";
import { cutText, segmentDictionary } from "../../analyzers/segment/segment.js";
import { shipped } from "../../core/paths.js";

const text = readFileSync(shipped("config", "dictionary", "government.txt"), "utf8");
const { entries, problems } = parseDictionary(text);
const { segmenter } = openSegmenter("node-rs", segmentDictionary([]));

describe("the shipped dictionary", () => {
  test("is well formed, states its licence, has each word once, 600 to 1,000 of them", () => {
    expect(problems).toEqual([]);
    expect(text).toMatch(/Licence: Apache-2.0/);
    expect(new Set(entries.map((e) => e.word)).size).toBe(entries.length);
    expect(entries.length).toBeGreaterThanOrEqual(600);
    expect(entries.length).toBeLessThanOrEqual(1000);
  });

  test("keeps each of its words whole", () => {
    expect(entries.map((e) => e.word).filter((word) => cutText(segmenter, word).length !== 1)).toEqual([]);
  });

  test.each([
    ["小区噪音扰民", ["小区", "噪音", "扰民"]],
    ["渣土车占道经营", ["渣土车", "占道", "经营"]],
    ["街道办不作为", ["街道办", "不作为"]],
    ["随迁子女幼升小", ["随迁子女", "幼升小"]],
  ])("words, not phrases: %s", (sentence, words) => {
    expect(cutText(segmenter, sentence)).toEqual(words);
  });
});
