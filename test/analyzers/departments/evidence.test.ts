import { expect, test } from "vitest";
import { parseCharters } from "../../../analyzers/departments/charters.js";
import { DepartmentEvidence } from "../../../analyzers/departments/evidence.js";
import type { Topic } from "../../../core/analysis.js";

const charters = parseCharters(
  `
ignore: 公交车道
departments:
  公交公司:
    topics: 城乡建设/城市建设和市政管理/公共汽车
    words: 公交 末班车 公交线路
    against: 校车
  交警:
    topics: 城乡建设? 政法/交通管理
    words: 车道 堵车?
`,
  "units.yaml",
);
const nothing: Topic = { path: ["民政"], confidence: 1, abstain: false };

/** Scores after thirty characters that say nothing, so that no word stands in the title. */
function scoresOf(text: string, topic: Topic = nothing, lead = "。".repeat(30)): number[] {
  const evidence = new DepartmentEvidence(charters);
  evidence.read(lead + text, topic);
  return [...evidence.scores];
}

test("two characters count 1, three 1.4, more 1.8; weak ones half, names double", () => {
  expect(scoresOf("公交")).toEqual([1, 0]);
  expect(scoresOf("末班车")).toEqual([1.4, 0]);
  expect(scoresOf("公交线路")).toEqual([1.8, 0]);
  expect(scoresOf("堵车")).toEqual([0, 0.5]);
  expect(scoresOf("公交公司")).toEqual([3.6, 0]);
  expect(scoresOf("交警")).toEqual([0, 2]);
});

test("said twice counts 1 + ln 2, as does once in the title", () => {
  expect(scoresOf("公交。公交")[0]).toBeCloseTo(1 + Math.log(2), 12);
  expect(scoresOf("公交", nothing, "")[0]).toBeCloseTo(1 + Math.log(2), 12);
});

test("an ignored phrase hides the words inside; a word against takes off, never below 0", () => {
  expect(scoresOf("公交车道")).toEqual([0, 0]);
  expect(scoresOf("末班车，校车")[0]).toBeCloseTo(0.4, 12);
  expect(scoresOf("校车")).toEqual([0, 0]);
});

test("the topic counts by the deepest level that a unit lists, times its confidence", () => {
  const path = ["城乡建设", "城市建设和市政管理", "公共汽车"];
  expect(scoresOf("", { path, confidence: 0.5, abstain: false })).toEqual([1, 0.2]);
  expect(scoresOf("", { path: ["政法", "交通管理", "交通事故"], confidence: 1, abstain: false })).toEqual([0, 1.4]);
});

test("two matters: the words of both count", () => {
  expect(scoresOf("公交太少，路上车道被占")).toEqual([1, 1]);
});
