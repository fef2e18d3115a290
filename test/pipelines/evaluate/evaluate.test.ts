import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configSchema } from "../../../config/schema.js";
import type { Runner } from "../../../core/runner.js";
import { evaluateFile } from "../../../pipelines/evaluate/evaluate.js";
import { knownTopics } from "../../../pipelines/evaluate/known-topics.js";
import { openLabelled } from "../../../pipelines/evaluate/labelled-file.js";
import type { EvaluationTask } from "../../../pipelines/evaluate/labels.js";
import { type AnalysisHost, openHost } from "../../../pipelines/runners/analysis-host.js";

const config = configSchema.parse({
  segment: { engine: "node-rs" },
  sentiment: { model: "lexicon" },
  topic: { model: "linear" },
});
const topics = knownTopics(config, undefined);

let folder: string;
let host: AnalysisHost;
/** The analyzers in this very process. */
let runner: Runner;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-"));
  host = openHost(config);
  runner = {
    capacity: 1,
    run: async ({ name, payload }) => (await host[name as "analyse"](payload as string)) as never,
    close: async () => undefined,
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function evaluate(
  content: string | Buffer,
  options: { labels?: string[]; task?: EvaluationTask; text?: string; name?: string } = {},
) {
  const path = join(folder, options.name ?? "labelled.csv");
  writeFileSync(path, content);
  const file = openLabelled(path, {
    labels: options.labels ?? ["标签"],
    text: options.text,
    timezone: "Asia/Shanghai",
  });
  return evaluateFile(file, runner, { task: options.task, topics });
}

const NOISE = "工地夜间施工噪音扰民，投诉多次无人处理，太让人气愤了，严重影响休息";
const THANKS = "感谢社区工作人员热情周到的服务，问题解决得又快又好，非常满意";

describe("a labelled file", () => {
  test("sentiment: figures, the task told from the labels, GB18030 and all", async () => {
    const csv = `诉求内容,标签\n${NOISE},负面\n${THANKS},正面\n请问公积金如何提取,正面\n`;
    const result = await evaluate(iconv.encode(csv, "gb18030"));
    expect(result.task).toBe("sentiment");
    expect(result.rows).toBe(3);
    expect(result.confusion.labels).toEqual(
      ["positive", "negative", "neutral"].filter((l) => result.confusion.labels.includes(l)),
    );
    expect(result.classes.map(({ label, n }) => [label, n])).toEqual([
      ["positive", 2],
      ["negative", 1],
    ]);
    expect(result.calibration?.of).toBe("score");
    // The labels know no neutral: the sign of the score decides.
    expect(result.bySign).toBe(true);
  });

  test("topics of one and two levels in one file", async () => {
    const csv = `标题,正文,标签\n出租车,出租车司机拒载绕路不打表，客运出租管理混乱,交通运输\n学校,小学老师违规有偿补课，学校和教育局都不管,教育文体\n噪音,${NOISE},不存在的类\n`;
    const result = await evaluate(csv, { task: "topic" });
    expect(result.rows).toBe(2);
    expect(result.accuracy).toBe(1);
    expect(result.abstained).toBeDefined();
    expect(result.unknown).toEqual([{ label: "不存在的类", rows: 1, first: 3 }]);
  });

  test("rows that cannot be read are named, the rest goes on; repeats are counted", async () => {
    const csv = `正文,标签\n${NOISE},2\n,2\n${NOISE},1\n路灯不亮,\n咨询一下办证时间,0\n`;
    const result = await evaluate(csv, { task: "severity" });
    expect(result.rows).toBe(3);
    expect(result.failed.map(({ row }) => row)).toEqual([2]);
    expect(result.unlabelled).toBe(1);
    expect(result.repeats).toEqual({ rows: 1, otherLabel: 1 });
    expect(result.weightedKappa).toBeTypeOf("number");
  });

  test("JSON Lines too", async () => {
    const lines = [
      { text: NOISE, 标签: "投诉" },
      { text: "请问公积金如何提取？", 标签: "咨询" },
    ];
    const result = await evaluate(lines.map((line) => JSON.stringify(line)).join("\n"), { name: "labelled.jsonl" });
    expect(result.task).toBe("demand");
    expect(result.accuracy).toBe(1);
  });
});

describe("what cannot be measured is told", () => {
  test("a column that does not exist, with those that do", async () => {
    await expect(evaluate(`正文,标签\n${NOISE},2\n`, { labels: ["情感"] })).rejects.toThrow(
      /没有「情感」列；找到的列：正文、标签/,
    );
    await expect(evaluate(`正文,标签\n${NOISE},2\n`, { text: "诉求" })).rejects.toThrow(/没有「诉求」列/);
  });

  test("no label at all", async () => {
    await expect(evaluate(`正文,标签\n${NOISE},\n`)).rejects.toThrow(/没有一条带标签/);
  });

  test("labels of another task, with what is expected", async () => {
    const error = await evaluate(`正文,标签\n${NOISE},红色\n`, { task: "sentiment" }).catch((e: unknown) => e);
    expect(error).toMatchObject({
      exitCode: 2,
      what: { zh: expect.stringContaining("红色") },
      fix: { zh: expect.stringContaining("负面") },
    });
  });

  test("emotions, where no model tells them", async () => {
    await expect(evaluate(`正文,标签\n${NOISE},angry\n`, { task: "emotion" })).rejects.toThrow(/情绪/);
  });

  test("a file that is none", async () => {
    const file = openLabelled(join(folder, "missing.csv"), { labels: ["标签"], timezone: "Asia/Shanghai" });
    await expect(evaluateFile(file, runner, { topics })).rejects.toMatchObject({ exitCode: 3 });
  });
});
