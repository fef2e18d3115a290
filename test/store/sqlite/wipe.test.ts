import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { FeedbackDocument } from "../../../core/feedback-document.js";
import { openSqliteStore } from "../../../store/sqlite/store.js";
import { document } from "../../contract/store-documents.js";
import { temporaryStores } from "./fixture.js";

const stores = temporaryStores(async () => openSqliteStore);

/** Where a text is found in the store's files, as UTF-8. */
function traces(path: string, text: string): string[] {
  const files = ["", "-wal", "-shm"].map((end) => path + end).filter((file) => existsSync(file));
  return files.filter((file) => readFileSync(file).includes(text));
}

function others(from: number): FeedbackDocument[] {
  return Array.from({ length: 500 }, (_, i) => document({ id: `d${from + i}`, text: `编号${from + i}的噪音` }));
}

const canary = document({
  id: "canary",
  title: "qzxcanarytitle",
  text: "qzxcanarytext 讠龖龘",
  places: ["qzxcanaryplace"],
  keywords: ["qzxcanaryword"],
  tokens: ["qzxcanarytoken"],
});

test("R25: a document removed by its id leaves no trace in the file, its log or the full-text index", async () => {
  const path = stores.path();
  const store = await stores.open(path);
  for (let from = 0; from < 3000; from += 500) {
    await store.put(others(from));
    if (from === 1000) await store.put([canary]);
  }
  expect(traces(path, "qzxcanary")).not.toEqual([]);
  expect(await store.remove({ ids: ["canary"] })).toBe(1);
  for (const text of ["canarytitle", "canarytext", "canaryplace", "canaryword", "canarytoken", "canary", "龖龘"]) {
    expect([text, traces(path, text)]).toEqual([text, []]);
  }
  expect((await store.find({ text: "噪音" })).total).toBe(3000);
});

test("R25: what is removed by a condition leaves the file when a tenth of the index is to go", async () => {
  const path = stores.path();
  const store = await stores.open(path);
  await store.put([...others(0), { ...canary, createdAt: "2018-01-01T00:00:00Z" }]);
  expect(await store.remove({ to: "2019-01-01T00:00:00Z" })).toBe(1);
  expect((await store.find({ text: "qzxcanarytext" })).total).toBe(0);
  expect(traces(path, "canaryplace")).toEqual([]);
  await store.put(others(500).map((d) => ({ ...d, createdAt: "2018-01-01T00:00:00Z" })));
  await store.remove({ to: "2019-01-01T00:00:00Z" });
  expect(traces(path, "qzxcanarytext")).toEqual([]);
  expect((await store.find({ text: "噪音" })).total).toBe(500);
});
