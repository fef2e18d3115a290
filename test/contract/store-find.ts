import { expect, test } from "vitest";
import type { Found, Page, Store, Where } from "../../core/store.js";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

const ids = ({ hits }: Found) => hits.map((hit) => hit.document.id);

async function allPages(store: Store, where: Where, page: Page): Promise<string[]> {
  const result: string[] = [];
  let after: string | undefined;
  do {
    const found = await store.find(where, { ...page, ...(after !== undefined && { after }) });
    result.push(...ids(found));
    after = found.next;
  } while (after !== undefined);
  return result;
}

export function findCases(open: OpenStore): void {
  test("an empty store finds nothing", async () => {
    expect(await (await open()).find({})).toEqual({ hits: [], total: 0 });
  });

  test("newest first, ties by id; oldest first on demand, ties by id as well", async () => {
    const store = await open();
    const at = (id: string, createdAt: string) => document({ id, createdAt });
    await store.put([
      at("b", "2019-08-14T00:00:00Z"),
      at("d", "2019-08-15T00:00:00.001Z"),
      at("a", "2019-08-14T00:00:00Z"),
      at("c", "2019-08-15T00:00:00Z"),
    ]);
    expect(ids(await store.find({}))).toEqual(["d", "c", "a", "b"]);
    expect(ids(await store.find({}, { order: "oldest" }))).toEqual(["a", "b", "c", "d"]);
  });

  test("pages follow each other without gap or repetition, the total is that of all pages", async () => {
    const store = await open();
    // Five documents of each instant, ids that begin alike.
    const documents = Array.from({ length: 60 }, (_, i) =>
      document({
        id: `document-${String((i * 7) % 60).padStart(2, "0")}`,
        createdAt: `2019-08-14T00:00:${10 + (i % 12)}Z`,
      }),
    );
    await store.put(documents);
    const everything = ids(await store.find({}, { size: 1000 }));
    expect(new Set(everything).size).toBe(60);
    for (const size of [1, 7, 20, 59, 60]) expect(await allPages(store, {}, { size })).toEqual(everything);
    const oldest = ids(await store.find({}, { size: 1000, order: "oldest" }));
    expect(await allPages(store, {}, { size: 7, order: "oldest" })).toEqual(oldest);
    const first = await store.find({}, { size: 20 });
    expect(first.total).toBe(60);
    expect((await store.find({}, { size: 20, after: first.next as string })).total).toBe(60);
    expect(await store.find({}, { size: 60 })).not.toHaveProperty("next");
  });

  test("a page holds 20 documents unless told otherwise, and 1 to 1000", async () => {
    const store = await open();
    await store.put(Array.from({ length: 21 }, (_, i) => document({ id: `d${i}` })));
    expect((await store.find({})).hits).toHaveLength(20);
    for (const size of [0, -1, 1001, 1.5]) await expect(store.find({}, { size })).rejects.toThrow("每页条数");
  });

  test("a page token that no page gave is refused with a clear message", async () => {
    const store = await open();
    for (const after of ["", "x", "bnVsbA", "WzEsMl0"]) {
      await expect(store.find({}, { after })).rejects.toThrow("翻页标记无效");
    }
  });

  test("from is inclusive, to is exclusive", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", createdAt: "2019-08-14T00:00:00Z" }),
      document({ id: "b", createdAt: "2019-08-14T00:00:01Z" }),
      document({ id: "c", createdAt: "2019-08-14T00:00:02Z" }),
    ]);
    const found = await store.find({ from: "2019-08-14T00:00:01Z", to: "2019-08-14T00:00:02Z" });
    expect(ids(found)).toEqual(["b"]);
    expect(found.total).toBe(1);
    await expect(store.find({ from: "yesterday" })).rejects.toThrow("不是有效的时刻");
  });

  test("conditions are joined by and, the values of one by or; an empty list allows nothing", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", district: "A3区", topic: ["交通运输"], severity: 2 }),
      document({ id: "b", district: "A4区", topic: ["交通运输"], severity: 3 }),
      document({ id: "c", district: "A3区", topic: ["城乡建设"], severity: 2 }),
      document({ id: "d", topic: ["交通运输"], severity: 2 }),
    ]);
    const find = async (where: Where) => ids(await store.find(where));
    expect(await find({ topic: ["交通运输"], area: ["A3区", "A4区"] })).toEqual(["a", "b"]);
    expect(await find({ topic: ["交通运输"], severity: ["2"] })).toEqual(["a", "d"]);
    expect(await find({ area: [""] })).toEqual(["d"]);
    expect(await find({ area: ["B区"] })).toEqual([]);
    expect(await find({ area: [] })).toEqual([]);
    expect(await find({ area: ["A3区", "B区"] })).toEqual(["a", "c"]);
  });

  test("every dimension can be asked for", async () => {
    const store = await open();
    const wanted = document({
      id: "a",
      topic: ["一", "二", "三"],
      district: "A3区",
      street: "和平街道",
      source: "hotline",
      channel: "hotline",
      department: "城管局",
      demand: "求助",
      sentiment: "positive",
      severity: 0,
    });
    await store.put([wanted, document({ id: "b" })]);
    const conditions: Where[] = [
      { topic: ["一"] },
      { topic2: ["二"] },
      { topic3: ["三"] },
      { area: ["A3区"] },
      { street: ["和平街道"] },
      { source: ["hotline"] },
      { channel: ["hotline"] },
      { department: ["城管局"] },
      { demand: ["求助"] },
      { sentiment: ["positive"] },
      { severity: ["0"] },
    ];
    for (const where of conditions) expect(ids(await store.find(where))).toEqual(["a"]);
  });

  test("a hit says how many messages were folded into it; representatives alone on demand", async () => {
    const store = await open();
    await store.put([
      document({ id: "a" }),
      document({ id: "b", duplicateOf: "a" }),
      document({ id: "c", duplicateOf: "a" }),
      document({ id: "d", duplicateOf: "not here" }),
      document({ id: "e" }),
    ]);
    const found = await store.find({});
    expect(found.hits.map((hit) => [hit.document.id, hit.folded])).toEqual([
      ["a", 2],
      ["b", 0],
      ["c", 0],
      ["d", 0],
      ["e", 0],
    ]);
    expect(ids(await store.find({ folded: "representatives" }))).toEqual(["a", "e"]);
    await store.put([document({ id: "b", revision: 2 })]);
    expect((await store.find({ folded: "representatives" })).hits.map((hit) => hit.folded)).toEqual([1, 0, 0]);
  });
}
