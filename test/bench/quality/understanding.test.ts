import { expect, test } from "vitest";
import { majority } from "../../../bench/quality/contestants/majority.js";
import type { Contestant, Example, Task } from "../../../bench/quality/task.js";
import { notesOf, taskTable } from "../../../bench/quality/task-table.js";
import { compete, scoreOf } from "../../../bench/quality/understanding.js";

const rows = (...labels: string[]): Example[] => labels.map((label) => ({ text: label, label, source: "desk" }));

const task: Task = {
  id: "hotline",
  question: "sentiment",
  what: { zh: "留言", en: "messages" },
  measure: "macro-F1",
  channel: "board",
  train: rows("negative", "negative", "neutral"),
  test: rows("negative", "negative", "negative", "neutral"),
  repeats: 2,
};

test("the majority class gets nothing for the classes that it never names", async () => {
  const outcome = await compete(majority, task);
  // F1 of negative 2·3 / (3 + 4) = 6/7, of neutral 0.
  expect(outcome).toMatchObject({ score: { figure: 3 / 7, accuracy: 0.75 } });
});

test("a guess outside the measured classes counts as a miss", () => {
  const { figure, perClass } = scoreOf(
    task,
    ["negative", "negative", "positive", "neutral"].map((label) => ({ label })),
  );
  expect(perClass.negative).toMatchObject({ precision: 1, recall: 2 / 3 });
  expect(figure).toBeCloseTo((0.8 + 1) / 2);
});

test("who cannot answer is marked in the table, with the reason below, and stops nobody", async () => {
  const broken: Contestant = {
    id: "encoder",
    name: { zh: "编码器", en: "encoder" },
    guess: () => Promise.reject(new Error("model_quantized.onnx is missing")),
  };
  const outcomes = { majority: await compete(majority, task), encoder: await compete(broken, task) };
  const results = [{ task, outcomes }];
  expect(taskTable(results, [majority, broken], "en").split("\n")[2]).toBe("| messages: macro-F1 | 4 | 0.429 | ! |");
  expect(notesOf(results, [majority, broken])).toEqual([
    "Left out of the measured rows because half of their text stands in a training row: hotline 2.",
    "! = no answer from encoder: model_quantized.onnx is missing",
  ]);
});
