import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluationReport } from "../../cli/evaluate/report.js";
import { PLAIN } from "../../cli/present/style.js";
import type { Evaluation } from "../../pipelines/evaluate/evaluate.js";
import { scoresOf } from "../../pipelines/evaluate/metrics.js";
import { minyi } from "./run.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-"));
  writeFileSync(
    join(folder, "minyi.yaml"),
    "segment: { engine: node-rs }\nsentiment: { model: lexicon }\ntopic: { model: linear }\n",
  );
  writeFileSync(
    join(folder, "labelled.csv"),
    `编号,诉求内容,情感
1,工地夜间施工噪音扰民，多次投诉无人处理，太让人气愤了，严重影响休息,负面
2,感谢社区工作人员热情周到的服务，问题解决得又快又好，非常满意,正面
3,请问公积金如何提取，需要带哪些材料,中性
4,路灯坏了,不好说
5,,负面
`,
  );
  writeFileSync(join(folder, "strange.csv"), "诉求内容,分类\n路灯坏了,甲\n水管破了,乙\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("minyi evaluate", () => {
  test("prints the figures on stdout; names what was left out, and ends with 3", () => {
    const { code, out, err } = minyi(["evaluate", "labelled.csv", "--label", "情感"], { cwd: folder });
    expect(code).toBe(3);
    expect(out).toMatch(/参评条数 +3/);
    expect(out).toMatch(/准确率 +1\.000/);
    expect(out).toContain("混淆矩阵");
    expect(err).toContain("标签「不好说」不认识（第 4 条）");
    expect(err).toContain("标签应为：负面、中性、正面");
    expect(err).toContain("第 5 条");
  });

  test("--json is one object with all figures", () => {
    const { code, out } = minyi(["evaluate", "labelled.csv", "--label", "情感", "--json"], { cwd: folder });
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      task: "sentiment",
      rows: 3,
      accuracy: 1,
      macroF1: 1,
      confusion: {
        counts: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      calibration: { of: "score" },
      repeats: { rows: 0 },
      unknown: [{ label: "不好说", rows: 1, first: 4 }],
      failed: [{ row: 5 }],
    });
  });

  test.each([
    [["labelled.csv"], 2, "--label"],
    [["labelled.csv", "--label", "感情"], 2, "没有「感情」列；找到的列：编号、诉求内容、情感"],
    [["labelled.csv", "--label", "情感", "--task", "mood"], 2, "topic、sentiment"],
    [["strange.csv", "--label", "分类"], 2, "--task"],
    [["missing.csv", "--label", "情感"], 3, "missing.csv"],
  ])("%j ends with %i and says %s", (args, code, words) => {
    const ran = minyi(["evaluate", ...args], { cwd: folder });
    expect([ran.code, ran.out]).toEqual([code, ""]);
    expect(ran.err).toContain(words);
  });
});

describe("its tables", () => {
  const evaluation = (truth: string[], said: string[]): Evaluation => ({
    task: "topic",
    rows: truth.length,
    ...scoresOf(truth, said),
    repeats: { rows: 0, otherLabel: 0 },
    degraded: 0,
    unlabelled: 0,
    unknown: [],
    failed: [],
  });

  test("Chinese columns line up", () => {
    const report = evaluationReport(evaluation(["城乡建设", "环境保护", "交通"], ["城乡建设", "交通", "交通"]), {
      language: "zh",
      style: PLAIN,
      width: 100,
    });
    const matrix = report.slice(report.indexOf("混淆矩阵")).split("\n").slice(1);
    expect(matrix).toHaveLength(4);
    expect(new Set(matrix.map((line) => stringWidth(line))).size).toBe(1);
  });

  test("where the matrix would not fit, the most frequent mistakes stand in its place", () => {
    const names = Array.from({ length: 20 }, (_, i) => `第${i + 1}个很长的类别`);
    const report = evaluationReport(evaluation([...names, names[0]!], [...names, names[1]!]), {
      language: "zh",
      style: PLAIN,
      width: 80,
    });
    expect(report).toMatch(/第1个很长的类别 +第2个很长的类别 +1/);
    for (const line of report.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });
});
