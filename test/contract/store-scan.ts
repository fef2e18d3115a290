import { expect, test } from "vitest";
import type { Store } from "../../core/store.js";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

async function portions(store: Store, options?: { after?: string; size?: number }): Promise<string[][]> {
  const result: string[][] = [];
  for await (const documents of store.scan(options)) result.push(documents.map(({ id }) => id));
  return result;
}

export function scanCases(open: OpenStore): void {
  test("every document comes once, in order of id by code point, in portions", async () => {
    const store = await open();
    expect(await store.size()).toBe(0);
    expect(await portions(store)).toEqual([]);
    // Of several months, written in another order.
    const ids = ["\u{20bb7}", "b", "\uffee", "a2", "B", "a10", "a"];
    const documents = ids.map((id, i) => document({ id, createdAt: `2019-0${i + 1}-14T00:00:00Z` }));
    await store.put(documents);
    const order = ["B", "a", "a10", "a2", "b", "\uffee", "\u{20bb7}"];
    expect(await store.size()).toBe(7);
    expect(await portions(store)).toEqual([order]);
    expect(await portions(store, { size: 3 })).toEqual([order.slice(0, 3), order.slice(3, 6), order.slice(6)]);
    expect((await portions(store, { size: 7 })).flat()).toEqual(order);
    expect((await portions(store, { after: "a10", size: 2 })).flat()).toEqual(order.slice(3));
    expect((await portions(store, { after: "a11" })).flat()).toEqual(order.slice(3));
    expect((await portions(store, { after: "\u{20bb7}" })).flat()).toEqual([]);
  });

  test("documents come whole and as they are now; size and scan know of removals and replacements", async () => {
    const store = await open();
    await store.put(["a", "b", "c"].map((id) => document({ id, title: "标题", keywords: ["噪音"] })));
    const replaced = document({ id: "b", text: "新的文字", revision: 2 });
    await store.put([replaced]);
    await store.remove({ ids: ["c"] });
    expect(await store.size()).toBe(2);
    const found = [];
    for await (const part of store.scan({ size: 1 })) found.push(...part);
    expect(found).toEqual([document({ id: "a", title: "标题", keywords: ["噪音"] }), replaced]);
  });
}
