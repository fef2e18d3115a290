import { describe, expect, test } from "vitest";
import { type EvaluationTask, guessTask, labelReader } from "../../../pipelines/evaluate/labels.js";

const TOPICS = [["城乡建设"], ["城乡建设", "噪声"], ["交通运输"], ["交通运输", "公交", "线路"], ["教育文体", "其他"]];
const cells = (...labels: string[]) => labels.map((label) => [label]);

describe("labels as people write them", () => {
  test.each<[EvaluationTask, string, string | undefined]>([
    ["sentiment", "负面", "negative"],
    ["sentiment", " 正 面 ", "positive"],
    ["sentiment", "Neutral", "neutral"],
    ["sentiment", "满意", undefined],
    ["severity", "2", "2"],
    ["severity", "3.0", "3"],
    ["severity", "危急", "3"],
    ["severity", "4", undefined],
    ["demand", "投诉类", "投诉"],
    ["emotion", "愤怒", "angry"],
    ["topic", "交通运输", "交通运输"],
    ["topic", "交通运输>公交", "交通运输/公交"],
    // A lower level by its own name.
    ["topic", "噪声", "城乡建设/噪声"],
    ["topic", "交通运输/噪声", undefined],
  ])("%s: %s means %s", (task, label, meaning) => {
    expect(labelReader(task, cells(label), TOPICS).read([label])).toBe(meaning);
  });

  test("numbers for polarity mean what they mean together", () => {
    const read = (...labels: string[]) => {
      const reader = labelReader("sentiment", cells(...labels), TOPICS);
      return labels.map((label) => reader.read([label]));
    };
    expect(read("0", "1")).toEqual(["negative", "positive"]);
    expect(read("-1", "0", "1")).toEqual(["negative", "neutral", "positive"]);
    expect(read("0", "1", "2")).toEqual(["negative", "neutral", "positive"]);
    expect(read("1", "5")).toEqual([undefined, undefined]);
  });
});

describe("which task the labels belong to", () => {
  test.each<[EvaluationTask, string[]]>([
    ["sentiment", ["负面", "中性", "正面"]],
    ["sentiment", ["-1", "0", "1"]],
    ["severity", ["0", "1", "2", "3"]],
    ["demand", ["投诉", "咨询", "建议", "其他"]],
    ["emotion", ["happy", "angry", "neutral"]],
    ["topic", ["城乡建设", "交通运输"]],
  ])("%s", (task, labels) => {
    expect(guessTask(cells(...labels), TOPICS).task).toBe(task);
  });

  test("labels that nobody knows are shown, with the tasks there are", () => {
    expect(() => guessTask(cells("甲", "乙"), TOPICS)).toThrow(/甲、乙/);
  });

  test("where two tasks know the labels equally well, it is asked", () => {
    expect(() => guessTask(cells("0", "1"), TOPICS)).toThrow(/sentiment.*severity|severity.*sentiment/);
  });
});
