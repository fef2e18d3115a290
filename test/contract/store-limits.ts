import { expect, test } from "vitest";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

export function limitCases(open: OpenStore): void {
  test("R8: a value longer than 512 characters is counted by its beginning, the document keeps it whole", async () => {
    const store = await open();
    const long = "部门".repeat(20_000);
    await store.put([
      document({ id: "a", department: long, keywords: [long], places: [long] }),
      document({ id: "b", department: "门".repeat(512) }),
      document({ id: "c", department: "𠮷".repeat(513) }),
    ]);
    expect((await store.get(["a"]))[0]?.department).toBe(long);
    const keys = (await store.count({ by: ["department"] })).map((row) => row.key[0]);
    expect(keys).toEqual([`${"部门".repeat(255)}部…`, "门".repeat(512), `${"𠮷".repeat(511)}…`]);
    expect((await store.find({ department: [long] })).hits.map((hit) => hit.document.id)).toEqual(["a"]);
    const replaced = await store.put([document({ id: "a", revision: 2 })]);
    expect(replaced[0]?.before?.facets.department).toBe(keys[0]);
  });

  test("R18: 20,000 code points, one word of 100,000 letters and a million emoji are stored and found", async () => {
    const store = await open();
    await store.put([
      document({ id: "long", text: `${"噪".repeat(9_999)}音${"𠮷".repeat(10_000)}` }),
      document({ id: "word", text: `开头${"x".repeat(100_000)}结尾` }),
      document({ id: "emoji", text: `开始${"😀".repeat(1_000_000)}结束` }),
    ]);
    const find = async (text: string) => (await store.find({ text })).hits.map((hit) => hit.document.id);
    expect(await find("噪音𠮷")).toEqual(["long"]);
    expect(await find("结尾")).toEqual(["word"]);
    expect(await find("x".repeat(100_000))).toEqual(["word"]);
    expect(await find("始 结")).toEqual(["emoji"]);
  });

  test("R18: NUL and lone surrogates do no harm", async () => {
    const store = await open();
    const odd = document({
      id: "a",
      text: "噪\ud800音\0扰民",
      department: "城\0管\udc00",
      places: ["\ud801", "\ud802"],
    });
    await store.put([odd]);
    expect(await store.get(["a"])).toEqual([odd]);
    expect((await store.find({ text: "扰民" })).total).toBe(1);
    expect((await store.count({ by: ["department"] })).map((row) => row.key)).toEqual([["城\ufffd管\ufffd"]]);
    expect((await store.find({ department: ["城\0管\udc00"] })).total).toBe(1);
  });

  test("R8: thousands of different values of every dimension", async () => {
    const store = await open();
    const documents = Array.from({ length: 3000 }, (_, i) =>
      document({ id: `d${i}`, topic: [`一${i}`, `二${i}`, `三${i}`], district: `区${i}`, department: `部${i}` }),
    );
    await store.put(documents);
    const rows = await store.count({ by: ["topic3", "area", "department"] });
    expect(rows).toHaveLength(3000);
    expect(rows.every((row) => row.n === 1 && row.key[0]?.slice(1) === row.key[2]?.slice(1))).toBe(true);
    expect((await store.find({ area: ["区2999"] })).hits.map((hit) => hit.document.id)).toEqual(["d2999"]);
  });

  test("more documents in one put than a block or a statement holds", async () => {
    const store = await open();
    const documents = Array.from({ length: 5000 }, (_, i) => document({ id: `d${i}`, severity: (i % 4) as 0 }));
    const results = await store.put(documents);
    expect(results.every(({ outcome }) => outcome === "created")).toBe(true);
    expect((await store.count({ by: ["severity"] })).map((row) => row.n)).toEqual([1250, 1250, 1250, 1250]);
    expect((await store.find({}, { size: 1 })).total).toBe(5000);
  });

  test("pages reach beyond the 10,000th document, also those that were asked for before", async () => {
    const store = await open();
    const name = (i: number) => `d${String(i).padStart(5, "0")}`;
    // A hundred documents share each instant.
    const documents = Array.from({ length: 10_600 }, (_, i) =>
      document({ id: name(i), createdAt: new Date(Date.UTC(2019, 7, 14, 0, 0, Math.floor(i / 100))).toISOString() }),
    );
    await store.put(documents);
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.find({}, { size: 1000, order: "oldest", ...(after !== undefined && { after }) });
      expect(page.total).toBe(10_600);
      found.push(...page.hits.map((hit) => hit.document.id));
      after = page.next;
    } while (after !== undefined);
    expect(found).toEqual(documents.map(({ id }) => id));
  });
}
