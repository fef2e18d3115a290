import { readFileSync, statSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { DEMANDS, SENTIMENT_LABELS } from "../../core/analysis.js";
import { shipped } from "../../core/paths.js";
import { Zone } from "../../core/zone.js";

type Row = Record<string, string>;

const file = (name: string) => shipped("config", "sample", name);
const read = (name: string) => parse(readFileSync(file(name)), { columns: true }) as Row[];

const messages = read("messages.csv");
const labels = read("labels.csv");
const gazetteer = read("gazetteer.csv");
const labelOf = new Map(labels.map((row) => [row.工单编号!, row]));

const zone = new Zone("Asia/Shanghai");
const FIRST_DAY = Date.UTC(2026, 8, 14) / 86_400_000;
const dayOf = (row: Row) => zone.dayOf(Date.parse(`${row.受理时间!.replace(" ", "T")}+08:00`)) - FIRST_DAY;
const weekOf = (row: Row) => Math.floor(dayOf(row) / 7);
const textOf = (row: Row) => `${row.标题}\n${row.内容}`;

/** Messages per week 1…8 of one planted matter. */
function weeks(issue: string): number[] {
  const counts = new Array<number>(8).fill(0);
  for (const row of messages) if (labelOf.get(row.工单编号!)!.issue === issue) counts[weekOf(row)]!++;
  return counts;
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const share = (rows: Row[], wanted: (row: Row) => boolean) => rows.filter(wanted).length / rows.length;

describe("messages", () => {
  test("are 478 with ids of their own, in order of time, all within the eight weeks", () => {
    expect(messages).toHaveLength(478);
    expect(new Set(messages.map((row) => row.工单编号)).size).toBe(478);
    const times = messages.map((row) => row.受理时间!);
    expect(times).toEqual([...times].sort());
    for (const time of times) expect(time).toMatch(/^2026-(09|10|11)-\d\d \d\d:\d\d:\d\d$/);
    const days = messages.map(dayOf);
    expect(Math.min(...days)).toBe(0);
    expect(Math.max(...days)).toBe(55);
    expect(new Set(days).size).toBe(56); // no day is silent
  });

  test("are plain UTF-8 with LF, below 300 kB", () => {
    const bytes = readFileSync(file("messages.csv"));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    expect(text).not.toMatch(/[\r\uFEFF]/);
    expect(statSync(file("messages.csv")).size).toBeLessThan(300_000);
  });

  test("come half by phone, a quarter by board, a fifth as posts", () => {
    const of = (...channels: string[]) => share(messages, (row) => channels.includes(row.来源渠道!));
    expect(of("电话")).toBeCloseTo(0.55, 1);
    expect(of("网站", "微信")).toBeCloseTo(0.25, 1);
    expect(of("微博")).toBeCloseTo(0.2, 1);
    expect(of("电话", "网站", "微信", "微博")).toBe(1);
  });

  test("posts have no phone, and likes belong to boards and posts", () => {
    for (const row of messages) {
      if (row.来源渠道 === "微博") expect([row.联系电话, row.标题, row.承办单位]).toEqual(["", "", ""]);
      expect(row.点赞数 === "").toBe(row.来源渠道 === "电话");
      expect(row.内容!.length).toBeGreaterThan(15);
    }
  });

  test("of one author are few: only one caller speaks up more than twice", () => {
    const byAuthor = new Map<string, Row[]>();
    for (const row of messages) byAuthor.set(row.来电人!, [...(byAuthor.get(row.来电人!) ?? []), row]);
    const often = [...byAuthor].filter(([name, rows]) => name !== "" && name !== "匿名" && rows.length > 2);
    expect(often.map(([name, rows]) => [name, rows.length])).toEqual([["范德胜", 8]]);
  });

  test("the hotline is quieter on holidays than on working days", () => {
    const calls = (days: number[]) =>
      messages.filter((row) => row.来源渠道 === "电话" && days.includes(dayOf(row))).length / days.length;
    const nationalDay = [17, 18, 19, 20, 21, 22, 23];
    const weekdaysAround = [7, 8, 9, 10, 28, 29, 30, 31, 32];
    expect(calls(nationalDay)).toBeLessThan(0.7 * calls(weekdaysAround));
  });

  test("are answered in about 60 % of the older tickets, and later than they were asked", () => {
    const older = messages.filter((row) => row.来源渠道 !== "微博" && weekOf(row) < 6);
    expect(share(older, (row) => row.答复意见 !== "")).toBeCloseTo(0.6, 1);
    for (const row of messages) {
      expect(row.答复意见 === "").toBe(row.答复时间 === "");
      if (row.答复时间 !== "") expect(row.答复时间! > row.受理时间!).toBe(true);
      if (row.满意度 !== "") expect(row.答复意见).not.toBe("");
      expect(["", "满意", "基本满意", "不满意"]).toContain(row.满意度);
    }
  });

  test("say nothing long twice, but for the pairs sent on two channels and the one caller", () => {
    const shingles = messages.map((row) => {
      const text = row.内容!;
      const set = new Set<string>();
      for (let i = 0; i + 4 <= text.length; i++) set.add(text.slice(i, i + 4));
      return set;
    });
    const alike: [string, string][] = [];
    for (let i = 0; i < messages.length; i++) {
      for (let j = 0; j < i; j++) {
        const [small, large] =
          shingles[i]!.size < shingles[j]!.size ? [shingles[i]!, shingles[j]!] : [shingles[j]!, shingles[i]!];
        let common = 0;
        for (const piece of small) if (large.has(piece)) common++;
        if (common > 0.5 * small.size) alike.push([messages[j]!.工单编号!, messages[i]!.工单编号!]);
      }
    }
    const issuesOf = alike.map((pair) => pair.map((id) => labelOf.get(id)!.issue));
    for (const [a, b] of issuesOf) expect(a, "planted alike").toBe(b);
    const twins = issuesOf.filter(([issue]) => issue!.startsWith("twin-"));
    expect(twins.map(([issue]) => issue).sort()).toEqual(["twin-1", "twin-2", "twin-3", "twin-4", "twin-5"]);
    expect(issuesOf.filter(([issue]) => issue === "one-caller-music")).toHaveLength(28); // 8 tickets, every pair
    expect(alike).toHaveLength(33);
  });
});

describe("labels", () => {
  test("stand for every message, with values that are allowed", () => {
    expect(labels.map((row) => row.工单编号)).toEqual(messages.map((row) => row.工单编号));
    const kinds = ["手机", "电话", "身份证", "车牌", "姓名", "门牌", "邮箱", "微信", "QQ", "银行卡"];
    for (const row of labels) {
      expect(SENTIMENT_LABELS).toContain(row.sentiment);
      expect(DEMANDS).toContain(row.demand);
      expect(["0", "1", "2", "3"]).toContain(row.severity);
      for (const kind of row.pii!.split("|")) if (kind !== "") expect(kinds).toContain(kind);
      if (row.demand === "表扬") expect([row.sentiment, row.severity]).toEqual(["positive", "0"]);
      if (row.demand === "咨询") expect([row.sentiment, row.severity]).toEqual(["neutral", "0"]);
    }
  });

  test("shares are those of a hotline", () => {
    const demand = (name: string) => share(labels, (row) => row.demand === name);
    expect(demand("表扬")).toBeGreaterThanOrEqual(0.08);
    expect(demand("咨询")).toBeGreaterThanOrEqual(0.12);
    expect(demand("建议")).toBeGreaterThanOrEqual(0.06);
    expect(demand("投诉")).toBeGreaterThan(0.5);
    expect(labels.filter((row) => row.demand === "举报").length).toBeGreaterThanOrEqual(6);
    expect(labels.filter((row) => row.severity === "3").length).toBeGreaterThanOrEqual(12);
    expect(share(labels, (row) => row.sentiment === "negative")).toBeGreaterThan(0.65);
  });

  test("all 15 first-level topics occur, and the seven main ones dominate", () => {
    const counts = new Map<string, number>();
    for (const row of labels) counts.set(row.topic1!, (counts.get(row.topic1!) ?? 0) + 1);
    const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([topic]) => topic);
    expect(ranked).toHaveLength(15);
    expect(ranked.slice(0, 3)).toEqual(["城乡建设", "交通运输", "环境保护"]);
    const main = ["城乡建设", "交通运输", "环境保护", "劳动和社会保障", "教育文体", "商贸旅游", "卫生计生"];
    expect(new Set(ranked.slice(0, 7))).toEqual(new Set(main));
  });
});

describe("planted", () => {
  test.each(["mixing-plant", "parking-spaces", "preheating"])(
    "%s grows towards the last week, in one place",
    (issue) => {
      const counts = weeks(issue);
      expect(sum(counts)).toBeGreaterThanOrEqual(20);
      expect(sum(counts)).toBeLessThanOrEqual(35);
      expect(counts[7]).toBe(Math.max(...counts));
      expect(counts[6]).toBe(Math.max(...counts.slice(0, 7)));
      expect(sum(counts.slice(4))).toBeGreaterThan(2 * sum(counts.slice(0, 4)));
      const rows = messages.filter((row) => labelOf.get(row.工单编号!)!.issue === issue);
      expect(new Set(rows.map((row) => labelOf.get(row.工单编号!)!.district)).size).toBe(1);
      expect(new Set(rows.map((row) => (row.来源渠道 === "微信" ? "网站" : row.来源渠道))).size).toBe(3);
      const authors = new Set(rows.map((row) => row.来电人));
      expect(authors.size).toBeGreaterThan(0.85 * rows.length);
    },
  );

  test("the burst falls into two days of the last week", () => {
    const days = messages.filter((row) => labelOf.get(row.工单编号!)!.issue === "yellow-water").map(dayOf);
    expect(days).toHaveLength(30);
    expect(new Set(days)).toEqual(new Set([51, 52]));
  });

  test("one caller sends eight tickets", () => {
    expect(sum(weeks("one-caller-music"))).toBe(8);
  });
});

describe("personal data", () => {
  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const checkDigit = (id: string) => "10X98765432"[sum(WEIGHTS.map((weight, i) => weight * Number(id[i]))) % 11];
  const luhn = (digits: string) =>
    sum(
      [...digits]
        .reverse()
        .map((digit, i) =>
          i % 2 ? (Number(digit) * 2 > 9 ? Number(digit) * 2 - 9 : Number(digit) * 2) : Number(digit),
        ),
    ) % 10;

  test("stands in about fifty messages, each kind at least twice", () => {
    const rows = labels.filter((row) => row.pii !== "");
    expect(rows.length).toBeGreaterThanOrEqual(45);
    for (const kind of ["手机", "电话", "身份证", "车牌", "姓名", "门牌", "邮箱", "微信", "QQ", "银行卡"]) {
      expect(rows.filter((row) => row.pii!.split("|").includes(kind)).length, kind).toBeGreaterThanOrEqual(2);
    }
  });

  test("numbers are where the labels say, and their check digits are right", () => {
    for (const row of messages) {
      const kinds = labelOf.get(row.工单编号!)!.pii!.split("|");
      const text = textOf(row).normalize("NFKC");
      expect(/(?<!\d)1[56]4[ .-]?\d{4}[ .-]?\d{4}(?!\d)|幺五四|幺六四/.test(text), row.工单编号).toBe(
        kinds.includes("手机"),
      );
      expect(/0331-\d{7}/.test(text), row.工单编号).toBe(kinds.includes("电话"));
      expect(/冀M[A-Z]?\d/.test(text), row.工单编号).toBe(kinds.includes("车牌"));
      expect(/\w@example\.(com|org)/.test(text), row.工单编号).toBe(kinds.includes("邮箱"));
      const id = /(?<!\d)1399\d{13}[\dX]/.exec(text)?.[0];
      expect(id !== undefined, row.工单编号).toBe(kinds.includes("身份证"));
      if (id !== undefined) expect(checkDigit(id)).toBe(id[17]);
      const card = /6299 ?90[\d ]{13,17}/.exec(text)?.[0].replaceAll(" ", "");
      expect(card !== undefined, row.工单编号).toBe(kinds.includes("银行卡"));
      if (card !== undefined) expect([card.length, luhn(card)]).toEqual([19, 0]);
    }
  });
});

describe("gazetteer", () => {
  const KINDS = "district street road estate village school hospital company market park transit building".split(" ");
  const districts = new Set(gazetteer.filter((row) => row.kind === "district").map((row) => row.name));
  const streets = new Map(gazetteer.filter((row) => row.kind === "street").map((row) => [row.name!, row.district!]));

  test("names every place once, within its districts and streets", () => {
    expect(new Set(gazetteer.map((row) => row.name)).size).toBe(gazetteer.length);
    expect(districts.size).toBe(6);
    for (const row of gazetteer) {
      expect(KINDS).toContain(row.kind);
      if (row.district !== "") expect(districts).toContain(row.district);
      if (row.street !== "") expect(streets.get(row.street!), row.name).toBe(row.district);
    }
  });

  test("has every district of the labels and every district and street of the messages", () => {
    for (const row of labels) if (row.district !== "") expect(districts).toContain(row.district);
    for (const row of messages) {
      if (row.区县 !== "") expect(row.区县).toBe(labelOf.get(row.工单编号!)!.district);
      if (row.街道 !== "") expect(streets.get(row.街道!), row.街道).toBe(row.区县);
    }
  });

  test("has the places of the planted matters", () => {
    const names = new Set(gazetteer.map((row) => row.name));
    for (const name of [
      "鹤鸣雅居",
      "货运南路",
      "鑫固搅拌站",
      "澜湾名邸",
      "澜湾路",
      "云谷人家",
      "恒煦热力",
      "文渊苑",
      "文渊路",
      "梧桐里小区",
    ]) {
      expect(names).toContain(name);
    }
  });
});
