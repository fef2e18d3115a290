import { expect, test } from "vitest";
import type { Store } from "../../core/store.js";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

async function fill(store: Store): Promise<void> {
  await store.put([
    document({ id: "a", text: "噪音扰民", createdAt: "2019-07-14T00:00:00Z", places: ["星河湾"] }),
    document({ id: "b", text: "污水横流", createdAt: "2019-08-14T00:00:00Z", duplicateOf: "a", keywords: ["污水"] }),
    document({ id: "c", text: "噪音污水", createdAt: "2019-08-31T16:00:00Z", keywords: ["噪音"] }),
  ]);
}

export function removeCases(open: OpenStore): void {
  test("R25: a month of retention is gone from documents, full text, counts, folded counts and contrast", async () => {
    const store = await open();
    await fill(store);
    expect(await store.remove({ from: "2019-07-31T16:00:00Z", to: "2019-08-31T16:00:00Z" })).toBe(1);
    expect((await store.get(["a", "b", "c"])).map((d) => d?.id)).toEqual(["a", undefined, "c"]);
    expect((await store.find({ text: "污水" })).hits.map((hit) => hit.document.id)).toEqual(["c"]);
    expect((await store.find({ text: "横流" })).total).toBe(0);
    expect((await store.find({})).hits.map((hit) => hit.folded)).toEqual([0, 0]);
    expect((await store.count({ every: "month" })).map((row) => [row.at, row.n])).toEqual([
      ["2019-06-30T16:00:00Z", 1],
      ["2019-08-31T16:00:00Z", 1],
    ]);
    expect((await store.contrast({}, { source: ["none"] }, "keywords")).map(({ value }) => value)).not.toContain(
      "污水",
    );
    expect((await store.checksum()).documents).toBe(2);
  });

  test("R25: documents can be removed by their ids; those that are not there do not count", async () => {
    const store = await open();
    await fill(store);
    expect(await store.remove({ ids: ["a", "c", "unknown"] })).toBe(2);
    expect((await store.find({})).hits.map((hit) => hit.document.id)).toEqual(["b"]);
    expect((await store.find({ text: "噪音" })).total).toBe(0);
    expect(await store.remove({ ids: ["a"] })).toBe(0);
    expect(await store.remove({ ids: [] })).toBe(0);
  });

  test("a condition on anything can select what is removed", async () => {
    const store = await open();
    await fill(store);
    expect(await store.remove({ text: "污水", folded: "representatives" })).toBe(1);
    expect(await store.remove({ area: ["nowhere"] })).toBe(0);
    expect((await store.find({})).total).toBe(2);
    expect(await store.remove({})).toBe(2);
    expect(await store.find({})).toEqual({ hits: [], total: 0 });
    expect(await store.count({ by: ["topic"] })).toEqual([]);
  });

  test("what was removed can be written again, with any revision", async () => {
    const store = await open();
    await fill(store);
    const before = await store.checksum();
    await store.remove({});
    await fill(store);
    expect(await store.checksum()).toEqual(before);
    expect((await store.find({ text: "噪音" })).total).toBe(2);
    expect((await store.count({}))[0]?.n).toBe(3);
  });
}
