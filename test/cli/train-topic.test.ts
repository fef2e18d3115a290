import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseOfficeModel } from "../../analyzers/office-topic/model-file.js";
import { CLASSES, rows } from "../analyzers/office-topic/rows.js";
import { minyi } from "./run.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-"));
  writeFileSync(join(folder, "minyi.yaml"), "segment: { engine: node-rs }\nmodels: { threads: 2 }\n");
  const lines = rows(false).map(({ text, class: index }, i) => `${i},${text},${CLASSES[index]!.join(">")}`);
  const rare = [
    "900,公墓价格太高,殡葬",
    "901,路边停车收费不合理,城管>停车",
    "902,没有分类的一条,",
    "903,燃气压力不够,水电>燃气",
  ];
  writeFileSync(join(folder, "classified.csv"), `编号,诉求内容,分类\n${[...lines, ...rare].join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("minyi train-topic", () => {
  test("learns the office's topics, says how well, and analyze then uses them", () => {
    const trained = minyi(["train-topic", "classified.csv", "--label", "分类", "--out", "own.bin"], { cwd: folder });
    expect(trained.code).toBe(0);
    expect(trained.out).toMatch(/宏平均 F1 +[01]\.\d{3} +总猜「.*」为 0\.\d{3}/);
    expect(trained.out).toContain("topic: { model: own.bin }");
    expect(trained.err).toContain("不足 5 条、并入上一级的：水电/燃气 (1)");
    expect(trained.err).toContain("没有学的：殡葬 (1)、城管/停车 (1)");
    expect(trained.err).toContain("1 条没有分类");

    const model = parseOfficeModel(readFileSync(join(folder, "own.bin")), "own.bin");
    expect(model.classes).toEqual([...CLASSES].sort());

    writeFileSync(
      join(folder, "own.yaml"),
      "segment: { engine: node-rs }\nsentiment: { model: lexicon }\ntopic: { model: own.bin }\n",
    );
    writeFileSync(join(folder, "new.csv"), "编号,诉求内容\n1,翠湖里小区停水两天，水管爆裂没水\n");
    const analysed = minyi(["analyze", "new.csv", "--config", "own.yaml"], { cwd: folder });
    expect(analysed.code).toBe(0);
    expect(JSON.parse(analysed.out)).toMatchObject({ topic: { path: ["水电"], abstain: false } });

    const evaluated = minyi(["evaluate", "classified.csv", "--label", "分类", "--config", "own.yaml", "--json"], {
      cwd: folder,
    });
    expect(JSON.parse(evaluated.out)).toMatchObject({ task: "topic", rows: 96, depth: 2 });
    expect((JSON.parse(evaluated.out) as { accuracy: number }).accuracy).toBeGreaterThan(0.95);
  });

  test("too few classes: nothing is written, and it is said what is needed", () => {
    writeFileSync(join(folder, "few.csv"), "内容,分类\n路灯坏了,市政\n停水了,水电\n");
    const { code, err } = minyi(["train-topic", "few.csv", "--label", "分类", "-o", "few.bin"], { cwd: folder });
    expect(code).toBe(2);
    expect(err).toContain("至少要有两类、每类 5 条以上");
    expect(() => readFileSync(join(folder, "few.bin"))).toThrow();
  });
});
