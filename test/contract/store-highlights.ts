import { expect, test } from "vitest";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

export function highlightCases(open: OpenStore): void {
  test("a hit says where the searched text stands in title and text", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", title: "夜间噪音", text: "小区噪音扰民，噪音很大。" }),
      document({ id: "b", text: "😀噪……音" }),
      document({ id: "c", title: "噪音", text: "Ａ３区ＫＴＶ" }),
    ]);
    const places = async (text: string) =>
      (await store.find({ text }, { order: "oldest" })).hits.map(({ document, highlights }) => [
        document.id,
        highlights,
      ]);
    expect(await places("噪音")).toEqual([
      [
        "a",
        {
          title: [[2, 4]],
          text: [
            [2, 4],
            [7, 9],
          ],
        },
      ],
      ["c", { title: [[0, 2]], text: [] }],
    ]);
    expect(await places("噪，音")).toEqual([["b", { title: [], text: [[2, 6]] }]]);
    expect(await places("a3区ktv")).toEqual([["c", { title: [], text: [[0, 6]] }]]);
  });

  test("without a text there are none", async () => {
    const store = await open();
    await store.put([document({ id: "a" })]);
    expect((await store.find({})).hits[0]).not.toHaveProperty("highlights");
  });
}
