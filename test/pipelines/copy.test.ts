import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Store } from "../../core/store.js";
import { compareEntries, isSame, storeEntries } from "../../pipelines/compare.js";
import { copyStore } from "../../pipelines/copy.js";
import { fileMarks } from "../../pipelines/copy-mark.js";
import { openStore } from "../../store/open.js";
import { document } from "../contract/store-documents.js";
import { removeIndices, uniquePrefix } from "../services/prefix.js";

let folder: string;
let prefix: string;
const opened: Store[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-copy-"));
  prefix = uniquePrefix("copy");
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await removeIndices(inject("elasticsearch"), prefix);
  rmSync(folder, { recursive: true });
});

async function open(settings: object): Promise<Store> {
  const store = await openStore(configSchema.parse({ store: settings }));
  opened.push(store);
  return store;
}
const sqlite = (name: string) => open({ type: "sqlite", path: join(folder, name) });
const elasticsearch = () => open({ type: "elasticsearch", node: [inject("elasticsearch")], index: prefix });

/** 2,500 documents over three months; their ids are in no order of time, their revisions have gaps. */
function invented(count = 2500): FeedbackDocument[] {
  return Array.from({ length: count }, (_, i) =>
    document({
      id: `id-${String((i * 7919) % count).padStart(6, "0")}`,
      revision: 3 * i + 1,
      createdAt: new Date(Date.UTC(2026, 0, 1) + i * 3_000_000).toISOString(),
      text: `第${i}件：小区夜里噪音很大`,
      district: i % 2 ? "湖滨区" : "江东区",
    }),
  );
}

async function filled(store: Store, documents: readonly FeedbackDocument[]): Promise<Store> {
  for (let i = 0; i < documents.length; i += 1000) await store.put(documents.slice(i, i + 1000));
  return store;
}

/** A store that stops working when it has taken so many portions. */
function failingAfter(store: Store, portions: number): Store {
  let taken = 0;
  return {
    ...store,
    put: async (documents) => {
      if (taken++ === portions) throw new Error("power cut");
      return store.put(documents);
    },
  };
}

test("everything is there afterwards, revisions too, and both checksums are equal", async () => {
  const from = await filled(await sqlite("a.db"), invented());
  const to = await sqlite("b.db");
  const seen: number[] = [];
  const result = await copyStore(from, to, { onProgress: ({ copied }) => seen.push(copied) });
  expect(result).toMatchObject({ same: true, interrupted: false, before: 0, outcomes: { created: 2500, rejected: 0 } });
  expect(result.source).toEqual(result.target);
  expect(seen).toEqual([0, 1000, 2000, 2500]);
  const found = await compareEntries(storeEntries(from), storeEntries(to));
  expect([isSame(found), found.otherRevision]).toEqual([true, 0]);
});

test("copied again, nothing is written", async () => {
  const from = await filled(await sqlite("a.db"), invented(100));
  const to = await sqlite("b.db");
  await copyStore(from, to);
  expect(await copyStore(from, to)).toMatchObject({ same: true, outcomes: { created: 0, unchanged: 100 } });
});

test("a copy that was ended goes on where the target had acknowledged; the mark is gone in the end", async () => {
  const path = join(folder, "mark.json");
  const marks = fileMarks(path, "a → b");
  const from = await filled(await sqlite("a.db"), invented());
  const to = await sqlite("b.db");
  await expect(copyStore(from, failingAfter(to, 1), { marks })).rejects.toThrow("power cut");
  expect(marks.load()).toEqual({ after: "id-000999", copied: 1000 });
  expect(fileMarks(path, "a → c").load()).toBeUndefined();
  expect(await copyStore(from, to, { marks })).toMatchObject({ same: true, before: 1000, outcomes: { created: 1500 } });
  expect(existsSync(path)).toBe(false);
});

test("stopped by a signal it finishes its portion and says so", async () => {
  const marks = fileMarks(join(folder, "mark.json"), "a → b");
  const from = await filled(await sqlite("a.db"), invented());
  const to = await sqlite("b.db");
  expect(await copyStore(from, to, { marks, signal: AbortSignal.abort() })).toMatchObject({
    interrupted: true,
    same: false,
  });
  expect(marks.load()?.copied).toBe(1000);
});

test("when the target lacks what the mark says that it has, the copy goes through everything once more", async () => {
  const marks = fileMarks(join(folder, "mark.json"), "a → b");
  const from = await filled(await sqlite("a.db"), invented());
  const to = await sqlite("b.db");
  marks.save({ after: "id-001999", copied: 2000 });
  expect(await copyStore(from, to, { marks })).toMatchObject({
    same: true,
    outcomes: { created: 2500, unchanged: 500 },
  });
});

test("documents that the target holds besides are not touched, and the difference is told", async () => {
  const from = await filled(await sqlite("a.db"), invented(10));
  const newer = { ...(invented(10)[3] as FeedbackDocument), revision: 10_000, hash: "newer" };
  const to = await filled(await sqlite("b.db"), [document({ id: "other" }), newer]);
  const result = await copyStore(from, to);
  expect(result).toMatchObject({ same: false, outcomes: { created: 9, refused: 1 } });
  expect([result.source?.documents, result.target?.documents]).toEqual([10, 11]);
});

describe("between the two engines", () => {
  test("SQLite → Elasticsearch → SQLite: nothing is lost, nothing is changed, every answer is the same", async () => {
    const from = await filled(await sqlite("a.db"), invented());
    const cluster = await elasticsearch();
    const there = await copyStore(from, cluster);
    expect(there).toMatchObject({ same: true, outcomes: { created: 2500 } });
    const back = await sqlite("b.db");
    expect(await copyStore(cluster, back)).toMatchObject({ same: true, outcomes: { created: 2500 } });
    expect(await back.checksum()).toEqual(await from.checksum());
    expect(isSame(await compareEntries(storeEntries(cluster), storeEntries(from)))).toBe(true);
    for (const store of [cluster, back]) {
      for (const query of [{ by: ["area" as const], every: "month" as const }, { where: { text: "第7件" } }]) {
        expect(await store.count(query)).toEqual(await from.count(query));
      }
    }
  });

  test("a copy into Elasticsearch that was ended goes on", async () => {
    const marks = fileMarks(join(folder, "mark.json"), "a → es");
    const from = await filled(await sqlite("a.db"), invented());
    const cluster = await elasticsearch();
    await expect(copyStore(from, failingAfter(cluster, 2), { marks })).rejects.toThrow("power cut");
    expect(await copyStore(from, cluster, { marks })).toMatchObject({
      same: true,
      before: 2000,
      outcomes: { created: 500 },
    });
  });
});
