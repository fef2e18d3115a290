import { isBuiltin } from "node:module";
import { describe, expect, test } from "vitest";
import { describeStore } from "../../contract/store.js";
import { temporaryStores } from "./fixture.js";

process.env.MINYI_SQLITE = "node:sqlite";

describe.runIf(isBuiltin("node:sqlite"))("on a Node that brings SQLite", () => {
  const stores = temporaryStores(async () => (await import("../../../store/sqlite/store.js")).openSqliteStore);

  test("Node's engine is at work", async () => {
    expect((await import("../../../core/sqlite.js")).sqliteEngine).toBe("node:sqlite");
  });

  describeStore("Node's own SQLite", (timezone) => stores.open(stores.path(), timezone ? { timezone } : {}));
});
