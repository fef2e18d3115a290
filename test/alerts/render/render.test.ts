import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertText } from "../../../alerts/render/alert-text.js";
import { byteLength, cutBytes } from "../../../alerts/render/bytes.js";
import { cutTo, oneLine, safeLink } from "../../../alerts/render/clean.js";
import { escapeHtml, escapeMarkdown } from "../../../alerts/render/escape.js";
import { markdown } from "../../../alerts/render/markdown.js";
import { packParts } from "../../../alerts/render/parts.js";
import { type RobotPart, robotParts } from "../../../alerts/render/robot-parts.js";
import { smsParts, smsText, smsVariables } from "../../../alerts/render/sms-text.js";
import { NOTIFICATION_KINDS } from "../../../core/alert.js";
import { Zone } from "../../../core/zone.js";
import { manyCases, notification, notifiedCase } from "../notifications.js";

const zone = new Zone("Asia/Shanghai");
const anyText = fc.string({ unit: "binary", maxLength: 300 });

describe("words", () => {
  test("each kind has a headline of its own, in both languages", () => {
    const headlines = (language: "zh" | "en") =>
      NOTIFICATION_KINDS.map(
        (kind) => alertText(notification({ kind, level: "red", language, title: "停水" }), zone).headline,
      );
    expect(headlines("zh")).toEqual([
      "●●●●【红色预警】停水",
      "●●●●【升为红色预警】停水",
      "●●●●【红色预警待处理】停水",
      "●●●●【红色预警无人确认】停水",
      "【已恢复】停水",
      "●●●●【集中预警】停水",
      "●●●●【预警汇总】停水",
      "【今日无异常】停水",
      "●●●●【测试】停水",
    ]);
    expect(headlines("en")[0]).toBe("●●●●【red alert】停水");
  });

  test("a title that says the kind already says it once; storm, digest and heartbeat have a sentence of their own", () => {
    const storm = alertText(
      notification({ kind: "storm", title: "集中预警：40 条", cases: manyCases(5), more: 35 }),
      zone,
    );
    expect(storm.headline).toBe("●●●○【集中预警：40 条】");
    expect(storm.lead).toBe("短时间内有 40 起预警，合为一条发送。");
    const calm = alertText(notification({ kind: "heartbeat", title: "", cases: [] }), zone);
    expect([calm.headline, calm.lead]).toEqual(["【今日无异常】", "监测正常运行，今日无异常。"]);
  });

  test("the levels are told by word and by a scale of four, not by colour alone", () => {
    const marks = (["blue", "yellow", "orange", "red"] as const).map(
      (level) => alertText(notification({ cases: [notifiedCase({ level })] }), zone).cases[0]!.heading.split(" · ")[1],
    );
    expect(marks).toEqual(["●○○○ 蓝色", "●●○○ 黄色", "●●●○ 橙色", "●●●● 红色"]);
  });
});

describe("cleaning and escaping", () => {
  test("R22: one line comes out of anything, and cleaning it again changes nothing", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = oneLine(text);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(oneLine(clean)).toBe(clean);
      }),
    );
    expect(oneLine("a\r\nBcc: b\u001b[31m\u202e")).toBe("a Bcc: b [31m");
  });

  test("R19: no sign with a meaning is left, in HTML or in Markdown; words stay", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
        expect(escapeMarkdown(text)).not.toMatch(/[*_`[\]<>#~@|\\!&]|:\/\//);
      }),
    );
    expect(escapeMarkdown("路灯坏了，3.5 米高")).toBe("路灯坏了，3.5 米高");
    expect(escapeMarkdown("看 https://evil.example.com/a")).toBe("看 https：//evil．example．com/a");
    expect(escapeMarkdown("- 一条")).toBe("\u200a- 一条");
  });

  test("R19: only web addresses become links, and none can end the link it stands in", () => {
    for (const address of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "不是网址", undefined]) {
      expect(safeLink(address)).toBeUndefined();
    }
    expect(safeLink("https://a.example/x)[y](z?q=<b>'")).toBe("https://a.example/x%29%5By%5D%28z?q=%3Cb%3E%27");
    expect(safeLink("http://[::1]:8010/c/1")).toBe("http://[::1]:8010/c/1");
  });

  test("cutting by characters and by bytes never halves a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 3, max: 80 }), (text, most) => {
        const cut = cutBytes(text, most);
        expect(byteLength(cut)).toBeLessThanOrEqual(most);
        expect(cut.isWellFormed()).toBe(true);
        expect([...cutTo(text, most)].length).toBeLessThanOrEqual(most);
      }),
    );
    expect(cutBytes("停水三天", 9)).toBe("停水…");
  });
});

describe("splitting", () => {
  test("blocks stay whole and in order, each part keeps the limit, and no fewer parts would do", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 12 });
    const sum = (part: readonly number[]) => part.reduce((a, b) => a + b, 0);
    fc.assert(
      fc.property(sizes, (blocks) => {
        const parts = packParts(blocks, (part) => sum(part) <= 20);
        if (!parts) {
          expect(sum(blocks)).toBeGreaterThan(30);
          return;
        }
        expect(parts.flat()).toEqual(blocks);
        expect(parts.every((part) => sum(part) <= 20)).toBe(true);
        expect(parts.length).toBeLessThanOrEqual(3);
        if (parts.length > 1) expect(sum(blocks)).toBeGreaterThan(20 * (parts.length - 1) - 10 * (parts.length - 1));
      }),
    );
    expect(packParts([], () => true)).toEqual([[]]);
    // The links that close the last part do not fit beside the last block of two full parts: it moves to a third.
    const closed = packParts([10, 10, 10, 10], (part, { number, of }) => sum(part) + (number === of ? 5 : 0) <= 20);
    expect(closed).toEqual([[10, 10], [10], [10]]);
  });

  const within = (bytes: number) => (part: RobotPart) => byteLength(markdown(part, "\n")) <= bytes;

  test("R35: two or three numbered parts, links in the last", () => {
    const text = alertText(notification({ kind: "digest", cases: manyCases(10) }), zone);
    const parts = robotParts(text, within(4_096));
    expect(parts.map(({ headline }) => headline)).toEqual([1, 2, 3].map((n) => `●●●○【预警汇总】物业收费 (${n}/3)`));
    expect(parts.map(({ closing }) => closing.length)).toEqual([0, 0, 1]);
  });

  test("R35: more than three parts: one message with a line each, as many as fit, and how many more there are", () => {
    const text = alertText(notification({ kind: "storm", cases: manyCases(500), more: 9_500 }), zone);
    const parts = robotParts(text, within(4_096));
    expect(parts).toHaveLength(1);
    const shown = markdown(parts[0]!, "\n");
    expect(byteLength(shown)).toBeLessThanOrEqual(4_096);
    expect(shown).toContain("短时间内有 10000 起预警");
    const listed = [...shown.matchAll(/编号 \d+/g)].length;
    expect(listed).toBeGreaterThan(20);
    expect(shown).toContain(`另有 ${10_000 - listed} 起未列出`);
  });

  test("whatever the texts are, every part keeps 4,096 bytes and every number is in one of them or counted", () => {
    const cases = fc.array(
      fc.record({
        title: anyText,
        sentence: fc.string({ unit: "binary", maxLength: 2_000 }),
        quotes: fc.array(anyText, { maxLength: 3 }),
      }),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(cases, (drawn) => {
        const given = drawn.map((one, index) => notifiedCase({ ...one, number: 1_000 + index }));
        const parts = robotParts(alertText(notification({ kind: "digest", cases: given }), zone), within(4_096));
        const shown = parts.map((part) => markdown(part, "\n"));
        for (const one of shown) expect(byteLength(one)).toBeLessThanOrEqual(4_096);
        const left = Number(/另有 (\d+) 起未列出/.exec(shown.at(-1)!)?.[1] ?? 0);
        const found = given.filter(({ number }) => shown.some((one) => one.includes(`编号 ${number} `))).length;
        expect(found + left).toBeGreaterThanOrEqual(given.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe("short messages", () => {
  test("70 characters alone, 67 a part", () => {
    expect([69, 70, 71, 134, 135, 201, 202].map((length) => smsParts("字".repeat(length)))).toEqual([
      1, 1, 2, 2, 3, 3, 4,
    ]);
  });

  test("whatever the texts are, they are shortened to the parts allowed, and no second signature is in them", () => {
    const template = "{level}预警{number}号：{title}，{where}，{sentence}";
    fc.assert(
      fc.property(anyText, anyText, anyText, fc.integer({ min: 1, max: 3 }), (title, where, sentence, most) => {
        const one = notification({ cases: [notifiedCase({ title, where, sentence })] });
        const text = smsText(template, smsVariables(one, template, "市热线办", most), "市热线办");
        expect(smsParts(text)).toBeLessThanOrEqual(most);
        expect(text.match(/[【】]/g)).toHaveLength(2);
      }),
    );
  });
});
