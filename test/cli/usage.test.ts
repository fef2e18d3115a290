import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minyi } from "./run.js";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-usage-"));
});
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

describe("help", () => {
  test("without a command: help on stdout, in Chinese, code 0", () => {
    const { code, out, err } = minyi([], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("用法：");
    expect(out).toMatch(/search .*查找含某段文字的来件/);
    expect(err).toBe("");
  });

  test.each([
    [["search", "--help", "--lang=en"], {}, "Examples:"],
    [["search", "--help"], { MINYI_LANG: "en" }, "Examples:"],
  ])("%s with %o", (args, env, expected) => {
    const { code, out } = minyi(args, { cwd, env });
    expect(code).toBe(0);
    expect(out).toContain(expected);
  });

  test("the configuration's language is the language of help and errors", () => {
    writeFileSync(join(cwd, "english.yaml"), "language: en\n");
    expect(minyi(["--config", "english.yaml", "trends", "--help"], { cwd }).out).toContain("Examples:");
  });

  test("English help has no Chinese but examples of values, Chinese help no English titles", () => {
    const english = minyi(["config", "check", "--help", "--lang", "en"], { cwd }).out;
    expect(english).not.toMatch(/\p{Script=Han}/u);
    const chinese = minyi(["trends", "--help"], { cwd }).out;
    expect(chinese).not.toMatch(/Options:|Usage:|Examples:|display|default/);
  });

  test("the version", () => {
    expect(minyi(["--version"], { cwd }).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("mistakes: what, where, fix on stderr, code 2, no stack", () => {
  test.each([
    [["serch", "噪音"], "没有命令 serch，是不是 search？", "minyi --help"],
    [["trends", "--inteval", "day"], "没有选项 --inteval，是不是 --interval？", "minyi trends --help"],
    [["config", "chek"], "没有命令 chek，是不是 check？", "minyi config --help"],
    [["search"], "缺少参数 query", "minyi search --help"],
    [["trends", "--from", "2024-03-02", "--to", "2024-03-01"], "--to 2024-03-01 不在 --from 2024-03-02 之后", ""],
    [["trends", "--lang", "de"], "--lang 应为 zh、en 之一", ""],
    [["trends", "--config", "none.yaml"], "none.yaml 读不了（ENOENT）", "minyi init"],
  ])("%s", (args, message, fix) => {
    const { code, out, err } = minyi(args, { cwd });
    expect(err).toContain(`错误：`);
    expect(err).toContain(message);
    expect(err).toContain(fix);
    expect(err).not.toMatch(/\bat .*:\d+/);
    expect(out).toBe("");
    expect(code).toBe(2);
  });

  test("in English", () => {
    const { err } = minyi(["serch", "--lang", "en"], { cwd });
    expect(err).toBe(
      "Error: There is no command serch; did you mean search?\n→ Run minyi --help for usage and examples.\n",
    );
  });

  test("a group without its command shows its help on stderr", () => {
    const { code, out, err } = minyi(["config"], { cwd });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/check .*\n.*schema /);
  });

  test("R22: control characters of an argument are shown, not obeyed", () => {
    const { err } = minyi(["trends", "--by", "a\u001b[31m\r\u202eb"], { cwd });
    expect(err).toContain("a\\u001b[31m\\u000d\\u202eb");
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
