import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../core/clock.js";
import { openState } from "../../state/state.js";
import { HEATING, type MESSAGES, messagesCsv, PARKING, PLANT } from "./issue-messages.js";
import { issue } from "./issue-sample.js";
import { minyi } from "./run.js";

interface ListedJson {
  rank: number;
  id: string;
  title: string;
  place: string;
  heat: number;
  heatParts: Record<string, number>;
  from: string;
  to: string;
  count: number;
  citizens: number;
  externalIds: string[];
  summary: { text: string; id: string }[];
}

const ids = (rows: typeof MESSAGES) => rows.map(([id]) => id);

describe("minyi issues FILE", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "minyi-issues-"));
    writeFileSync(join(folder, "messages.csv"), messagesCsv());
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const issues = (...args: string[]) => minyi(["issues", ...args], { cwd: folder });

  test("an array by the contract and the two tables of the challenge; no store is touched", async () => {
    const { code, out, err } = issues("messages.csv", "--json", "-o", "hot.xlsx");
    expect(code, err).toBe(0);
    const list = JSON.parse(out) as ListedJson[];
    expect(list.map(({ rank, place, title, externalIds }) => [rank, place, title, externalIds])).toEqual([
      [1, "碧桐苑", "碧桐苑半夜施工", ids(PLANT)],
      [2, "枫岭国际", "枫岭国际车位只卖不租", ids(PARKING)],
      [3, "青禾家园", "青禾家园暖气不热", ids(HEATING)],
    ]);
    const all = list.flatMap(({ externalIds }) => externalIds);
    for (const { heat, heatParts, count, externalIds, summary, from, to } of list) {
      expect(Object.values(heatParts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(heat, 6);
      expect(externalIds).toHaveLength(count);
      expect(externalIds).toContain(summary[0]?.id);
      expect(from < to).toBe(true);
    }
    expect(existsSync(join(folder, "data"))).toBe(false);
    expect(out).not.toContain("甲三");

    expect(err).toContain(`已写入 hot.xlsx：${list.length} 个问题，${all.length} 条留言。`);
    const { sheets } = await readXlsx(readFileSync(join(folder, "hot.xlsx")));
    expect(sheets.map(({ name }) => name)).toEqual(["热点问题表", "热点问题留言明细表", "说明"]);
    const details = sheets[1]?.rows.slice(1) ?? [];
    expect(details.map((row) => row[1])).toEqual(all);
    expect(details.every((row) => /^用户\d+$/.test(String(row[2])) && row[4] instanceof Date)).toBe(true);
    // The messenger with three copies is one and the same user.
    const three = ["0103", "0104", "0105"].map((id) => details.find((row) => row[1] === id)?.[2]);
    expect(new Set(three).size).toBe(1);
  });

  test("a table for people, as long as they ask; records that cannot be read are told and leave exit code 3", () => {
    writeFileSync(join(folder, "bad.csv"), `${messagesCsv()}0999,丁,标题,不是时间,正文在这里但是时间写错了,0,0\n`);
    const { code, out, err } = issues("bad.csv", "--top", "1");
    expect(code).toBe(3);
    expect(out.split("\n")[0]).toMatch(/^排名 +热度 +热点问题/);
    expect(out).toMatch(/\n +1 +\d/);
    expect(out).not.toMatch(/\n +2 +\d/);
    expect(err).toMatch(/共 3 个热点问题，显示前 1 个，--top 可调/);
    expect(err).toContain("1 条读不出来");
  });

  test("says what is wrong before it reads anything", () => {
    const wrong = issues("messages.csv", "-o", "hot.csv");
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.err).toContain("-o 应为 .xlsx 文件，不能是 hot.csv");
    expect(issues("messages.csv", "-o", "none/hot.xlsx").err).toContain("没有文件夹");
    expect(issues("messages.csv", "--top", "0").err).toContain("--top 应为");
    expect(issues("--map", "text=正文").err).toContain("--map 只用于文件");
  });
});

describe("minyi issues of the runs", () => {
  /** An office after a night: every test has a copy of its own. */
  let office: string;
  let folder: string;
  beforeAll(() => {
    office = mkdtempSync(join(tmpdir(), "minyi-issues-"));
    folder = office;
    writeFileSync(join(folder, "messages.csv"), messagesCsv(PLANT));
    const source = "{ name: board, type: csv, path: messages.csv, channel: board }";
    const config = `sentiment: { model: lexicon }\ntopic: { model: linear }\nsources:\n  - ${source}\n`;
    writeFileSync(join(folder, "minyi.yaml"), config);
    const ran = minyi(["run"], { cwd: folder });
    expect(ran.code, ran.err).toBe(0);
    known();
  });
  afterAll(() => rmSync(office, { recursive: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "minyi-issues-"));
    cpSync(office, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const issues = (...args: string[]) => minyi(["issues", ...args], { cwd: folder });
  const list = () => JSON.parse(issues("--json").out) as ListedJson[];

  /** Puts two issues into state as a night would: the first five messages are in A, the others in B. */
  function known(): void {
    const data = join(folder, "data");
    const state = openState(join(data, "state.db"), { clock: systemClock, keyPath: join(data, "minyi.key") });
    const before = state.issues.list({ includeDismissed: true });
    const documents = [...state.matters.scan()].map(({ id, at }) => ({ documentId: id, at }));
    state.transaction(() => {
      const made = [issue({ id: "A", heat: 60 }), issue({ id: "B", heat: 50, title: "碧桐苑水泥灰" })].map((one, i) => {
        const members = i === 0 ? documents.slice(0, 5) : documents.slice(5);
        const [from, to] = [members[0]!.at, members.at(-1)!.at].map((at) => new Date(at).toISOString());
        const summary = [{ text: "搅拌站夜里不停。", documentId: members[0]!.documentId }];
        const stats = { ...one.stats, from: from!, to: to!, count: members.length };
        const days = [{ day: from!.slice(0, 10), n: members.length, citizens: 1 }];
        return { issue: { ...one, summary, representatives: [], stats: { ...stats, days } }, members };
      });
      state.issues.save(made.map((one) => one.issue));
      for (const {
        issue: { id: issueId },
        members,
      } of made) {
        state.issues.assign(members.map((member) => ({ ...member, issueId })));
        state.issues.record({ issueId, kind: "opened", by: "machine" });
      }
      // What the run itself has found by then is not what is tested here.
      for (const { id } of before) state.issues.dismiss(id, "test");
    });
    state.close();
  }

  test("lists them with the ids that the messages have in their source", () => {
    expect(list().map(({ id, rank, externalIds }) => [id, rank, externalIds])).toEqual([
      ["A", 1, ids(PLANT.slice(0, 5))],
      ["B", 2, ids(PLANT.slice(5))],
    ]);
    const { out } = issues();
    expect(out).toMatch(/ +1 +60\.0 .* A\n {4}“搅拌站夜里不停。” 0101\n +2 +50\.0 .* B\n {4}“.*” 0106\n/);
    expect(JSON.parse(issues("--to", "2026-03-05", "--json").out)).toHaveLength(1);
  });

  test("show: one of them in full", () => {
    const { code, out } = issues("show", "A", "--limit", "2");
    expect(code).toBe(0);
    expect(out).toContain("▍来件（最新 2 / 5 件）\n  2026-03-07 22:20  0105");
    expect(out).toMatch(/▍经过\n {2}\d{4}-.* {2}出现 {2}自动/);
    const json = JSON.parse(issues("show", "B", "--json").out) as { messages: { id: string }[] };
    expect(json.messages.map(({ id }) => id)).toEqual(ids(PLANT.slice(5)));
  });

  test("merge and undo", () => {
    const merged = issues("merge", "A", "B");
    expect(merged.code, merged.err).toBe(0);
    expect(merged.err).toContain("已把 B 并入 A");
    expect(merged.err).toContain("撤销：minyi issues undo A");
    expect(list().map(({ id, externalIds }) => [id, externalIds.length])).toEqual([["A", 8]]);
    expect(issues("pin", "B").err).toContain("已并入");
    expect(issues("undo", "A").err).toContain("已撤销对 A 的最近一次更正");
    expect(list().map(({ id }) => id)).toEqual(["A", "B"]);
  });

  test("split takes the ids of the source, and undo puts the messages back", () => {
    const done = issues("split", "A", "--messages", "0101,0102");
    expect(done.code, done.err).toBe(0);
    const made = /新的问题 (\S+?)，/.exec(done.err)?.[1];
    const after = list();
    expect(after.find(({ id }) => id === made)?.externalIds).toEqual(["0101", "0102"]);
    expect(after.find(({ id }) => id === "A")?.externalIds).toEqual(["0103", "0104", "0105"]);
    issues("undo", "A");
    expect(list().find(({ id }) => id === "A")?.externalIds).toHaveLength(5);
    expect(issues("split", "A", "--messages", "0101,0108").err).toContain("A 没有这些来件：0108");
    expect(issues("split", "A").err).toContain("需要 --messages 来件编号");
  });

  test("rename, pin, dismiss and what takes them back", () => {
    expect(issues("rename", "B", "碧桐苑搅拌站扬尘，联系 15400002222").err).toContain("B 的标题改为：碧桐苑搅拌站扬尘");
    expect(list()[1]?.title).not.toContain("15400002222");
    issues("pin", "B");
    expect(issues().out).toMatch(/\n +2 +50\.0 .*置顶.* B\n[\s\S]*\n +1 +60\.0 .* A\n/);
    expect(issues("pin", "B").err).toContain("本来就是这样");
    issues("dismiss", "A");
    expect(list().map(({ id }) => id)).toEqual(["B"]);
    issues("restore", "A");
    expect(list().map(({ id }) => id)).toEqual(["A", "B"]);
  });

  test("an id that does not exist is told as such, with the way out", () => {
    for (const args of [
      ["show", "Z"],
      ["merge", "A", "Z"],
      ["rename", "Z", "新名"],
      ["undo", "Z"],
      ["pin", "Z"],
    ]) {
      const { code, out, err } = issues(...args);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/没有编号为 Z 的/);
    }
  });
});
