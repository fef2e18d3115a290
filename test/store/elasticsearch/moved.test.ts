import { expect, test } from "vitest";
import type { MinyiConfig } from "../../../config/schema.js";
import type { Store } from "../../../core/store.js";
import { document } from "../../contract/store-documents.js";
import { elasticConfig, temporaryElasticStores } from "./fixture.js";
import { ask } from "./server.js";

const stores = temporaryElasticStores();

const january = (revision = 1, text = "一月的内容") =>
  document({ id: "a", revision, text, createdAt: "2024-01-31T12:00:00Z" });
const february = (revision = 2, text = "二月的内容") =>
  document({ id: "a", revision, text, createdAt: "2024-02-01T12:00:00Z" });

/** Makes what a crash between writing the new month and clearing the old one leaves behind: the document in both. */
async function crashBetweenMonths(config: MinyiConfig): Promise<Store> {
  const { index } = config.store;
  const before = await stores.openConfig(config);
  await before.put([january()]);
  await before.size(); // makes it visible
  const old = await ask<{ hits: { hits: { _source: object }[] } }>(`${index}-2024.01/_search`);
  await before.put([february()]);
  await before.size();
  const path = `${index}-2024.01/_doc/a?version=2&version_type=external_gte&refresh=true`;
  await ask(path, "PUT", old.hits.hits[0]?._source);
  return stores.openConfig(config);
}

test("a document whose month is corrected is in its new month only, and says what it counted as before", async () => {
  const config = elasticConfig();
  const store = await stores.openConfig(config);
  await store.put([january()]);
  const [put] = await store.put([february()]);
  expect(put).toMatchObject({ outcome: "replaced", before: { createdAt: "2024-01-31T12:00:00Z" } });
  expect(await store.size()).toBe(1);
  expect(await store.get(["a"])).toEqual([february()]);
  // And back again, seen by another process.
  const other = await stores.openConfig(config);
  expect(await other.put([january(3)])).toMatchObject([{ outcome: "replaced" }]);
  expect(await other.size()).toBe(1);
  expect((await other.count({ every: "month" })).map(({ at }) => at)).toEqual(["2023-12-31T16:00:00Z"]);
});

test("R1: the twin that a crash between two months leaves is cleared when its batch comes again", async () => {
  const after = await crashBetweenMonths(elasticConfig());
  expect(await after.size()).toBe(2);
  expect(await after.get(["a"])).toEqual([february()]);
  expect((await after.checksum()).documents).toBe(1);
  const scanned = [];
  for await (const portion of after.scan({ size: 1 })) scanned.push(...portion);
  expect(scanned).toEqual([february()]);
  expect(await after.put([february()])).toEqual([{ outcome: "unchanged" }]);
  expect(await after.size()).toBe(1);
});

test("a twin is one document to whoever removes it", async () => {
  const after = await crashBetweenMonths(elasticConfig());
  expect(await after.remove({ ids: ["a"] })).toBe(1);
  expect(await after.size()).toBe(0);
});

test("what was removed with a high revision comes back with a low one, is replaced, moved and removed like any other", async () => {
  const store = await stores.open();
  await store.put([january(9)]);
  await store.remove({ ids: ["a"] });
  expect(await store.put([january(1)])).toEqual([{ outcome: "created" }]);
  expect(await store.put([january(2, "新的内容")])).toMatchObject([{ outcome: "replaced" }]);
  expect((await store.get(["a"]))[0]?.text).toBe("新的内容");
  expect(await store.put([february(3)])).toMatchObject([{ outcome: "replaced" }]);
  expect(await store.size()).toBe(1);
  await store.put([january(4)]);
  expect(await store.remove({ ids: ["a"] })).toBe(1);
  expect(await store.size()).toBe(0);
});
