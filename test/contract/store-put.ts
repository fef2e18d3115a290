import { expect, test } from "vitest";
import { facetsOf } from "../../core/facets.js";
import { makeDocument } from "../../core/feedback-document.js";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

export function putCases(open: OpenStore): void {
  test("a document comes back whole", async () => {
    const store = await open();
    const whole = {
      ...document({
        id: "a",
        title: "噪音扰民",
        text: 'A3区\n某小区😀 \u0000 "引号"',
        topic: ["城乡建设", "城市建设和市政管理", "道路设施"],
        places: ["星河湾"],
        keywords: ["噪音"],
        duplicateOf: "b",
      }),
      externalId: "T-1",
      reply: { text: "已处理", department: "城管局", at: "2019-08-20T00:00:00Z" },
      history: [{ state: "受理", at: "2019-08-15T00:00:00Z" }],
      engagement: { likes: 3 },
      url: "https://example.org/1",
    };
    await store.put([whole]);
    expect(await store.get(["a"])).toEqual([whole]);
  });

  test("suggested departments, the emotion and marks of fallbacks come back as they were", async () => {
    const store = await open();
    const sketch = document({ id: "a" });
    const departments = [
      { name: "城市管理局", confidence: 0.93 },
      { name: "街道办事处、乡镇政府", confidence: 0.31 },
    ];
    const analysis = { ...sketch.analysis, departments, emotion: "angry" as const, degraded: ["topic"] };
    const whole = makeDocument(sketch, analysis, 1);
    const none = makeDocument({ ...sketch, id: "b" }, { ...sketch.analysis, departments: [] }, 1);
    await store.put([whole, none]);
    const stored = await store.get(["a", "b"]);
    expect(stored.map((d) => d?.analysis)).toEqual([analysis, { ...sketch.analysis, departments: [] }]);
  });

  test("tokens with spaces in them, and no tokens at all, come back as they were", async () => {
    const store = await open();
    const lists = [[], [""], ["new york", "站"], [" "], ["a", "b"]];
    const documents = lists.map((tokens, i) => document({ id: `d${i}`, tokens }));
    await store.put(documents);
    const stored = await store.get(documents.map(({ id }) => id));
    expect(stored.map((d) => d?.analysis.tokens)).toEqual(lists);
  });

  test("get answers in the order asked, undefined for what is not there", async () => {
    const store = await open();
    const [a, b] = [document({ id: "a" }), document({ id: "b" })];
    await store.put([a, b]);
    expect(await store.get(["b", "none", "a", "b"])).toEqual([b, undefined, a, b]);
    expect(await store.get([])).toEqual([]);
  });

  test("a new document is created; the same content again, whatever the revision, is unchanged", async () => {
    const store = await open();
    expect(await store.put([document({ id: "a", revision: 1 })])).toEqual([{ outcome: "created" }]);
    expect(await store.put([document({ id: "a", revision: 1 })])).toEqual([{ outcome: "unchanged" }]);
    expect(await store.put([document({ id: "a", revision: 7 })])).toEqual([{ outcome: "unchanged" }]);
    expect((await store.get(["a"]))[0]?.revision).toBe(1);
    expect(await store.put([])).toEqual([]);
  });

  test("a higher or equal revision replaces, and says what the document counted as before", async () => {
    const store = await open();
    const first = document({ id: "a", revision: 2, district: "A3区", createdAt: "2019-08-14T00:00:00.500Z" });
    await store.put([first]);
    const before = { createdAt: first.createdAt, facets: facetsOf(first) };
    const second = document({ id: "a", revision: 2, district: "A4区" });
    expect(await store.put([second])).toEqual([{ outcome: "replaced", before }]);
    const third = document({ id: "a", revision: 3, district: "A5区" });
    expect(await store.put([third])).toMatchObject([{ outcome: "replaced", before: { facets: { area: "A4区" } } }]);
    expect(await store.get(["a"])).toEqual([third]);
  });

  test("a lower revision is refused", async () => {
    const store = await open();
    const latest = document({ id: "a", revision: 5 });
    await store.put([latest]);
    expect(await store.put([document({ id: "a", revision: 4, text: "更早的内容" })])).toEqual([{ outcome: "refused" }]);
    expect(await store.get(["a"])).toEqual([latest]);
  });

  test("several states of one document in one put are taken in order", async () => {
    const store = await open();
    const state = (revision: number, district: string) => document({ id: "a", revision, district });
    const results = await store.put([
      state(1, "A1区"),
      document({ id: "b" }),
      state(3, "A3区"),
      state(3, "A3区"),
      state(2, "A2区"),
      state(4, "A4区"),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      "created",
      "created",
      "replaced",
      "unchanged",
      "refused",
      "replaced",
    ]);
    expect(results.map(({ before }) => before?.facets.area)).toEqual([
      undefined,
      undefined,
      "A1区",
      undefined,
      undefined,
      "A3区",
    ]);
    expect(await store.count({ by: ["area"] })).toMatchObject([
      { key: [""], n: 1 },
      { key: ["A4区"], n: 1 },
    ]);
  });

  test("the checksum tells content apart and does not depend on the order of writing", async () => {
    const [one, other] = [await open(), await open()];
    const documents = ["a", "b", "c"].map((id) => document({ id }));
    const empty = await one.checksum();
    expect(empty.documents).toBe(0);
    await one.put(documents);
    await other.put([documents[2] as never]);
    await other.put([document({ id: "a", text: "旧" })]);
    expect(await other.checksum()).not.toEqual(await one.checksum());
    await other.put([document({ id: "a", revision: 2 }), documents[1] as never]);
    expect(await other.checksum()).toEqual(await one.checksum());
    expect((await one.checksum()).documents).toBe(3);
    expect((await one.checksum()).checksum).not.toBe(empty.checksum);
  });
}
