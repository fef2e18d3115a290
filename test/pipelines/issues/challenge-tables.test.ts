import { unzipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import type { Issue } from "../../../core/issue.js";
import { Zone } from "../../../core/zone.js";
import { challengeTables } from "../../../pipelines/issues/challenge-tables.js";
import type { IssueMessage } from "../../../pipelines/issues/issue-message.js";
import type { ListedIssue } from "../../../pipelines/issues/listed-issue.js";

const zone = new Zone("Asia/Shanghai");
const now = Date.parse("2026-11-09T00:00:00Z");

function issue(id: string, title: string, heat: number, from: string, to: string, place: string): Issue {
  return {
    id,
    title,
    place,
    heat,
    district: "鹤塘区",
    keywords: [],
    summary: [],
    topic: ["环境保护"],
    places: [],
    representatives: [],
    status: "growing",
    renamed: false,
    pinned: false,
    dismissed: false,
    stats: {
      from,
      to,
      count: 2,
      citizens: 2,
      days: [],
      negative: 2,
      severity: [0, 2, 0, 0],
      likes: 0,
      dislikes: 0,
      echoes: 0,
      mostByOne: 1,
    },
    heatParts: {
      volume: heat,
      citizens: 0,
      growth: 0,
      duration: 0,
      severity: 0,
      negativity: 0,
      support: 0,
      recency: 0,
    },
    flags: [],
    recurs: [],
  };
}

function message(externalId: string, at: string, text: string, given: Partial<IssueMessage> = {}): IssueMessage {
  return { id: `d${externalId}`, externalId, at: Date.parse(at), text, ...given };
}

const NOISE: ListedIssue = {
  issue: issue("1", "鹤鸣雅居搅拌站夜间噪声", 62.345, "2026-10-31T16:30:00Z", "2026-11-08T01:02:03Z", "鹤鸣雅居"),
  messages: [
    message("00123", "2026-10-31T16:30:00Z", "搅拌站半夜开工，灰尘大。", {
      title: "搅拌站噪声",
      authorKey: "key-of-one",
      likes: 7,
      dislikes: 0,
    }),
    message("00124", "2026-11-08T01:02:03Z", "=1+1 楼下搅拌站太吵", { title: "@又开工了" }),
  ],
  degraded: false,
};
const PARKING: ListedIssue = {
  issue: issue("2", "澜湾名邸车位只售不租", 40, "2026-11-02T02:00:00Z", "2026-11-02T02:00:00Z", ""),
  messages: [
    message("9", "2026-11-02T02:00:00Z", "车位只卖不租。", { authorKey: "key-of-two" }),
    message("10", "2026-11-02T03:00:00Z", "车位不租\u0008给业主。", { authorKey: "key-of-one" }),
  ],
  degraded: false,
};

const write = (issues: ListedIssue[]) => challengeTables(issues, { zone, now, notes: [["时间范围", "全部"]] });

test("the hot-issue table has the columns of the challenge, ranked as given", async () => {
  const { sheets } = await readXlsx(await write([NOISE, PARKING]));
  expect(sheets.map(({ name }) => name)).toEqual(["热点问题表", "热点问题留言明细表", "说明"]);
  expect(sheets[0]?.rows).toEqual([
    ["热度排名", "问题ID", "热度指数", "时间范围", "地点/人群", "问题描述"],
    // 16:30 UTC is half past midnight of the next day in the office's zone.
    [1, "1", 62.345, "2026/11/01 至 2026/11/08", "鹤鸣雅居", "鹤鸣雅居搅拌站夜间噪声"],
    // Where no place is named the district stands.
    [2, "2", 40, "2026/11/02 至 2026/11/02", "鹤塘区", "澜湾名邸车位只售不租"],
  ]);
  expect(sheets[2]?.rows[1]).toEqual(["时间范围", "全部"]);
});

test("the detail table numbers users, keeps ids as text, gives real times on the wall clock, and never a formula", async () => {
  const { sheets } = await readXlsx(await write([NOISE, PARKING]));
  const [header, ...rows] = sheets[1]?.rows ?? [];
  expect(header).toEqual(["问题ID", "留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数", "反对数"]);
  expect(rows[0]).toEqual([
    "1",
    "00123",
    "用户1",
    "搅拌站噪声",
    new Date("2026-11-01T00:30:00Z"),
    "搅拌站半夜开工，灰尘大。",
    7,
    0,
  ]);
  expect(rows.map((row) => row[2])).toEqual(["用户1", "用户2", "用户3", "用户1"]);
  expect(rows[1]?.slice(3, 6)).toEqual(["@又开工了", new Date("2026-11-08T09:02:03Z"), "=1+1 楼下搅拌站太吵"]);
  expect(rows[3]?.[5]).toBe("车位不租给业主。");
  const parts = unzipSync(await write([NOISE, PARKING]));
  const xml = Object.entries(parts).map(([name, bytes]) => [name, Buffer.from(bytes).toString("utf8")] as const);
  const worksheets = xml.filter(([name]) => name.startsWith("xl/worksheets/sheet")).map(([, text]) => text);
  expect(worksheets).toHaveLength(3);
  for (const text of worksheets) {
    expect(text).not.toContain("<f>");
    expect(text).toContain('state="frozen"');
    expect(text).toContain("<autoFilter");
  }
  // The handle's key is nowhere in the file.
  expect(xml.some(([, text]) => text.includes("key-of-"))).toBe(false);
});

test("a text longer than a cell may be is cut, and the same issues give the same bytes", async () => {
  const long: ListedIssue = {
    ...PARKING,
    messages: [message("1", "2026-11-02T02:00:00Z", "车".repeat(40_000))],
  };
  const { sheets } = await readXlsx(await write([long]));
  const cell = String(sheets[1]?.rows[1]?.[5]);
  expect(cell).toHaveLength(32_767);
  expect(cell.endsWith("车…")).toBe(true);
  expect(Buffer.from(await write([NOISE])).equals(Buffer.from(await write([NOISE])))).toBe(true);
});
