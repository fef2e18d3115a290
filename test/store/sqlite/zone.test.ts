import { expect, test } from "vitest";
import { configSchema } from "../../../config/schema.js";
import { UsageError } from "../../../core/errors.js";
import { openStore } from "../../../store/open.js";
import { openSqliteStore } from "../../../store/sqlite/store.js";
import { temporaryStores } from "./fixture.js";

const stores = temporaryStores(async () => openSqliteStore);

test("a store counts days in the zone it was made with; another one is refused with the fix", async () => {
  const path = stores.path();
  await (await stores.open(path, { timezone: "Asia/Urumqi" })).close();
  const error = await stores.open(path, { timezone: "Asia/Shanghai" }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UsageError);
  const { what, fix } = error as UsageError;
  expect(what.zh).toContain("按时区 Asia/Urumqi 计日，而配置的时区是 Asia/Shanghai");
  expect(fix?.zh).toContain("把 timezone 改回 Asia/Urumqi");
  await (await stores.open(path, { timezone: "Asia/Urumqi" })).close();
});

test("for reading, a store must be there", async () => {
  const path = stores.path();
  await expect(stores.open(path, { readOnly: true })).rejects.toThrow(`没有找到文档库文件 ${path}`);
});

test("the configuration names the store", async () => {
  const path = stores.path();
  const store = await openStore(configSchema.parse({ store: { path } }));
  expect((await store.checksum()).documents).toBe(0);
  await store.close();
});
