import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLog } from "../../cli/log.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-log-"));
  path = join(folder, "logs/minyi.log");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function written(): Record<string, unknown>[] {
  const text = readFileSync(path, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const options = { run: "7", mask: (text: string) => text.replace(/1[3-9]\d{9}/g, "[电话]"), secrets: ["canary-1"] };

test("one JSON line per event, with time, level and run; only the level asked for and graver", () => {
  const log = openLog({ level: "warn", path }, options);
  log.info("started");
  log.warn("slow", { milliseconds: 12 });
  log.close();
  expect(written()).toEqual([
    { level: "warn", time: expect.stringMatching(/^\d{4}-.*Z$/), run: "7", milliseconds: 12, msg: "slow" },
  ]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a second run goes on in the same file", () => {
  for (const run of ["1", "2"]) {
    const log = openLog({ level: "info", path }, { ...options, run });
    log.info("started");
    log.close();
  }
  expect(written().map(({ run }) => run)).toEqual(["1", "2"]);
});

test("R22: line breaks, colours, forged fields and invisible characters stay inside their text", () => {
  const log = openLog({ level: "info", path }, options);
  const nasty = 'x\r\n{"level":"error","msg":"forged"}\u001b[31m\u009b\u2028\u202e","level":"fatal';
  log.info(nasty, { file: nasty, [nasty]: 1 });
  log.close();
  const raw = readFileSync(path, "utf8");
  expect(raw.split("\n")).toHaveLength(2);
  expect(raw).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
  expect(written()[0]).toMatchObject({ level: "info", run: "7" });
});

test("R23, R24: masks personal data and secrets in messages, details, keys and errors", () => {
  const log = openLog({ level: "info", path }, options);
  const error = new Error("row 3: 请回电 13812345678", { cause: new Error("token canary-1") });
  log.error("张先生 13812345678", { text: ["13912345678"], "13712345678": { token: "canary-1" }, error });
  log.close();
  const raw = readFileSync(path, "utf8");
  expect(raw).not.toMatch(/1[3-9]\d{9}|canary/);
  expect(written()[0]?.text).toEqual(["[电话]"]);
  expect(written()[0]?.error).toMatchObject({ name: "Error", message: "row 3: 请回电 [电话]" });
});

test("a path that cannot be is an error at once, not lost lines later", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => openLog({ level: "info", path: join(folder, "file", "minyi.log") }, options)).toThrow();
});
