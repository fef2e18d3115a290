import { openDatabase, sqliteEngine } from "../../core/sqlite.js";
import type { Check } from "./check.js";

/** Opens the engine, tries what the store needs of it (full text without a copy of the text), gives its version. */
function tryEngine(): string {
  const database = openDatabase(":memory:", { durable: false });
  try {
    database.exec("CREATE VIRTUAL TABLE t USING fts5(x, content='', contentless_delete=1)");
    database.exec("INSERT INTO t (rowid, x) VALUES (1, '噪音 音扰')");
    const found = database.prepare("SELECT rowid FROM t WHERE t MATCH '\"噪音 音扰\"'").all();
    if (found.length !== 1) throw new Error("fts5");
    return (database.prepare("SELECT sqlite_version() AS v").get() as { v: string }).v;
  } finally {
    database.close();
  }
}

export const sqliteCheck: Check = {
  id: "sqlite",
  title: { zh: "数据库引擎", en: "Database engine" },
  run() {
    try {
      const text = `${sqliteEngine}, SQLite ${tryEngine()}`;
      return [{ level: "ok", text: { zh: text, en: text } }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        {
          level: "fail",
          text: { zh: `${sqliteEngine} 不能用（${reason}）`, en: `${sqliteEngine} does not work (${reason})` },
          fix: {
            zh: "重新运行 npm ci；或换用自带 SQLite 的 Node.js 22.13 以上版本。",
            en: "Run npm ci again, or use Node.js 22.13 or later, which brings SQLite with it.",
          },
        },
      ];
    }
  },
};
