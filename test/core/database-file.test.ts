import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { databaseFault } from "../../core/database-fault.js";
import { backupPath, closeDatabaseFile, type FileKind, openDatabaseFile } from "../../core/database-file.js";
import { DependencyError, MinyiError } from "../../core/errors.js";
import type { Database } from "../../core/sqlite.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "minyi-file-"));
  folders.push(folder);
  return join(folder, "data", "test.db");
}

const first = (database: Database) =>
  database.exec("CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('噪音')");
const second = (database: Database) => database.exec("ALTER TABLE words ADD COLUMN n INTEGER DEFAULT 1");
const kind = (...migrations: FileKind["migrations"]): FileKind => ({
  name: { zh: "测试库", en: "test" },
  applicationId: 0x6d79_7465,
  migrations,
});
const options = { durable: false, check: true };

function use<T>(path: string, of: FileKind, work: (database: Database) => T, more: { readOnly?: boolean } = {}): T {
  const database = openDatabaseFile(path, of, { ...options, ...more });
  try {
    return work(database);
  } finally {
    closeDatabaseFile(database, more);
  }
}

const words = (database: Database) =>
  database
    .prepare("SELECT * FROM words")
    .all()
    .map((row) => ({ ...row }));

function failure(work: () => unknown): MinyiError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(MinyiError);
    return error as MinyiError;
  }
  throw new Error("did not fail");
}

test("a new file and its folder are made, for the owner alone, with the latest schema", () => {
  const path = newPath();
  expect(use(path, kind(first, second), words)).toEqual([{ word: "噪音", n: 1 }]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(existsSync(backupPath(path, 0))).toBe(false);
});

test("R43: an older file is brought up to date, after a copy of it is made", () => {
  const path = newPath();
  use(path, kind(first), (database) => database.exec("INSERT INTO words VALUES ('污水')"));
  expect(use(path, kind(first, second), words)).toEqual([
    { word: "噪音", n: 1 },
    { word: "污水", n: 1 },
  ]);
  const backup = backupPath(path, 1);
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  expect(use(backup, kind(first), words)).toEqual([{ word: "噪音" }, { word: "污水" }]);
});

test("R43: a migration that fails leaves the old schema and the data, and can be tried again", () => {
  const path = newPath();
  use(path, kind(first), () => undefined);
  const half = (database: Database) => {
    database.exec("DELETE FROM words; CREATE TABLE more (x)");
    throw new Error("stopped");
  };
  expect(() => use(path, kind(first, half), words)).toThrow("stopped");
  expect(use(path, kind(first), words)).toEqual([{ word: "噪音" }]);
  expect(use(path, kind(first, second), words)).toEqual([{ word: "噪音", n: 1 }]);
});

test("R43: a process killed in the middle of a migration leaves a file that opens", () => {
  const path = newPath();
  use(path, kind(first), () => undefined);
  const script = `
    import { openDatabaseFile } from ${JSON.stringify(join(import.meta.dirname, "../../core/database-file.ts"))};
    const kill = (database) => {
      database.exec("DELETE FROM words; CREATE TABLE more (x)");
      process.kill(process.pid, "SIGKILL");
    };
    const kind = { name: { zh: "", en: "" }, applicationId: ${kind().applicationId}, migrations: [() => {}, kill] };
    openDatabaseFile(${JSON.stringify(path)}, kind, { durable: true });`;
  const file = join(path, "..", "kill.mts");
  writeFileSync(file, script);
  const child = spawnSync(process.execPath, ["--import", import.meta.resolve("tsx"), file]);
  expect(child.signal).toBe("SIGKILL");
  expect(use(path, kind(first), words)).toEqual([{ word: "噪音" }]);
  expect(use(path, kind(first, second), words)).toEqual([{ word: "噪音", n: 1 }]);
});

test("R43: a file of a newer program is refused and left alone; the message says how to go back", () => {
  const path = newPath();
  use(path, kind(first, second), () => undefined);
  const before = readFileSync(path);
  const error = failure(() => use(path, kind(first), words));
  expect(error.what.zh).toContain("由更新版本的 minyi 写成（结构版本 2，本程序最高支持 1）");
  expect(error.fix?.zh).toContain(backupPath(path, 1));
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a file of another kind is refused, whether it is a database or not", () => {
  const path = newPath();
  use(path, kind(first), () => undefined);
  const other = { ...kind(first), applicationId: 1 };
  expect(failure(() => use(path, other, words)).what.zh).toContain("不是测试库文件");
  const text = join(path, "..", "text.db");
  writeFileSync(text, "留言编号,留言主题\n".repeat(100));
  const error = failure(() => use(text, kind(first), words));
  expect(error).toBeInstanceOf(DependencyError);
  expect(error.what.zh).toContain("已损坏");
  expect(readFileSync(text, "utf8")).toContain("留言编号");
});

test("R43: noise in the middle of a file is noticed when it is opened", () => {
  const path = newPath();
  const fill = (database: Database) =>
    database.exec(
      "CREATE TABLE words (word TEXT); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO words SELECT '噪音扰民' || i FROM n",
    );
  use(path, kind(fill), () => undefined);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 5 * 4096, 9 * 4096);
  writeFileSync(path, bytes);
  const error = failure(() => use(path, kind(fill), words));
  expect(error.exitCode).toBe(5);
  expect(error.what.zh).toContain("已损坏");
  expect(error.fix?.zh).toContain("从备份恢复");
});

test("reading needs a file that is there, with the schema of this program, and changes nothing", () => {
  const path = newPath();
  expect(failure(() => use(path, kind(first), words, { readOnly: true })).what.zh).toContain("没有找到测试库文件");
  use(path, kind(first), () => undefined);
  expect(use(path, kind(first), words, { readOnly: true })).toEqual([{ word: "噪音" }]);
  const error = failure(() => use(path, kind(first, second), words, { readOnly: true }));
  expect(error.what.en).toContain("has schema 1, 2 is needed");
  expect(existsSync(backupPath(path, 1))).toBe(false);
});

test("closing twice is allowed, and all of the data is in the one file", () => {
  const path = newPath();
  const database = openDatabaseFile(path, kind(first), options);
  database.prepare("INSERT INTO words VALUES ('污水')").run();
  closeDatabaseFile(database);
  closeDatabaseFile(database);
  expect(readFileSync(path).includes("污水")).toBe(true);
});

test("a path that cannot be a file is told with the fix", () => {
  const path = newPath();
  use(path, kind(first), () => undefined);
  for (const wrong of [join(path, "below.db"), join(path, "..")]) {
    const error = failure(() => use(wrong, kind(first), words));
    expect(error.what.zh).toContain(`无法打开 ${wrong}`);
    expect(error.exitCode).toBe(5);
  }
});

test("a file that another process keeps locked is told as such", () => {
  const path = newPath();
  use(path, kind(first), (holder) => {
    holder.exec("BEGIN IMMEDIATE");
    use(path, kind(first), (database) => {
      database.exec("PRAGMA busy_timeout = 0");
      const fault = failure(() => {
        try {
          database.exec("BEGIN IMMEDIATE");
        } catch (error) {
          throw databaseFault(error, path);
        }
      });
      expect(fault.what.zh).toBe(`${path} 正被另一个进程写入`);
    });
    holder.exec("COMMIT");
  });
});
