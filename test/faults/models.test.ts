import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import { shipped } from "../../core/paths.js";
import { openStore } from "../../store/open.js";
import { cleanEnvironment, type Ran } from "../cli/run.js";
import { ProgramCopy } from "../helpers/program-copy.js";

let program: ProgramCopy;
let cwd: string;
beforeAll(() => {
  program = new ProgramCopy();
});
afterAll(() => program.close());
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-models-"));
  writeFileSync(join(cwd, "minyi.yaml"), "sources:\n  - { name: hotline, type: csv, path: a.csv }\n");
  writeFileSync(join(cwd, "a.csv"), ROWS);
  return () => rmSync(cwd, { recursive: true });
});

const ROWS = `工单编号,标题,诉求内容,受理时间
1,路灯,城北大道的路灯坏了半个月没人修，老人摔了好几次,2026-11-01 08:00
2,公积金,请问灵活就业人员的公积金怎么缴,2026-11-01 09:00
`;

function minyi(args: string[], env: Record<string, string> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program.main, ...args], {
    cwd,
    env: cleanEnvironment(env),
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

interface Line {
  sentiment: { label: string };
  topic: { path: string[] };
  emotion?: string;
  degraded?: string[];
}
const lines = ({ out }: Ran) =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

/** The marks of the documents in the store. */
async function stored(): Promise<(string[] | undefined)[]> {
  const store = await openStore(configSchema.parse({ store: { path: join(cwd, "data", "store.db") } }), {
    readOnly: true,
  });
  try {
    const { hits } = await store.find({}, { size: 10 });
    return hits.map(({ document }) => document.analysis.degraded?.toSorted());
  } finally {
    await store.close();
  }
}

/** Harms one of the copy's model files, and mends it afterwards. */
function whileBroken(path: readonly string[], harm: (bytes: Buffer) => Buffer | undefined, work: () => void): void {
  const file = join(program.models, ...path);
  const harmed = harm(readFileSync(file));
  if (harmed === undefined) rmSync(file);
  else writeFileSync(file, harmed);
  try {
    work();
  } finally {
    copyFileSync(shipped("analyzers", "models", ...path), file);
  }
}

const flipped = (bytes: Buffer) => {
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] as number) ^ 1;
  return bytes;
};
const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1);
const gone = () => undefined;

const EVERYTHING = ["demand", "emotion", "sentiment", "severity", "topic"];

test("a whole program marks nothing", () => {
  const ran = minyi(["analyze", "a.csv"]);
  expect([ran.code, ran.err]).toEqual([0, ""]);
  for (const line of lines(ran)) {
    expect(line).not.toHaveProperty("degraded");
    expect(line.emotion).toBeDefined();
  }
});

describe("R40: a model file that is missing, cut off or changed stops nothing, and is told of", () => {
  test.each([
    ["the encoder, one bit changed", ["encoder", "onnx", "model_quantized.onnx"], flipped, EVERYTHING],
    ["the encoder, cut off", ["encoder", "onnx", "model_quantized.onnx"], cut, EVERYTHING],
    ["its tokens, missing", ["encoder", "tokenizer.json"], gone, EVERYTHING],
    ["its labels, missing", ["encoder", "heads.json"], gone, EVERYTHING],
    ["the weights of the judges, cut off", ["encoder", "blend.json"], cut, EVERYTHING],
    ["the linear model of posts, one bit changed", ["post", "linear.bin"], flipped, ["sentiment"]],
    ["the linear model of messages, missing", ["civic", "linear.bin"], gone, ["sentiment"]],
    ["the linear model of emotions, cut off", ["emotion", "linear.bin"], cut, ["emotion"]],
    ["the linear model of demands, missing", ["demand", "linear.bin"], gone, ["demand"]],
    ["the linear model of severity, one bit changed", ["severity", "linear.bin"], flipped, ["severity"]],
    ["the linear model of topics, missing", ["topic", "linear.bin"], gone, ["topic"]],
  ] as const)("%s", (_, path, harm, fields) => {
    whileBroken(path, harm, () => {
      const ran = minyi(["analyze", "a.csv"]);
      expect(ran.code).toBe(0);
      expect(ran.err).toMatch(/降级：[^\n]+因为模型文件/);
      expect(ran.err).toMatch(/降级：2 条中有 2 条的[^\n]+不是模型判断的。运行 minyi doctor/);
      expect(lines(ran).map(({ degraded }) => [...(degraded ?? [])].sort())).toEqual([fields, fields]);
      expect(lines(ran)[0]).toMatchObject({
        sentiment: { label: "negative" },
        topic: { path: ["城乡建设", expect.anything(), expect.anything()] },
      });
    });
  });

  test("said in the report of a run, in its manifest, in the list of runs and by the doctor", async () => {
    whileBroken(["encoder", "onnx", "model_quantized.onnx"], flipped, () => {
      const ran = minyi(["run"]);
      expect(ran.code).toBe(0);
      expect(ran.out).toContain("降级：2 件的部分结果不是模型判断的。");
      const again = minyi(["run", "--since", "2026-01-01", "--json"]);
      const manifest = JSON.parse(again.out) as { degraded: number; steps: { details: object }[] };
      expect([manifest.degraded, manifest.steps[0]?.details]).toEqual([2, expect.objectContaining({ degraded: 2 })]);
      expect(minyi(["jobs"]).out).toMatch(/拒收 +降级\n +2 .* 0 +2\n +1 .* 0 +2\n/);
      expect(JSON.parse(minyi(["jobs", "--json"]).out)).toMatchObject({ runs: [{ degraded: 2 }, { degraded: 2 }] });
      const doctor = minyi(["doctor"]);
      expect(doctor.code).toBe(0);
      expect(doctor.out).toMatch(/⚠ 模型 .*降级：编码模型用不了[^\n]+model_quantized\.onnx/);
    });
    expect(await stored()).toEqual([EVERYTHING, EVERYTHING]);
    // Mended, the messages are understood anew, and nothing is marked any more.
    const mended = JSON.parse(minyi(["run", "--since", "2026-01-01", "--json"]).out) as object;
    expect(mended).toMatchObject({ degraded: 0, counts: { in: 2, new: 0, rejected: 0 } });
    expect(await stored()).toEqual([undefined, undefined]);
    expect(minyi(["doctor"]).out).toMatch(/✓ 模型 +编码模型 1\+model:[0-9a-f]+：启动/);
  });
});

describe("R40: an encoder that breaks at work", () => {
  test.each([
    ["exit", /进程意外结束/],
    ["nan", /结果有误/],
    ["throw", /结果有误/],
  ] as const)("%s: texts go without it, marked, and the run is told why", (harm, why) => {
    const ran = minyi(["run", "--json"], { MINYI_ENCODER_POISON: `路灯:${harm}` });
    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(why);
    expect(JSON.parse(ran.out)).toMatchObject({ counts: { new: 2 }, degraded: 2 });
  });
});

test("without the encoder by choice nothing is marked, and the doctor does not ask for it", () => {
  const env = { MINYI_SENTIMENT_MODEL: "lexicon", MINYI_TOPIC_MODEL: "linear" };
  whileBroken(["encoder", "heads.json"], gone, () => {
    const ran = minyi(["analyze", "a.csv"], env);
    expect([ran.code, ran.err]).toEqual([0, ""]);
    for (const line of lines(ran)) expect(line).not.toHaveProperty("degraded");
    expect(minyi(["doctor"], env).out).not.toContain("编码模型");
  });
});
