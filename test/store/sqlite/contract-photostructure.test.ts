import { expect, test } from "vitest";
import { describeStore } from "../../contract/store.js";
import { temporaryStores } from "./fixture.js";

process.env.MINYI_SQLITE = "@photostructure/sqlite";

const stores = temporaryStores(async () => (await import("../../../store/sqlite/store.js")).openSqliteStore);

test("the engine from the registry is at work", async () => {
  expect((await import("../../../core/sqlite.js")).sqliteEngine).toBe("@photostructure/sqlite");
});

describeStore("SQLite from the registry", (timezone) => stores.open(stores.path(), timezone ? { timezone } : {}));
