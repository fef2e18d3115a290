import { statSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { openDatabaseFile } from "../../../core/database-file.js";
import { DependencyError } from "../../../core/errors.js";
import type { Database } from "../../../core/sqlite.js";
import { Zone } from "../../../core/zone.js";
import { Context } from "../../../store/sqlite/context.js";
import { count } from "../../../store/sqlite/count.js";
import { find } from "../../../store/sqlite/find.js";
import { STORE_FILE } from "../../../store/sqlite/kind.js";
import { PutDocuments } from "../../../store/sqlite/put.js";
import { remove } from "../../../store/sqlite/remove.js";
import { openSqliteStore } from "../../../store/sqlite/store.js";
import { document } from "../../contract/store-documents.js";
import { temporaryStores } from "./fixture.js";

const stores = temporaryStores(async () => openSqliteStore);
const databases: Database[] = [];
afterEach(() => {
  for (const database of databases.splice(0)) database.close();
});

function open(): { database: Database; context: Context; documents: PutDocuments; path: string } {
  const path = stores.path();
  const database = openDatabaseFile(path, STORE_FILE, { durable: false });
  databases.push(database);
  const context = new Context(database, path, new Zone("Asia/Shanghai"));
  return { database, context, documents: new PutDocuments(context), path };
}

const many = (from: number, revision = 1) =>
  Array.from({ length: 1000 }, (_, i) =>
    document({
      id: `d${from + i}`,
      revision,
      text: `第${from + i}条 噪音扰民`,
      keywords: [`词${from + i}`],
      source: `s${from}`,
    }),
  );

function failure(work: () => unknown): DependencyError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(DependencyError);
    return error as DependencyError;
  }
  throw new Error("did not fail");
}

test("R10: a full disk undoes the whole put, says so with exit code 5, and leaves the store usable", () => {
  const { database, context, documents, path } = open();
  documents.put(many(0));
  const pages = (database.prepare("PRAGMA page_count").get() as { page_count: number }).page_count;
  database.exec(`PRAGMA max_page_count = ${pages + 20}`);
  const error = failure(() => documents.put([...many(5000), ...many(0, 2)]));
  expect(error.what.zh).toContain(`无法写入 ${path}：磁盘已满`);
  expect(error.exitCode).toBe(5);
  expect(count(context, {})[0]?.n).toBe(1000);
  expect(find(context, { text: "第5000条" }).total).toBe(0);
  expect(find(context, { text: "第999条" }).total).toBe(1);
  database.exec("PRAGMA max_page_count = 1000000");
  documents.put(many(5000));
  expect(count(context, { by: ["source"] }).map((row) => [row.key[0], row.n])).toEqual([
    ["s0", 1000],
    ["s5000", 1000],
  ]);
  expect(find(context, { text: "第5000条" }).total).toBe(1);
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
});

test("R10: a disk that became read-only is told as such, reading goes on", () => {
  const { database, context, documents } = open();
  documents.put(many(0));
  database.exec("PRAGMA query_only = ON");
  expect(failure(() => documents.put(many(1000))).what.en).toContain("read-only");
  expect(failure(() => remove(context, {})).what.en).toContain("read-only");
  expect(count(context, {})[0]?.n).toBe(1000);
  database.exec("PRAGMA query_only = OFF");
  documents.put(many(1000));
  expect(count(context, {})[0]?.n).toBe(2000);
});

test("the file belongs to its owner alone", () => {
  expect(statSync(open().path).mode & 0o777).toBe(0o600);
});
