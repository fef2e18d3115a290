import { expect, test } from "vitest";
import { judgeIssues } from "../../../alerts/evaluate/issue-judge.js";
import { replayIssues } from "../../../alerts/evaluate/replay-issues.js";
import type { Issue } from "../../../core/issue.js";
import { at, rulesOf, zone } from "./town.js";

/** An issue of `n` messages, all on its first day. */
function issue(id: string, from: string, n: number, more: Partial<Issue> = {}): Issue {
  const parts = { volume: 0, citizens: 0, growth: 0, duration: 0, severity: 0, negativity: 0, support: 0, recency: 0 };
  return {
    id,
    title: `${id}漏水`,
    place: id,
    keywords: [],
    summary: [],
    topic: ["城乡建设"],
    district: "城东区",
    places: [],
    representatives: ["a", "b", "c", "d"],
    status: "open",
    renamed: false,
    pinned: false,
    dismissed: false,
    stats: {
      from: new Date(at(`${from} 09:00`)).toISOString(),
      to: new Date(at(`${from} 20:00`)).toISOString(),
      count: n,
      citizens: n,
      days: [{ day: from, n, citizens: n }],
      negative: 0,
      severity: [n, 0, 0, 0],
      likes: 0,
      dislikes: 0,
      echoes: 0,
      mostByOne: 1,
    },
    heat: 40,
    heatParts: parts,
    flags: [],
    recurs: [],
    ...more,
  };
}

const [fresh, hot] = rulesOf(`
  - id: fresh
    level: yellow
    window: { weeks: 1 }
    when: { newIssue: { least: 8 } }
    levels: [{ level: orange, when: { all: [{ newIssue: { least: 8 } }, { heat: { above: 70 } }] } }]
  - { id: hot, level: red, where: { area: [城东区] }, window: { days: 3 }, when: { heat: { above: 60 } } }
`);
const moment = { now: at("2026-11-10 09:00"), zone };
const firing = (rule: typeof fresh, issues: Issue[]) =>
  judgeIssues(rule!, issues, moment, []).verdicts.map(({ group, level }) => [group.issue, level]);

test("a new issue with enough messages fires, once hot at a more urgent level", () => {
  const issues = [
    issue("甲小区", "2026-11-05", 9),
    issue("乙小区", "2026-11-05", 12, { heat: 80 }),
    issue("丙小区", "2026-11-05", 7),
  ];
  expect(firing(fresh, issues)).toEqual([
    ["甲小区", "yellow"],
    ["乙小区", "orange"],
  ]);
  const [verdict] = judgeIssues(fresh!, issues, moment, undefined).verdicts;
  expect(verdict?.why.zh).toBe("城东区：「甲小区漏水」自11月5日首次出现，已有 9 件，涉及 9 人");
  expect(verdict?.documents).toEqual(["a", "b", "c"]);
});

test("R39: an issue of last year that comes in today is not new; one that people dismissed is none", () => {
  expect(firing(fresh, [issue("甲", "2025-11-05", 90), issue("乙", "2026-11-05", 90, { dismissed: true })])).toEqual(
    [],
  );
});

test("heat counts while messages still come, where the rule looks", () => {
  const high = { heat: 75 };
  const issues = [
    issue("甲", "2026-11-09", 9, high),
    issue("乙", "2026-11-01", 9, high),
    issue("丙", "2026-11-09", 9, { ...high, district: "城西区" }),
  ];
  expect(firing(hot, issues)).toEqual([["甲", "red"]]);
});

test("an open case hears that it is over", () => {
  const { verdicts } = judgeIssues(hot!, [issue("甲", "2026-11-09", 9)], moment, [{ issue: "甲" }]);
  expect(verdicts.map(({ state }) => state)).toEqual(["ok"]);
});

test("new issues can be replayed from their days, as they are made up now", () => {
  const [plain] = rulesOf("\n  - { id: x, level: red, window: { weeks: 1 }, when: { newIssue: { least: 8 } } }\n");
  const span = { zone, from: at("2026-11-01 00:00"), to: at("2026-11-11 00:00") };
  const { episodes } = replayIssues(plain!, {
    ...span,
    issues: [issue("甲", "2026-11-05", 9), issue("乙", "2026-10-05", 9)],
  });
  expect(episodes.map(({ group, from, windows }) => [group.issue, from, windows])).toEqual([
    ["甲", "2026-11-05T16:00:00.000Z", 6],
  ]);
});
