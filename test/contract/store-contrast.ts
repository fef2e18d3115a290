import { expect, test } from "vitest";
import { randomFrom } from "../../bench/random.js";
import { mostTypical } from "../../store/log-odds.js";
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

  test("thousands of values: the best 50 are those that a look at every value finds", async () => {
    const store = await open();
    const random = randomFrom(5);
    // A few frequent values, thousands that occur once or twice, on both sides.
    const word = () => `词${Math.floor(8000 * random() ** 1.5)}`;
    const documents = Array.from({ length: 300 }, (_, i) =>
      document({
        id: `d${i}`,
        district: i % 3 === 0 ? "甲" : "乙",
        keywords: Array.from({ length: 40 }, (_, k) => (k % 10 === i % 3 ? `类${i % 3}` : word())),
      }),
    );
    await store.put(documents);
    const tally = (district: string) => {
      const counts = new Map<string, number>();
      for (const { analysis } of documents.filter((d) => d.analysis.area.district === district)) {
        for (const value of new Set(analysis.keywords)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return counts;
    };
    const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + n, 0);
    for (const [here, there] of [
      ["甲", "乙"],
      ["乙", "甲"],
    ] as const) {
      const [left, right] = [tally(here), tally(there)];
      const tallies = [...left].map(([value, n]) => ({ n, against: right.get(value) ?? 0, value: () => value }));
      expect(left.size).toBeGreaterThan(2000);
      const found = await store.contrast({ area: [here] }, { area: [there] }, "keywords");
      expect(found).toEqual(mostTypical(tallies, total(left), total(right)));
    }
  });
}
