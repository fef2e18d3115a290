import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayWithWeekday, periodText } from "../../cli/present/dates.js";
import { errorText } from "../../cli/present/error.js";
import { lines, oneLine, safeJson } from "../../cli/present/escape.js";
import { snippet } from "../../cli/present/highlight.js";
import { changeText, exact, percent, short } from "../../cli/present/numbers.js";
import { Progress, progressLine } from "../../cli/present/progress.js";
import { bar, sparkline } from "../../cli/present/sparkline.js";
import { makeStyle, PLAIN, wantsColour } from "../../cli/present/style.js";
import { table } from "../../cli/present/table.js";
import { cut, pad, width, wrap } from "../../cli/present/width.js";
import { FixedClock } from "../../core/clock.js";
import { UsageError } from "../../core/errors.js";
import { Zone } from "../../core/zone.js";
import { highlight } from "../../store/highlight.js";
import { change } from "../../trends/change.js";

/** Texts as they come: Chinese, Latin, emoji of every build, marks, invisible and steering characters. */
const anyText = fc
  .array(
    fc.constantFrom(
      "城",
      "，",
      "a",
      "1",
      " ",
      "👍🏽",
      "👨‍👩‍👧",
      "🇨🇳",
      "❤️",
      "☎",
      "①",
      "e\u0301",
      "\u200b",
      "\t",
      "\n",
      "\u001b[31m",
      "\ud800",
      "﹏",
      "ｱ",
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

describe("width of text in a terminal", () => {
  test("a Chinese character or an emoji takes two columns, a mark none", () => {
    expect(["abc", "城乡", "👨‍👩‍👧", "e\u0301", "🔺1", "\u001b[31m红\u001b[39m"].map(width)).toEqual([
      3, 4, 2, 1, 3, 2,
    ]);
  });

  test("what is too long is cut between characters and marked", () => {
    expect(cut("城乡建设", 8)).toBe("城乡建设");
    expect(cut("城乡建设", 7)).toBe("城乡建…");
    expect(cut("家👨‍👩‍👧家家", 5)).toBe("家👨‍👩‍👧…");
    expect(cut(`a${"\u0301".repeat(1000)}bcdef`, 4)).toBe(`a${"\u0301".repeat(4)}bc…`);
  });

  test("cut never exceeds its columns, pad reaches them", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 20 }), (text, columns) => {
        const line = oneLine(text);
        expect(width(cut(line, columns))).toBeLessThanOrEqual(columns);
        expect(width(pad(cut(line, columns), columns, "right"))).toBe(columns);
      }),
    );
  });

  test("lines break between Chinese characters and between Latin words, closing marks stay with their word", () => {
    expect(wrap("噪音扰民，请尽快处理", 8)).toEqual(["噪音扰民，", "请尽快处", "理"]);
    expect(wrap("see docs/configuration.md now", 22)).toEqual(["see", "docs/configuration.md", "now"]);
    expect(wrap("a\nb", 5)).toEqual(["a", "b"]);
  });
});

describe("table", () => {
  test("columns line up, whatever stands in them", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 6 }), (rows) => {
        const columns = [{ title: "名称", flexible: true }, { title: "说明", flexible: true }, { title: "|" }];
        const made = table(
          columns,
          rows.map((row) => [...row, "|"]),
          { style: PLAIN, total: 40 },
        ).split("\n");
        expect(made).toHaveLength(rows.length + 1);
        const ends = new Set(made.map((line) => width(line)));
        expect(ends.size).toBe(1);
        expect([...ends][0]).toBeLessThanOrEqual(40);
      }),
    );
  });

  test("numbers to the right, colour outside the padding, the flexible column gives way", () => {
    const columns = [
      { title: "主题", flexible: true },
      { title: "件数", align: "right" as const },
    ];
    const red = { text: "1,234", paint: makeStyle(true).red };
    expect(
      table(
        columns,
        [
          ["城市建设和市政管理", red],
          ["供水", "7"],
        ],
        { style: PLAIN, total: 20 },
      ).split("\n"),
    ).toEqual(["主题            件数", "城市建设和市…  \u001b[31m1,234\u001b[39m", "供水               7"]);
  });
});

describe("numbers", () => {
  test("万 and 亿 in Chinese, in full in English", () => {
    expect([9999, 12_345, 9_999_600, 340_000_000].map((n) => short(n, "zh"))).toEqual([
      "9,999",
      "1.2万",
      "1000万",
      "3.4亿",
    ]);
    expect(short(12_345, "en")).toBe("12,345");
    expect(exact(1_234_567)).toBe("1,234,567");
    expect(percent(291)).toBe("29.1%");
  });

  test("changes with pictures where there is colour, with signs where there is none", () => {
    const colour = makeStyle(true);
    const shown = (now: number, before: number): string[] => [
      changeText(change(now, before), "zh", colour),
      changeText(change(now, before), "zh", PLAIN),
    ];
    expect(shown(120, 96)).toEqual(["🔺25.0%", "+25.0%"]);
    expect(shown(96, 120)).toEqual(["🔻20.0%", "-20.0%"]);
    expect(shown(9, 9)).toEqual(["➖", "="]);
    expect(shown(9, 0)).toEqual(["新", "新"]);
    expect(shown(3, 1)).toEqual(["样本不足", "样本不足"]);
    expect(changeText(change(9, 0), "en", PLAIN)).toBe("new");
  });

  test("sparklines: nothing is the lowest step, anything is above it", () => {
    expect(sparkline([0, 1, 50, 100])).toBe("▁▂▅█");
    expect(sparkline([0, 0])).toBe("▁▁");
    expect(bar(1, 1000, 10)).toBe("▏");
    expect(bar(55, 100, 10)).toBe("█████▌");
    expect(bar(0, 100, 10)).toBe("");
  });

  test("dates with weekdays, one day once", () => {
    const zone = new Zone("Asia/Shanghai");
    expect(dayWithWeekday(0, zone, "zh")).toBe("1970-01-01 周四");
    const period = { from: "2024-03-03T16:00:00Z", to: "2024-03-10T16:00:00Z" };
    expect(periodText(period, zone, "zh")).toBe("2024-03-04 周一 – 2024-03-10 周日");
    expect(periodText({ ...period, to: "2024-03-04T16:00:00Z" }, zone, "en")).toBe("2024-03-04 Mon");
  });
});

describe("R22: nothing that others wrote steers the terminal", () => {
  const nasty = "a\r\nb\tc\u001b[2J\u0007\u009b31m\u202eabc\u2066\u200b\ufeff\ud800";

  test("as one line, as lines of ours, as JSON", () => {
    expect(oneLine(nasty)).toBe("a b c\\u001b[2J\\u0007\\u009b31m\\u202eabc\\u2066\\u200b\\ufeff\\ud800");
    expect(lines("a\nb\u001b")).toBe("a\nb\\u001b");
    expect(safeJson({ nasty })).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/);
    expect(JSON.parse(safeJson({ nasty }))).toEqual({ nasty });
  });

  test("emoji of several parts stay whole", () => {
    expect(oneLine("👨‍👩‍👧 ❤️ 🇨🇳")).toBe("👨‍👩‍👧 ❤️ 🇨🇳");
  });
});

describe("the words around what was found", () => {
  const mark = (text: string): string => `[${text}]`;
  const around = (text: string, query: string, columns: number) =>
    snippet(text, highlight(text, query)[0], columns, mark);

  test("found in the middle: a little of what stands before, then as much as fits", () => {
    const text = "我们小区旁边的工地每天晚上十一点以后还在施工，噪音很大，希望有关部门管一管。";
    expect(around(text, "噪音", 40)).toBe("…晚上十一点以后还在施工，[噪音]很大，希望…");
  });

  test("punctuation and spaces inside match any; case makes no difference; the query is no pattern", () => {
    expect(around("工地 夜间、噪音", "夜间 噪音", 40)).toBe("工地 [夜间、噪音]");
    expect(around("连接wifi失败", "WiFi", 40)).toBe("连接[wifi]失败");
    expect(around("a.b", ".*", 40)).toBe("a.b");
  });

  test("not found: the beginning", () => {
    expect(around("第一行\n第二行", "无", 9)).toBe("第一行…");
  });

  test("linear time on a million characters", () => {
    const start = performance.now();
    around("噪，".repeat(500_000), "噪 噪 噪 噪 噪 音", 80);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

describe("progress", () => {
  test("share, items, speed, time left, what is read", () => {
    expect(progressLine({ items: 12_000, share: 0.25, label: "a.csv" }, 3000, "zh", 100)).toBe(
      `▕█████${" ".repeat(15)}▏ 25%  12,000 件  4,000 件/秒  剩 0:09  a.csv`,
    );
    expect(progressLine({ items: 5 }, 0, "en", 80)).toBe("5 items  0/s");
  });

  test("never wider than the terminal", () => {
    const line = progressLine({ items: 1, share: 0.5, label: "很长的文件名".repeat(20) }, 5000, "zh", 60);
    expect(width(line)).toBeLessThan(60);
  });

  test("redrawn at most ten times a second, wiped at the end, silent when not wanted", () => {
    const written: string[] = [];
    const target = { write: (text: string) => written.push(text), columns: 80 };
    const clock = new FixedClock(0);
    const shown = new Progress(target, { enabled: true, language: "zh", clock });
    for (const at of [50, 120, 130, 240]) {
      clock.moveTo(at);
      shown.update({ items: at });
    }
    shown.stop();
    shown.stop();
    expect(written.map((text) => text.replace("\r\u001b[2K", "").slice(0, 5))).toEqual(["120 件", "240 件", ""]);

    const silent = new Progress(target, { enabled: false, language: "zh", clock });
    clock.advance(1000);
    silent.update({ items: 1 });
    silent.stop();
    expect(written).toHaveLength(3);
  });
});

describe("errors for people", () => {
  const context = {
    language: "zh" as const,
    style: PLAIN,
    secrets: ["canary"],
    mask: (t: string) => t.replace(/\d{11}/g, "[电话]"),
    debug: false,
  };

  test("what and fix, secrets out, continued lines indented so that none can be forged", () => {
    const error = new UsageError(
      { zh: "坏了 canary\n错误：假的\u001b[1m", en: "broken" },
      { fix: { zh: "修好它", en: "mend it" } },
    );
    expect(errorText(error, context)).toBe("错误：坏了 ***\n  错误：假的\\u001b[1m\n→ 修好它");
    expect(errorText(error, { ...context, language: "en" })).toBe("Error: broken\n→ mend it");
  });

  test("what the system says, in words", () => {
    const error = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES", path: "/data/x" });
    expect(errorText(error, context)).toBe("错误：/data/x：没有权限（EACCES）");
  });

  test("R24: a defect of ours names itself as one, masked, with the stack only for DEBUG=minyi", () => {
    const defect = new Error("unexpected: 请回电13812345678");
    expect(errorText(defect, context)).toMatch(/^错误：内部错误：unexpected: 请回电\[电话\]\n→ .*DEBUG=minyi/);
    expect(errorText(defect, context)).not.toContain("at ");
    const debugged = errorText(defect, { ...context, debug: true });
    expect(debugged).toMatch(/present\.test/);
    expect(debugged).not.toContain("13812345678");
  });
});

test.each([
  [{ isTTY: true }, {}, true, true],
  [{ isTTY: false }, {}, true, false],
  [{ isTTY: true }, { NO_COLOR: "1" }, true, false],
  [{ isTTY: true }, {}, false, false],
  [{ isTTY: true }, { TERM: "dumb" }, true, false],
  [{ isTTY: false }, { FORCE_COLOR: "1" }, true, true],
  [{ isTTY: true }, { FORCE_COLOR: "0" }, true, false],
])("colour on %o with %o and flag %s: %s", (stream, env, flag, expected) => {
  expect(wantsColour(stream, env, flag)).toBe(expected);
});
