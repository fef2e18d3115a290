import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CUT_MARK, cleanText, MAX_CODE_POINTS } from "../../analyzers/clean.js";

const clean = (raw: string): string => cleanText(raw).text;
const points = (text: string): number => [...text].length;

describe("cleanText", () => {
  test("an ordinary text stays as it is", () => {
    const text = "小区3栋电梯坏了，物业说“没钱修”……请问怎么办？\n谢谢！";
    expect(cleanText(text)).toEqual({ text, cut: false, replaced: 0 });
  });

  test("full-width letters, digits and signs become ordinary ones, Chinese punctuation stays", () => {
    expect(clean("１３８ＡＢｃ＠１６３．ｃｏｍ，（Ａ座）！？：；「好」《通知》、…—～")).toBe(
      "138ABc@163.com，（A座）！？：；「好」《通知》、…—～",
    );
  });

  test("symbols are folded, circled numbers of an enumeration are not", () => {
    expect(clean("①１２０㎡ ②２５℃ Ⅲ期")).toBe("①120m2 ②25°C III期");
  });

  test("invisible characters go: zero width, bidirectional marks, NUL, soft hyphen, byte order mark", () => {
    expect(clean("\uFEFF噪\u200B音\u202E扰\u0000民\u00AD\u2066！")).toBe("噪音扰民！");
  });

  test("spaces and line breaks: runs become one, ends are trimmed, lines stay lines", () => {
    expect(clean("  漏水\t\t三天 　了\r\n\r\n \n没人管\u2028真的 ")).toBe("漏水 三天 了\n没人管\n真的");
  });

  test("what spreadsheets write for a carriage return is a line break", () => {
    expect(clean("第一行_x000D_\n第二行_x000D_")).toBe("第一行\n第二行");
  });

  test("markup becomes text; what only looks like it stays", () => {
    expect(clean("<p>路灯&nbsp;坏了</p><p>三天<br/>没修</p><script>alert(1)</script>")).toBe("路灯 坏了\n三天\n没修");
    expect(clean("温度<5度，<姓名>的诉求 a<b")).toBe("温度<5度，<姓名>的诉求 a<b");
    expect(clean("&amp;lt;b&amp;gt;急&amp;lt;/b&amp;gt;")).toBe("急");
  });

  test("runs of punctuation and emoji are capped, masks of stars are not", () => {
    expect(clean("急！！！！！！！！")).toBe("急！！！");
    expect(clean("为什么？？？？？…………——————")).toBe("为什么？？？……——");
    expect(clean("👍👍👍👍👍👍太好了😡😡😡😡")).toBe("👍👍👍太好了😡😡😡");
    expect(clean("138*****678")).toBe("138*****678");
  });

  test("emoji sequences stay whole", () => {
    expect(clean("👨‍👩‍👧 1️⃣ ❤️ 👍🏽 🇨🇳")).toBe("👨‍👩‍👧 1️⃣ ❤️ 👍🏽 🇨🇳");
  });

  test("R18: lone surrogates are replaced and counted", () => {
    expect(cleanText("漏\uD83D水\uDE00")).toEqual({ text: "漏\uFFFD水\uFFFD", cut: false, replaced: 2 });
  });

  test("R18: zalgo keeps three marks on a letter", () => {
    expect(clean(`q${"\u0316\u0317\u0318\u0319\u031C".repeat(50)}漏水`)).toBe("q\u0316\u0317\u0318漏水");
  });

  test("R18: a long text is cut at 20,000 code points with a mark, between two characters", () => {
    const { text, cut } = cleanText("漏水".repeat(15_000));
    expect(cut).toBe(true);
    expect(points(text)).toBe(MAX_CODE_POINTS);
    expect(text.endsWith(CUT_MARK)).toBe(true);
    const families = cleanText("👨‍👩‍👧".repeat(10_000)).text;
    expect(points(families)).toBeLessThanOrEqual(MAX_CODE_POINTS);
    expect(families.slice(0, -CUT_MARK.length).endsWith("👨‍👩‍👧")).toBe(true);
    expect(cleanText("漏".repeat(MAX_CODE_POINTS)).cut).toBe(false);
  });

  test("R18: the cut never leaves half a phone number", () => {
    const budget = MAX_CODE_POINTS - points(CUT_MARK);
    const { text } = cleanText(`${"漏".repeat(budget - 5)}13812345678${"水".repeat(100)}`);
    expect(text).toBe("漏".repeat(budget - 5) + CUT_MARK);
  });

  const LONG: Record<string, string> = {
    "10 MB of Han": "漏水".repeat(1_700_000),
    "a token of 100 k": "a".repeat(100_000),
    "1 M emoji": "😡".repeat(1_000_000),
    spaces: " ".repeat(1_000_000),
    zalgo: `a${"\u0301".repeat(1_000_000)}`,
    tags: "<div>".repeat(200_000),
    "open comments": "<!--".repeat(250_000),
    ampersands: `&${"amp;".repeat(250_000)}`,
    ligatures: "\uFDFA".repeat(1_000_000),
    "lone surrogates": "\uD800".repeat(1_000_000),
    punctuation: "。！".repeat(500_000),
  };
  test.each(Object.entries(LONG))("R18: %s is cleaned in linear time", (_, raw) => {
    const start = performance.now();
    const { text } = cleanText(raw);
    expect(performance.now() - start).toBeLessThan(1500);
    expect(points(text)).toBeLessThanOrEqual(MAX_CODE_POINTS);
    expect(clean(text)).toBe(text);
  });

  const nasty = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "漏",
          "水",
          "，",
          "！",
          "…",
          "—",
          " ",
          "\n",
          "\r",
          "　",
          "<p>",
          "</p>",
          "<br",
          ">",
          "<",
          "&",
          "amp;",
        ),
        fc.constantFrom(
          "&lt;",
          "&#8203;",
          "&#65308;p&gt;",
          "<!--",
          "-->",
          "<script>",
          "＜b＞",
          "_x000D_",
          "１",
          "①",
          "ﬁ",
        ),
        fc.constantFrom(
          "\u200D",
          "\u200B",
          "\uFE0F",
          "\u0301",
          "\u20E3",
          "👨",
          "👍",
          "🏽",
          "ℹ",
          "™",
          "가",
          "\u1100",
          "\u1161",
        ),
        fc.string({ unit: "binary", maxLength: 4 }),
        fc.constantFrom("\uD83D", "\uDE00"),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(""));

  test("cleaning a clean text changes nothing", () => {
    fc.assert(
      fc.property(nasty, (raw) => {
        const once = clean(raw);
        expect(cleanText(once)).toEqual({ text: once, cut: false, replaced: 0 });
      }),
      { numRuns: 3000 },
    );
  });

  test("no control, invisible or half character is left", () => {
    fc.assert(
      fc.property(nasty, (raw) => {
        expect(clean(raw)).not.toMatch(
          /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}| {2}|\n\n|^\s|\s$/u,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
