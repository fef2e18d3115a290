import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invented, several, storeOf } from "../trends/invented.js";
import { minyi } from "./run.js";

let cwd: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  const made = await storeOf([
    ...several(3, {
      at: "2024-03-04 10:00",
      topic: ["环境保护"],
      district: "A3区",
      text: "工地夜间噪音扰民，没法睡觉。",
    }),
    ...several(2, { at: "2024-03-05 10:00", topic: ["交通运输"], district: "A1区", sentiment: "neutral", severity: 0 }),
    invented({ at: "2024-03-06 23:30", topic: ["环境保护"], severity: 2, text: "厂里的噪音和废气" }),
    invented({
      at: "2024-02-28 09:00",
      topic: ["环境保护"],
      title: "噪音\u001b[2J",
      text: "第一行\r\n第二行\u202e噪音",
    }),
  ]);
  cwd = made.folder;
  remove = made.remove;
});
afterAll(() => remove());

describe("trends", () => {
  test("--json: total and rows, each value under the name of its dimension", () => {
    const { code, out, err } = minyi(["trends", "--json"], { cwd });
    expect([code, err]).toEqual([0, ""]);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ total: 7, by: ["topic"], interval: null, from: null, to: null });
    expect(answer.rows).toEqual([
      {
        topic: "交通运输",
        key: ["交通运输"],
        at: "",
        n: 2,
        negative: 0,
        neutral: 2,
        positive: 0,
        scoreMilli: 0,
        severe: 0,
      },
      {
        topic: "环境保护",
        key: ["环境保护"],
        at: "",
        n: 5,
        negative: 5,
        neutral: 0,
        positive: 0,
        scoreMilli: -2500,
        severe: 1,
      },
    ]);
  });

  test("several dimensions, an interval, a range and conditions", () => {
    const args = ["trends", "--json", "--by", "area,severity", "--interval", "day", "--from", "2024-03-04", "--to"];
    const { out } = minyi([...args, "2024-03-05", "--where", "topic=环境保护,交通运输", "severity=一般"], { cwd });
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ total: 3, from: "2024-03-03T16:00:00.000Z", to: "2024-03-05T16:00:00.000Z" });
    expect(answer.rows).toMatchObject([{ area: "A3区", severity: "1", n: 3 }]);
  });

  test("the table, and how many there are on stderr", () => {
    const { out, err } = minyi(["trends"], { cwd });
    expect(out).toBe(
      [
        "主题      件数   占比    负面  严重",
        "环境保护     5  71.4%  100.0%     1",
        "交通运输     2  28.6%    0.0%     –",
        "",
      ].join("\n"),
    );
    expect(err).toBe("共 7 件\n");
  });

  test("down the time, gaps as zeros; against the period before where there is a start", () => {
    const days = minyi(["trends", "--interval", "day", "--from", "2024-03-04", "--to", "2024-03-07"], { cwd }).out;
    expect(days.split("\n").map((line) => line.split(/ {2,}/).slice(0, 2).join(" "))).toEqual([
      "日 件数",
      "2024-03-04 3",
      "2024-03-05 2",
      "2024-03-06 1",
      "2024-03-07 0",
      "",
    ]);
    const compared = minyi(["trends", "--from", "2024-03-04", "--to", "2024-03-10"], { cwd }).out;
    // four against one: too few to give a rate
    expect(compared).toMatch(/环境保护 .*样本不足/);
  });

  test("nothing found is no error", () => {
    const { code, out, err } = minyi(["trends", "--from", "2030-01-01"], { cwd });
    expect([code, out, err]).toEqual([0, "", "没有符合条件的来件。\n"]);
  });
});

describe("search", () => {
  test("--json: an exact total and whole hits, newest first", () => {
    const { code, out } = minyi(["search", "噪音", "--limit", "2", "--json"], { cwd });
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(answer.total).toBe(5);
    expect(answer.hits).toHaveLength(2);
    expect(answer.hits[0]).toMatchObject({
      text: "厂里的噪音和废气",
      createdAt: "2024-03-06T15:30:00.000Z",
      topic: { path: ["环境保护"], abstain: false },
      severity: { level: 2 },
      folded: 0,
    });
    const rest = JSON.parse(minyi(["search", "噪音", "--json", "--after", answer.next], { cwd }).out);
    expect(rest.hits).toHaveLength(3);
    expect(rest.next).toBeNull();
  });

  test("for people: date, severity, topic, place, and the words around what was found", () => {
    const { out, err } = minyi(["search", "夜间噪音", "--limit", "1"], { cwd });
    expect(out).toMatch(/^2024-03-04 {2}一般 {2}环境保护 {2}A3区 {2}T\d+\n {2}工地【夜间噪音】扰民，没法睡觉。\n$/);
    expect(err).toMatch(/^共 3 件，显示 1 件\n下一页：加上 --after \S+\n$/);
  });

  test("R22: what citizens write cannot steer the terminal, in the table or in JSON", () => {
    const table = minyi(["search", "噪音", "--to", "2024-02-29"], { cwd }).out;
    expect(table).toContain("噪音】\\u001b[2J：第一行 第二行\\u202e噪音");
    const json = minyi(["search", "噪音", "--to", "2024-02-29", "--json"], { cwd }).out;
    for (const text of [table, json]) {
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
    expect(JSON.parse(json).hits[0].text).toBe("第一行\r\n第二行\u202e噪音");
  });

  test("--quiet keeps stderr empty, English by --lang", () => {
    const { out, err } = minyi(["search", "噪音", "--quiet", "--lang", "en", "--limit", "1"], { cwd });
    expect(err).toBe("");
    expect(out).toContain("serious");
  });
});

test("without a store the command says what to do, code 5", () => {
  writeFileSync(join(cwd, "elsewhere.yaml"), "store: {path: none/store.db}\n");
  const { code, out, err } = minyi(["trends", "--config", "elsewhere.yaml"], { cwd });
  expect([code, out]).toEqual([5, ""]);
  expect(err).toContain("minyi run");
  expect(err).not.toContain("Experimental");
});
