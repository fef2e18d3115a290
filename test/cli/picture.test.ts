import { describe, expect, test } from "vitest";
import { pictureText } from "../../cli/present/picture.js";
import { makeStyle, PLAIN } from "../../cli/present/style.js";
import { width } from "../../cli/present/width.js";
import { Zone } from "../../core/zone.js";
import type { Picture } from "../../trends/picture.js";
import { issue } from "./issue-sample.js";
import { hit, SAMPLE } from "./picture-sample.js";

const zone = new Zone("Asia/Shanghai");

function plain(picture: Picture, language: "zh" | "en" = "zh", columns = 80): string {
  return pictureText(picture, { language, style: PLAIN, width: columns, zone });
}

test("the whole picture, as a person sees it without colour", () => {
  expect(plain(SAMPLE)).toMatchSnapshot();
});

test("the same in English", () => {
  expect(plain(SAMPLE, "en")).toMatchSnapshot();
});

describe.each(["zh", "en"] as const)("in %s", (language) => {
  test.each([80, 90, 100])("no line is wider than %i columns, with colour or without", (columns) => {
    for (const style of [PLAIN, makeStyle(true)]) {
      const lines = pictureText(SAMPLE, { language, style, width: columns, zone }).split("\n");
      expect(lines.filter((line) => width(line) > columns)).toEqual([]);
    }
  });

  test("colour changes nothing but colours, and signs of change", () => {
    const coloured = pictureText(SAMPLE, { language, style: makeStyle(true), width: 90, zone });
    // biome-ignore lint/complexity/useRegexLiterals: an escape code in a literal is hard to read
    const bare = coloured.replace(new RegExp("\\u001b\\[\\d+m", "g"), "");
    expect(bare.split("\n").length).toBe(plain(SAMPLE, language, 90).split("\n").length);
    expect(coloured).toContain("🔺24.0%".replace("24.0", "23.7"));
  });
});

describe("what there is nothing to say about", () => {
  const nothing = { lines: [], others: 0, unknown: 0 };

  test("a period without messages", () => {
    const empty: Picture = {
      ...SAMPLE,
      total: { now: 0, before: 298, kind: "down", permille: -1000 },
      figures: { n: 0, negative: 0, neutral: 0, positive: 0, scoreMilli: 0, severe: 0 },
    };
    expect(plain(empty)).toContain("这段时间没有来件。");
    expect(plain(empty)).not.toContain("热点主题");
  });

  test("no districts, no severe messages, no rises, no answers", () => {
    const { replies: _replies, ...rest } = SAMPLE;
    const text = plain({
      ...rest,
      districts: { ...nothing, unknown: 412 },
      severeMessages: [],
      rising: [],
      samples: [],
    });
    expect(text).toContain("来件都没有写明区县。");
    expect(text).toContain("没有严重的来件。");
    expect(text).toContain("与此前 7 周相比，没有明显上升的问题。");
    expect(text).not.toMatch(/答复|市民原声/);
  });

  test("R39: a first week says that it is too early", () => {
    expect(plain({ ...SAMPLE, baseline: 1, rising: [] })).toContain("此前的数据不足 2 周，还不能判断上升。");
  });

  test("a period that is no week is called a period", () => {
    const period = { from: "2025-02-28T16:00:00.000Z", to: "2025-03-31T16:00:00.000Z" };
    const text = plain({ ...SAMPLE, period });
    expect(text).toContain("民意 · 本期要况");
    expect(text).toContain("较上期");
    expect(text).not.toMatch(/较上周|此前每周/);
  });
});

test("R22: what citizens, files and units are called cannot steer the terminal", () => {
  const evil = "\u001b[2J\r\n\u202e<b>";
  const line = { ...SAMPLE.topics.lines[0]!, value: evil };
  const message = hit(evil.repeat(3), {
    title: evil,
    district: evil,
    place: evil,
    topic: [evil],
    reasons: [evil],
    level: 3,
  });
  const text = plain({
    ...SAMPLE,
    topics: { lines: [line], others: 0, unknown: 0 },
    districts: { lines: [line], others: 0, unknown: 0 },
    rising: [{ kind: "topic", value: evil, area: evil, now: 9, meanTenths: 10, deviationsCenti: 500 }],
    severeMessages: [message],
    samples: [message],
    demands: [{ value: evil, n: 412 }],
  });
  expect(text).toContain("\\u001b[2J");
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

describe("with hot issues", () => {
  const stats = { ...issue({ id: "q1" }).stats, from: "2025-01-14T01:00:00Z", to: "2025-03-08T01:00:00Z" };
  const hot: Picture = {
    ...SAMPLE,
    issues: [
      { issue: issue({ id: "q1", stats }), n: 9 },
      {
        issue: issue({ id: "q2", title: "汀中区自来水发黄", summary: [], district: "汀中区", flags: [], heat: 41 }),
        n: 30,
      },
    ],
  };

  test("the picture starts with them, each with a citizen's sentence; the figures follow under a heading of their own", () => {
    const lines = plain(hot, "zh", 90).split("\n");
    expect(lines[3]).toBe("▍热点问题");
    expect(lines[5]).toMatch(/^ {2}1 +63\.4 +鹤鸣雅居搅拌站夜间噪声 +鹤塘区 +9 +32\/27 +升温 +多人同诉$/);
    expect(lines[6]).toBe("     “搅拌站每天半夜两点还在开工，窗户都不敢开。”");
    expect(lines[7]).toMatch(/^ {2}2 +41\.0 +汀中区自来水发黄 +30 +32\/27 +新$/);
    expect(lines[9]).toBe("▍总体");
    expect(lines[10]).toContain("来件");
  });

  test.each([80, 100])("no line is wider than %i columns", (columns) => {
    for (const style of [PLAIN, makeStyle(true)]) {
      const lines = pictureText(hot, { language: "en", style, width: columns, zone }).split("\n");
      expect(lines.filter((line) => width(line) > columns)).toEqual([]);
    }
  });
});
