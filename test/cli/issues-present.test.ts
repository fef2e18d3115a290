import { describe, expect, test } from "vitest";
import { issueDetail } from "../../cli/present/issue-detail.js";
import { issueDetailJson, issueJson, ownIds } from "../../cli/present/issue-json.js";
import { stageOf } from "../../cli/present/issue-words.js";
import { issuesTable, spanOf } from "../../cli/present/issues-table.js";
import { makeStyle, PLAIN } from "../../cli/present/style.js";
import { width } from "../../cli/present/width.js";
import { Zone } from "../../core/zone.js";
import type { IssueEventRecord } from "../../state/issues.js";
import { issue, NOISE } from "./issue-sample.js";

const zone = new Zone("Asia/Shanghai");
const now = Date.parse("2026-11-08T01:02:03Z");
const look = { language: "zh" as const, style: PLAIN, width: 100, zone, now };
const row = { rank: 1, ...NOISE, own: ownIds(NOISE) };

describe("where an issue stands", () => {
  const stats = (from: string) => ({ ...NOISE.issue.stats, from });

  test("it is new for seven days, then rising or steady, then cooling, then over", () => {
    const fresh = stats("2026-11-02T00:00:00Z");
    expect(stageOf(issue({ id: "a", status: "growing", stats: fresh }), now)).toBe("new");
    expect(stageOf(issue({ id: "a", status: "growing" }), now)).toBe("rising");
    expect(stageOf(issue({ id: "a", status: "open" }), now)).toBe("steady");
    expect(stageOf(issue({ id: "a", status: "quiet" }), now)).toBe("cooling");
    expect(stageOf(issue({ id: "a", status: "closed", stats: fresh }), now)).toBe("over");
    expect(stageOf(issue({ id: "a", status: "merged" }), now)).toBe("merged");
  });

  test("the year of its end is said only where it is another", () => {
    expect(spanOf(NOISE.issue, zone)).toBe("2026-09-14–11-08");
    const stats = { ...NOISE.issue.stats, from: "2025-12-31T01:00:00Z" };
    expect(spanOf(issue({ id: "a", stats }), zone)).toBe("2025-12-31–2026-11-08");
    expect(spanOf(issue({ id: "a", stats: { ...stats, to: stats.from } }), zone)).toBe("2025-12-31");
  });
});

describe("the table", () => {
  test("a line each; under the first five a citizen's sentence with its message", () => {
    const rows = Array.from({ length: 6 }, (_, i) => ({ ...row, rank: i + 1, issue: issue({ id: `q${i + 1}` }) }));
    const lines = issuesTable(rows, look).split("\n");
    expect(lines[0]).toMatch(/^排名 +热度 +热点问题 +地点 +起止 +件\/人 +状态 +标记 +编号$/);
    expect(lines).toHaveLength(1 + 6 + 5);
    expect(lines[1]).toMatch(
      /^ +1 +63\.4 +鹤鸣雅居搅拌站夜间噪声 +鹤塘区 +2026-09-14–11-08 +32\/27 +升温 +多人同诉 +q1$/,
    );
    expect(lines[2]).toBe("    “搅拌站每天半夜两点还在开工，窗户都不敢开。” 1");
    expect(lines[11]).toMatch(/q6$/);
  });

  test("marks: what people did, and 降级 where the model was missing", () => {
    const text = issuesTable([{ ...row, issue: issue({ id: "q", flags: ["repeat"], pinned: true }), degraded: true }], {
      ...look,
      width: 120,
    });
    expect(text).toContain("一人多诉 置顶 降级");
  });

  test.each([60, 80, 120])("no line is wider than %i columns, with colour or without", (columns) => {
    for (const style of [PLAIN, makeStyle(true)]) {
      const lines = issuesTable([row, row], { ...look, style, width: columns }).split("\n");
      expect(lines.filter((line) => width(line) > columns)).toEqual([]);
    }
  });
});

describe("one issue in full", () => {
  const event = { issueId: "q1", number: 1, by: "wang", undone: false };
  const events: IssueEventRecord[] = [
    { ...event, at: Date.parse("2026-09-20T18:00:00Z"), kind: "opened", by: "machine" },
    { ...event, at: Date.parse("2026-09-21T02:00:00Z"), kind: "merged", other: "q7", undone: true },
    { ...event, at: Date.parse("2026-09-21T02:01:00Z"), kind: "renamed", details: { from: "噪声", to: "搅拌站噪声" } },
  ];

  test("says what its heat is made of, what citizens say, its messages newest first, what happened", () => {
    const text = issueDetail(NOISE, events, { ...look, limit: 2 });
    expect(text).toContain("鹤鸣雅居搅拌站夜间噪声  q1\n升温 · 2026-09-14–11-08 · 32 件 27 人 · 鹤塘区 鹤鸣雅居");
    expect(text).toContain("▍热度 63.4");
    expect(text).toMatch(/\n {2}来件数 +16\.0 {2}█{20}\n {2}诉求人数 +14\.5 {2}█{18}▏\n/);
    expect(text).toContain("  “ 搅拌站每天半夜两点还在开工，窗户都不敢开。\n    — 1");
    expect(text).toContain("▍来件（最新 2 / 3 件）");
    const [newest, older] = text.slice(text.indexOf("▍来件")).split("\n").slice(1);
    expect(newest).toBe("  2026-11-08 09:02  3  搅拌站的灰落得阳台上到处都是。");
    expect(older).toBe("  2026-09-15 09:00  2  （重复）搅拌站每天半夜两点还在开工，窗户都不敢开！");
    expect(text).toContain(
      "  2026-09-21 02:00  出现  自动\n  2026-09-21 10:00  合并 q7 （已撤销）  wang\n  2026-09-21 10:01  改名 “搅拌站噪声”  wang",
    );
  });

  test("a summary by a machine is marked as one, with its model", () => {
    const written = { text: "鹤鸣雅居旁的搅拌站半夜开工扰民。", model: "qwen3-8b", at: "2026-11-09T02:00:00.000Z" };
    const listed = { ...NOISE, issue: { ...NOISE.issue, written } };
    expect(issueDetail(listed, [], { ...look, limit: 2 })).toContain(
      "▍机器撰写，已逐项核对\n  鹤鸣雅居旁的搅拌站半夜开工扰民。\n  — qwen3-8b  2026-11-09 10:00\n\n▍市民原话",
    );
    expect(issueDetail(NOISE, [], { ...look, limit: 2 })).not.toContain("机器撰写");
    expect([issueDetailJson(listed, []), issueDetailJson(NOISE, [])]).toMatchObject([{ written }, { written: null }]);
  });

  test("as JSON: all messages by the ids of their sources, and no author", () => {
    const json = JSON.parse(JSON.stringify(issueDetailJson(NOISE, events))) as Record<string, unknown>;
    expect(json).toMatchObject({ id: "q1", heat: 63.4, count: 32, citizens: 27, summary: [{ id: "1" }] });
    expect(json.messages).toEqual([
      expect.objectContaining({ id: "1", title: "搅拌站噪声", repeats: null }),
      expect.objectContaining({ id: "2", title: null, repeats: "1" }),
      expect.objectContaining({ id: "3", at: "2026-11-08T01:02:03.000Z" }),
    ]);
    expect(JSON.stringify(json)).not.toContain("authorKey");
  });
});

test("the JSON of the list has the keys of the contract, the sources' own ids of all members among them", () => {
  const json = issueJson(NOISE, 1) as Record<string, unknown>;
  expect(json).toMatchObject({
    rank: 1,
    id: "q1",
    title: "鹤鸣雅居搅拌站夜间噪声",
    place: "鹤鸣雅居",
    heat: 63.4,
    heatParts: { volume: 16, recency: 5 },
    from: "2026-09-14T01:00:00.000Z",
    to: "2026-11-08T01:02:03.000Z",
    count: 32,
    externalIds: ["1", "2", "3"],
    status: "growing",
    citizens: 27,
    keywords: ["搅拌站", "扬尘", "半夜"],
    summary: [{ text: "搅拌站每天半夜两点还在开工，窗户都不敢开。", id: "1" }],
    topic: ["环境保护", "噪声污染"],
    district: "鹤塘区",
    flags: ["several"],
    degraded: false,
  });
});
