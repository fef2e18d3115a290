import { openDatabase, sqliteEngine } from "../../core/sqlite.js";
import type { Check } from "./check.js";

/** The database engine, tried with what the store needs of it: full text without a copy of the text. */
export const sqliteCheck: Check = {
  id: "sqlite",
  title: { zh: "数据库引擎", en: "Database engine" },
  run() {
    const database = openDatabase(":memory:", { durable: false });
    try {
      database.exec("CREATE VIRTUAL TABLE t USING fts5(x, content='', contentless_delete=1)");
      database.exec("INSERT INTO t (rowid, x) VALUES (1, '噪音 音扰')");
      const found = database.prepare("SELECT rowid FROM t WHERE t MATCH '\"噪音 音扰\"'").all();
      if (found.length !== 1) throw new Error("fts5");
      const { v } = database.prepare("SELECT sqlite_version() AS v").get() as { v: string };
      const text = `${sqliteEngine}, SQLite ${v}`;
      return [{ level: "ok", text: { zh: text, en: text } }];
    } finally {
      database.close();
    }
  },
};
