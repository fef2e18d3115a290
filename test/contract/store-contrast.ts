import { expect, test } from "vitest";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

export function contrastCases(open: OpenStore): void {
  test("the values typical of one side and not of the other come first", async () => {
    const store = await open();
    await store.put([
      ...["a", "b", "c", "d"].map((id) => document({ id, district: "甲", keywords: ["噪音", "物业", "噪音"] })),
      ...["e", "f", "g", "h"].map((id) => document({ id, district: "乙", keywords: ["污水", "物业"] })),
    ]);
    const found = await store.contrast({ area: ["甲"] }, { area: ["乙"] }, "keywords");
    // Eight values on each side. 噪音: prior 500·4/16 = 125; log(129/379) − log(125/383), over √(1/129 + 1/125).
    expect(found).toEqual([{ value: "噪音", n: 4, against: 0, scoreMilli: 335 }]);
    expect(await store.contrast({ area: ["甲"] }, { area: ["甲"] }, "keywords")).toEqual([]);
    expect(await store.contrast({ area: ["丙"] }, {}, "keywords")).toEqual([]);
  });

  test("places are told apart by their names", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", severity: 3, places: ["星河湾", "和平路"] }),
      document({ id: "b", severity: 1, places: ["和平路"] }),
    ]);
    const found = await store.contrast({ severity: ["3"] }, { severity: ["1"] }, "places");
    expect(found.map(({ value, n, against }) => [value, n, against])).toEqual([["星河湾", 1, 0]]);
  });

  test("at most 50 values, ties in order of value by code point", async () => {
    const store = await open();
    const words = Array.from({ length: 60 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7) % 60)));
    await store.put([
      document({ id: "a", district: "甲", keywords: ["𠮷", ...words] }),
      document({ id: "b", district: "乙", keywords: ["其他"] }),
    ]);
    const found = await store.contrast({ area: ["甲"] }, { area: ["乙"] }, "keywords");
    expect(found.map(({ value }) => value)).toEqual([...words].sort().slice(0, 50));
  });
}
