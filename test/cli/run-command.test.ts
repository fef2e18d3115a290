import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeLock } from "../../state/lock.js";
import { LEXICAL_YAML } from "../helpers/lexical.js";
import { minyi } from "./run.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-run-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string) => writeFileSync(join(folder, name), content);
const HEADER = "工单编号,标题,诉求内容,受理时间";
const good = `${HEADER}\n1,路灯,城北大道的路灯坏了三天,2026-11-01 08:00\n`;

describe("minyi run", () => {
  test("without a source says what to do", () => {
    const { code, err } = minyi(["run"], { cwd: folder });
    expect(code).toBe(2);
    expect(err).toContain("minyi init");
  });

  test("prints what came in on stdout and nothing else there", () => {
    file("minyi.yaml", "sources:\n  - { name: hotline, type: csv, path: a.csv }\n");
    file("a.csv", good);
    const { code, out, err } = minyi(["run"], { cwd: folder });
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/hotline: a\.csv +1 +1 +0 +0 +0 +0/);
  });

  test("R42: a bad line in the office's dictionary stops it before anything is read, naming file and line", () => {
    file(
      "minyi.yaml",
      "segment: { dictionaries: [own.txt] }\nsources:\n  - { name: hotline, type: csv, path: a.csv }\n",
    );
    file("a.csv", good);
    file("own.txt", "渣土车 500 n\n坏词 多 n\n");
    const { code, out, err } = minyi(["run"], { cwd: folder });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("own.txt");
    expect(err).toContain("第 2 行：词频「多」不是整数");
  });

  test("bad records end it with 3, each named with file, row and field; the others are in", () => {
    file("minyi.yaml", "sources:\n  - { name: hotline, type: csv, path: a.csv }\n");
    file(
      "a.csv",
      `${good}2,电梯,电梯坏了,2999-01-01\n3,水管,水管漏水,2026-11-02 10:00,多余\n4,井盖,井盖丢了,2026-11-03\n`,
    );
    const { code, out, err } = minyi(["run"], { cwd: folder });
    expect(code).toBe(3);
    expect(out).toMatch(/hotline: a\.csv +4 +2 +0 +0 +2 +0/);
    expect(err).toMatch(/a\.csv，记录 2，行 3，字段 受理时间：/);
    expect(err).toMatch(/a\.csv，记录 3，行 4：应有 4 列，实有 5 列/);
    expect(minyi(["replay", "--list", "--json"], { cwd: folder }).out).toContain('"total":2');
  });

  test("reanalyze reads the store, not the source, and says what has come out otherwise", () => {
    file("minyi.yaml", `${LEXICAL_YAML}sources:\n  - { name: hotline, type: csv, path: a.csv }\n`);
    file("a.csv", good);
    expect(minyi(["run"], { cwd: folder }).code).toBe(0);
    rmSync(join(folder, "a.csv"));
    const { code, out, err } = minyi(["reanalyze"], { cwd: folder });
    expect(code, err).toBe(0);
    expect(out).toMatch(/^重新分析 1 件，其中 0 件结果有变，0 件未能分析、保留原样；1 件待下次/);
  });

  test("R12: while another is at work, it does nothing and says so", () => {
    file("minyi.yaml", "sources:\n  - { name: hotline, type: csv, path: a.csv }\n");
    file("a.csv", good);
    const lock = takeLock(join(folder, "data", "state.db"));
    const { code, out, err } = minyi(["run"], { cwd: folder });
    lock?.release();
    expect([code, out]).toEqual([0, ""]);
    expect(err).toContain("另一个 minyi 正在使用");
    expect(minyi(["run"], { cwd: folder }).out).toMatch(/a\.csv +1 +1/);
  });
});
