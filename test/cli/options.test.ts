import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { globalOption } from "../../cli/language.js";
import { momentOf, rangeOf } from "../../cli/options/dates.js";
import { parseMap } from "../../cli/options/map.js";
import { spellOut } from "../../cli/options/repeat.js";
import { choice, choices, wholeNumber } from "../../cli/options/values.js";
import { parseWhere } from "../../cli/options/where.js";
import { UsageError } from "../../core/errors.js";
import { Zone } from "../../core/zone.js";

const zone = new Zone("Asia/Shanghai");
/** A Wednesday, 2024-03-06 15:30 in Shanghai. */
const NOW = Date.parse("2024-03-06T07:30:00Z");

describe("dates after --from and --to", () => {
  const wall = (text: string, edge: "from" | "to"): string =>
    zone.minuteText(Date.parse(momentOf(text, edge, zone, NOW)));

  test.each([
    ["2024-03-04", "2024-03-04 00:00", "2024-03-05 00:00"],
    ["2024/3/4", "2024-03-04 00:00", "2024-03-05 00:00"],
    ["2024年3月4日", "2024-03-04 00:00", "2024-03-05 00:00"],
    ["2024-02", "2024-02-01 00:00", "2024-03-01 00:00"],
    ["2024年12月", "2024-12-01 00:00", "2025-01-01 00:00"],
    ["2024", "2024-01-01 00:00", "2025-01-01 00:00"],
    ["2024-03-04 11:25", "2024-03-04 11:25", "2024-03-04 11:25"],
    ["2024-03-04T03:25:00Z", "2024-03-04 11:25", "2024-03-04 11:25"],
    ["2024-03-04T11:25:00+08:00", "2024-03-04 11:25", "2024-03-04 11:25"],
    ["今天", "2024-03-06 00:00", "2024-03-07 00:00"],
    ["yesterday", "2024-03-05 00:00", "2024-03-06 00:00"],
    ["1d", "2024-03-06 00:00", "2024-03-06 00:00"],
    ["7d", "2024-02-29 00:00", "2024-02-29 00:00"],
    ["2w", "2024-02-22 00:00", "2024-02-22 00:00"],
    ["24h", "2024-03-05 15:30", "2024-03-05 15:30"],
  ])("%s starts at %s and ends before %s", (text, from, to) => {
    expect(wall(text, "from")).toBe(from);
    expect(wall(text, "to")).toBe(to);
  });

  test.each(["", "2024-02-30", "2024-13", "0024-01-01", "2024-03-04 25:00", "last week", "7", "d", "99999999d"])(
    "%s is none",
    (text) => {
      expect(() => momentOf(text, "from", zone, NOW)).toThrow(UsageError);
    },
  );

  test("whatever is written, it is a date or a usage error, at once", () => {
    const pieces = fc.constantFrom(
      "2024",
      "-",
      "/",
      "年",
      "月",
      "日",
      " ",
      ":",
      "T",
      "Z",
      "+08:00",
      "3",
      "31",
      "d",
      "w",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
        try {
          expect(momentOf(parts.join(""), "to", zone, NOW)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });

  test("the last seven days and the seven before them meet without a gap", () => {
    const before = rangeOf({ from: "14d", to: "7d" }, zone, NOW);
    expect(before.to).toBe(rangeOf({ from: "7d" }, zone, NOW).from);
    expect(() => rangeOf({ from: "7d", to: "7d" }, zone, NOW)).toThrow(/不在 --from 7d 之后/);
  });
});

describe("--map", () => {
  test("adds up; a column may hold an equals sign", () => {
    expect(parseMap("title=a=b", parseMap("id=工单编号", undefined))).toEqual({ id: "工单编号", title: "a=b" });
  });

  test.each([
    ["text", /字段=列名/],
    ["=x", /字段=列名/],
    ["text=", /字段=列名/],
    ["titel=x", /没有字段 titel，是不是 title？/],
  ])("%s is refused", (text, message) => {
    expect(() => parseMap(text, undefined)).toThrow(message);
  });

  test("several may follow one --map, and a file after them stays a file", () => {
    expect(spellOut(["analyze", "--map", "id=编号", "text=正文", "in.csv", "--format", "csv"])).toEqual([
      "analyze",
      "--map",
      "id=编号",
      "--map",
      "text=正文",
      "in.csv",
      "--format",
      "csv",
    ]);
    expect(spellOut(["a", "--map", "id=x", "f=1.csv", "--", "--map", "a=b", "c=d"]).slice(-4)).toEqual([
      "--",
      "--map",
      "a=b",
      "c=d",
    ]);
  });
});

describe("--where", () => {
  test("values by commas, words for codes in either language", () => {
    const first = parseWhere("severity=严重,3", undefined);
    expect(parseWhere("area=A3区", parseWhere("severity=nuisance", first))).toEqual({
      severity: ["2", "3", "1"],
      area: ["A3区"],
    });
  });

  test.each([
    ["aera=x", /是不是 area？/],
    ["severity=9", /没有值 9；可用的有 0\(咨询\)/],
    ["area", /维度=值/],
  ])("%s is refused", (text, message) => {
    expect(() => parseWhere(text, undefined)).toThrow(message);
  });
});

describe("other values", () => {
  test("one of a few words", () => {
    expect(choice("--format", ["jsonl", "csv"])("csv")).toBe("csv");
    expect(() => choice("--format", ["jsonl", "csv"])("jsnl")).toThrow(/不能是 jsnl，是不是 jsonl？/);
  });

  test("several of them, by commas or repeated, each once", () => {
    const by = choices("--by", ["topic", "area", "street"], 2);
    expect(by("area", by("topic,area", undefined))).toEqual(["topic", "area"]);
    expect(() => by("street", ["topic", "area"])).toThrow(/最多 2 个/);
  });

  test("whole numbers within bounds", () => {
    const limit = wholeNumber("--limit", 1, 1000);
    expect(limit("20")).toBe(20);
    for (const text of ["0", "1001", "1.5", "-1", "1e3", "", "９"]) expect(() => limit(text)).toThrow(UsageError);
  });

  test("a global option is seen wherever it stands, but not behind --", () => {
    expect(globalOption(["trends", "--lang", "en", "--lang=zh"], "--lang")).toBe("zh");
    expect(globalOption(["search", "--", "--lang", "en"], "--lang")).toBeUndefined();
  });
});
