import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { loadLexicon } from "../../../analyzers/sentiment/lexicon.js";
import { parsePolarity } from "../../../analyzers/sentiment/polarity-file.js";
import { createSentimentAnalyzer } from "../../../analyzers/sentiment/sentiment.js";
import type { Draft } from "../../../core/analyzer.js";
import { UsageError } from "../../../core/errors.js";
import { analysed } from "../analysed.js";

const folder = mkdtempSync(join(tmpdir(), "minyi-lexicon-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a file of words with strengths", () => {
  test("takes spaces, tabs and commas, comments, byte order mark and Windows line ends", () => {
    expect(parsePolarity("\uFEFF# ours\r\n扰民 -2\r\n暖心\t2.5\r\n给力，+1\r\n\r\n").entries).toEqual([
      ["扰民", -2],
      ["暖心", 2.5],
      ["给力", 1],
    ]);
  });

  test("reports every bad line by its number", () => {
    const { problems } = parsePolarity("扰民 -2\n扰民\n扰民 很坏\n扰民 -4\n扰 民 -2\n");
    expect(problems.map((p) => p.line)).toEqual([2, 3, 4, 5]);
    expect(problems[0]?.zh).toBe("应为「词 分值」，分值在 −3 到 3 之间");
  });

  test("what is printed is read back", () => {
    const word = fc.stringMatching(/^[\p{Script=Han}a-z]{1,6}$/u);
    const entry = fc.tuple(
      word,
      fc.integer({ min: -30, max: 30 }).map((n) => n / 10),
    );
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const { entries: read, problems } = parsePolarity(entries.map(([w, s]) => `${w} ${s}`).join("\n"));
        expect(problems).toEqual([]);
        expect(read).toEqual(entries.map(([w, s]) => [w, s === 0 ? Number(`${s}`) : s]));
      }),
    );
  });

  test("never throws, whatever the file holds, and counts every line that is not blank or a comment", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { entries, problems } = parsePolarity(text);
        const lines = text
          .replace(/^\uFEFF/, "")
          .split(/\r\n|\n|\r/)
          .map((line) => line.trim())
          .filter((line) => line !== "" && !line.startsWith("#"));
        expect(entries.length + problems.length).toBe(lines.length);
      }),
    );
  });
});

describe("the office's own words", () => {
  test("lie over the shipped ones and change the version", async () => {
    const path = join(folder, "own.txt");
    writeFileSync(path, "# 本市说法\n摆子 -3\n扰民 0\n");
    const { words, demand } = await analysed("小区门口有人摆子，业主都说了。");
    const shipped = createSentimentAnalyzer();
    const own = createSentimentAnalyzer({ lexicon: path });
    expect(shipped.analyze([{ words, demand }])).toEqual([{ sentiment: { label: "neutral", score: 0 } }]);
    // −3 alone: −3 / √(9 + 9 + 3).
    expect(own.analyze([{ words, demand }])).toEqual([{ sentiment: { label: "negative", score: -0.655 } }]);
    expect(own.version).not.toBe(shipped.version);
  });

  test("R42: one bad line and none of the file is loaded; the error names file and line", () => {
    const path = join(folder, "bad.txt");
    writeFileSync(path, "扰民 -2\n暖心\n");
    expect(() => loadLexicon(path)).toThrow(UsageError);
    expect(() => loadLexicon(path)).toThrow(`${path} 有 1 处错误：\n  第 2 行`);
  });

  test("a file that is not there, or not UTF-8, is said to be so", () => {
    const path = join(folder, "gbk.txt");
    writeFileSync(path, Buffer.from([0xc8, 0xc5, 0xc3, 0xf1, 0x20, 0x2d, 0x32]));
    expect(() => loadLexicon(path)).toThrow("找不到文件，或不是 UTF-8");
    expect(() => loadLexicon(join(folder, "none.txt"))).toThrow("找不到文件，或不是 UTF-8");
  });
});

test("the result does not depend on the batch or on neighbours", async () => {
  const analyzer = createSentimentAnalyzer();
  const drafts: Pick<Draft, "words" | "demand">[] = [];
  for (const text of ["物业态度恶劣。", "", "感谢民警帮我找回钱包。", "请问几点上班？"])
    drafts.push(await analysed(text));
  const together = await analyzer.analyze(drafts);
  const alone = drafts.flatMap((draft) => analyzer.analyze([draft]) as object[]);
  expect(together).toEqual(alone);
  expect(together[1]).toEqual({ sentiment: { label: "neutral", score: 0 } });
});

test("a question that mentions what is wrong is neutral where a complaint is not", async () => {
  const { words } = await analysed("业主反映楼道堆放杂物，社区是否知道。");
  const analyzer = createSentimentAnalyzer();
  const label = (demand: Draft["demand"]) =>
    (analyzer.analyze([{ words, demand }]) as { sentiment: { label: string } }[])[0]?.sentiment.label;
  expect([label("咨询"), label("投诉")]).toEqual(["neutral", "negative"]);
});
