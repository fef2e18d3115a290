import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { loadDictionaries, parseDictionary } from "../../analyzers/segment/dictionary.js";
import { openSegmenter } from "../../analyzers/segment/open-segmenter.js";
import { createSegmentAnalyzer, cutText, joinFragments, segmentDictionary } from "../../analyzers/segment/segment.js";
import { UsageError } from "../../core/errors.js";

const folder = mkdtempSync(join(tmpdir(), "minyi-segment-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("an office's own dictionary", () => {
  test("takes word, frequency and tag in any of four forms, comments, byte order mark and Windows line ends", () => {
    expect(
      parseDictionary("\uFEFF# ours\r\n渣土车 500 n\r\n云汀大道 ns\r\n河长制\t30\r\n网约车 # new\r\n\r\n"),
    ).toEqual({
      entries: [
        { word: "渣土车", frequency: 500, tag: "n" },
        { word: "云汀大道", frequency: 1000, tag: "ns" },
        { word: "河长制", frequency: 30, tag: "n" },
        { word: "网约车", frequency: 1000, tag: "n" },
      ],
      problems: [],
    });
  });

  test("reports every bad line by its number", () => {
    const { problems } = parseDictionary("好词 5 n\n坏词 多 n\n又坏 5 n 多余\n再坏 N\n");
    expect(problems.map((p) => [p.line, p.zh])).toEqual([
      [2, "词频「多」不是整数"],
      [3, "有 4 列，最多 3 列：词 词频 词性"],
      [4, "词性「N」不是 1–4 个小写字母"],
    ]);
  });

  test("R42: one bad line and none of the file is loaded; the error names file and line", () => {
    const path = join(folder, "own.txt");
    writeFileSync(path, "渣土车 500 n\n坏词 多 n\n");
    expect(() => loadDictionaries([path])).toThrow(UsageError);
    expect(() => loadDictionaries([path])).toThrow(/own\.txt.*\n.*第 2 行/);
  });

  test("R42: any bytes either load or give a typed error", () => {
    const path = join(folder, "fuzz.txt");
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 200 })), (content) => {
        writeFileSync(path, content);
        try {
          loadDictionaries([path]);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe.each(["nodejieba", "node-rs"] as const)("engine %s", (engine) => {
  const path = join(folder, `${engine}.txt`);
  writeFileSync(path, "清澜苑 ns\n");
  const { segmenter, warning } = openSegmenter(engine, segmentDictionary([path]));

  test("is the one that was asked for, and says so", () => {
    expect(warning).toBeUndefined();
    expect(segmenter.id).toMatch(new RegExp(`^${engine}@\\d`));
  });

  test("cuts a complaint into words, the office's own word included", () => {
    expect(cutText(segmenter, "清澜苑小区噪音扰民，请渣土车绕行")).toEqual([
      "清澜苑",
      "小区",
      "噪音",
      "扰民",
      "，",
      "请",
      "渣土车",
      "绕行",
    ]);
  });

  test("letters and digits that touch are one word, so are decimals and mask tokens", () => {
    expect(cutText(segmenter, "A3区电话[手机]水价3.5元")).toEqual(["A3", "区", "电话", "[手机]", "水价", "3.5", "元"]);
  });

  test("words joined again are the text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(cutText(segmenter, text.toWellFormed()).join("")).toBe(text.toWellFormed());
      }),
    );
  });
});

test("an open bracket is ordinary text", () => {
  expect(joinFragments(["[", "[", "a", "b", "c", "d", "e"])).toEqual(["[", "[", "abcde"]);
});

test("the analyzer gives every word its part of speech and its place in the content", () => {
  const { analyzer } = createSegmentAnalyzer({ engine: "nodejieba", dictionaries: [] });
  expect(analyzer.version).toMatch(/^1\+nodejieba@[\d.]+\+dict:[\w-]{8}$/);
  expect(analyzer.analyze([{ content: "路灯坏了3天" }])).toEqual([
    {
      words: [
        { text: "路灯", tag: "n", start: 0 },
        { text: "坏", tag: "a", start: 2 },
        { text: "了", tag: "ul", start: 3 },
        { text: "3", tag: "m", start: 4 },
        { text: "天", tag: "q", start: 5 },
      ],
    },
  ]);
});
