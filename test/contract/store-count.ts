import { expect, test } from "vitest";
import { DIMENSIONS } from "../../core/store.js";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";

export function countCases(open: OpenStore): void {
  test("an empty store has no rows", async () => {
    const store = await open();
    expect(await store.count({})).toEqual([]);
    expect(await store.count({ by: ["topic"], every: "day" })).toEqual([]);
  });

  test("without dimensions and interval there is one row for all", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", sentiment: "negative", score: -0.5, severity: 2 }),
      document({ id: "b", sentiment: "neutral", score: 0, severity: 1 }),
      document({ id: "c", sentiment: "positive", score: 0.25, severity: 0 }),
      document({ id: "d", sentiment: "negative", score: -1, severity: 3 }),
    ]);
    expect(await store.count({})).toEqual([
      { key: [], at: "", n: 4, negative: 2, neutral: 1, positive: 1, scoreMilli: -1250, severe: 2 },
    ]);
  });

  test("scores are rounded to thousandths one by one, half away from zero", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", score: 0.0005 }),
      document({ id: "b", score: 0.0005, text: "另一条" }),
      document({ id: "c", score: -0.0015 }),
      document({ id: "d", score: 0.0004 }),
    ]);
    expect((await store.count({}))[0]?.scoreMilli).toBe(1 + 1 - 2 + 0);
  });

  test("rows come in order of time, then of the values by code point; nothing known is an empty text", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", district: "𠮷区", createdAt: "2019-08-14T00:00:00Z" }),
      document({ id: "b", district: "\uffee区", createdAt: "2019-08-14T00:00:00Z" }),
      document({ id: "c", createdAt: "2019-08-14T00:00:00Z" }),
      document({ id: "d", district: "B区", createdAt: "2019-08-13T00:00:00Z" }),
      document({ id: "e", district: "A区", createdAt: "2019-08-14T00:00:00Z" }),
    ]);
    const rows = await store.count({ by: ["area"], every: "day" });
    expect(rows.map((row) => [row.at, ...row.key])).toEqual([
      ["2019-08-12T16:00:00Z", "B区"],
      ["2019-08-13T16:00:00Z", ""],
      ["2019-08-13T16:00:00Z", "A区"],
      ["2019-08-13T16:00:00Z", "\uffee区"],
      ["2019-08-13T16:00:00Z", "𠮷区"],
    ]);
  });

  test("up to three dimensions, in the order asked for", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", topic: ["一"], district: "甲", severity: 1 }),
      document({ id: "b", topic: ["一"], district: "甲", severity: 1 }),
      document({ id: "c", topic: ["二"], district: "甲", severity: 3 }),
    ]);
    const rows = await store.count({ by: ["severity", "topic", "area"] });
    expect(rows.map((row) => [...row.key, row.n, row.severe])).toEqual([
      ["1", "一", "甲", 2, 0],
      ["3", "二", "甲", 1, 1],
    ]);
    expect((await store.count({ by: ["area", "severity"] })).map((row) => row.key)).toEqual([
      ["甲", "1"],
      ["甲", "3"],
    ]);
  });

  test("every dimension can be counted by", async () => {
    const store = await open();
    const one = { topic: ["一", "二", "三"], district: "甲", street: "乙", source: "丙", department: "丁" };
    await store.put([
      document({ id: "a", ...one, channel: "news", demand: "表扬", sentiment: "neutral", severity: 0 }),
    ]);
    const keys: string[] = [];
    for (const dimension of DIMENSIONS) keys.push(...((await store.count({ by: [dimension] }))[0]?.key ?? []));
    expect(keys).toEqual(["一", "二", "三", "甲", "乙", "丙", "news", "丁", "表扬", "neutral", "0"]);
  });

  test("days, weeks from Monday, months and hours are those of the store's zone", async () => {
    const store = await open();
    await store.put(
      [
        "2019-08-11T15:59:59Z", // Sunday 23:59 in Shanghai
        "2019-08-11T16:00:00Z", // Monday 00:00
        "2019-08-31T15:30:00Z", // Saturday, 31 August, 23:30
        "2019-08-31T16:10:00Z", // Sunday, 1 September, 00:10
      ].map((createdAt, i) => document({ id: `d${i}`, createdAt })),
    );
    const at = async (every: "hour" | "day" | "week" | "month") =>
      (await store.count({ every })).map((row) => [row.at, row.n]);
    expect(await at("day")).toEqual([
      ["2019-08-10T16:00:00Z", 1],
      ["2019-08-11T16:00:00Z", 1],
      ["2019-08-30T16:00:00Z", 1],
      ["2019-08-31T16:00:00Z", 1],
    ]);
    expect(await at("week")).toEqual([
      ["2019-08-04T16:00:00Z", 1],
      ["2019-08-11T16:00:00Z", 1],
      ["2019-08-25T16:00:00Z", 2],
    ]);
    expect(await at("month")).toEqual([
      ["2019-07-31T16:00:00Z", 3],
      ["2019-08-31T16:00:00Z", 1],
    ]);
    expect(await at("hour")).toEqual([
      ["2019-08-11T15:00:00Z", 1],
      ["2019-08-11T16:00:00Z", 1],
      ["2019-08-31T15:00:00Z", 1],
      ["2019-08-31T16:00:00Z", 1],
    ]);
  });

  test("a zone with clock changes: the hour that comes twice is two hours of one day", async () => {
    const store = await open("Europe/Berlin");
    await store.put(
      ["2019-10-27T00:30:00Z", "2019-10-27T01:30:00Z", "2019-10-27T22:59:00Z", "2019-10-27T23:00:00Z"].map(
        (createdAt, i) => document({ id: `d${i}`, createdAt }),
      ),
    );
    expect((await store.count({ every: "hour" })).map((row) => row.at)).toEqual([
      "2019-10-27T00:00:00Z",
      "2019-10-27T01:00:00Z",
      "2019-10-27T22:00:00Z",
      "2019-10-27T23:00:00Z",
    ]);
    expect((await store.count({ every: "day" })).map((row) => [row.at, row.n])).toEqual([
      ["2019-10-26T22:00:00Z", 3],
      ["2019-10-27T23:00:00Z", 1],
    ]);
  });

  test("R13: years from 1899 to 2999 are counted where they belong", async () => {
    const store = await open();
    const days = ["1899-12-31T20:00:00Z", "1969-12-31T23:00:00Z", "2999-06-01T00:00:00Z"];
    await store.put(days.map((createdAt, i) => document({ id: `d${i}`, createdAt })));
    const rows = await store.count({ every: "month" });
    expect(rows.map((row) => row.at.slice(0, 10))).toEqual(["1899-12-31", "1969-12-31", "2999-05-31"]);
    expect((await store.count({ every: "day" })).map((row) => row.n)).toEqual([1, 1, 1]);
    expect((await store.count({ every: "week" })).map((row) => row.n)).toEqual([1, 1, 1]);
    expect((await store.count({ every: "hour" })).map((row) => row.n)).toEqual([1, 1, 1]);
  });

  test("conditions select what is counted, also on other dimensions than those counted by", async () => {
    const store = await open();
    await store.put([
      document({ id: "a", topic: ["一"], district: "甲", createdAt: "2019-08-14T03:00:00Z" }),
      document({ id: "b", topic: ["一"], district: "乙", createdAt: "2019-08-14T04:00:00Z", duplicateOf: "a" }),
      document({ id: "c", topic: ["二"], district: "甲", createdAt: "2019-08-14T05:00:00Z" }),
    ]);
    const n = async (where: object) => (await store.count({ where, by: ["topic"] })).map((row) => [row.key[0], row.n]);
    expect(await n({ area: ["甲"] })).toEqual([
      ["一", 1],
      ["二", 1],
    ]);
    expect(await n({ folded: "representatives", topic: ["一"] })).toEqual([["一", 1]]);
    expect(await n({ folded: "all", topic: ["一"] })).toEqual([["一", 2]]);
    expect(await n({ from: "2019-08-14T04:00:00Z", to: "2019-08-14T05:00:00Z" })).toEqual([["一", 1]]);
    expect(await n({ area: ["丙"] })).toEqual([]);
  });

  test("a replaced document counts once, where it now belongs", async () => {
    const store = await open();
    await store.put([document({ id: "a", topic: ["一"], createdAt: "2019-08-14T03:00:00Z", severity: 3 })]);
    await store.put([
      document({
        id: "a",
        revision: 2,
        topic: ["二"],
        createdAt: "2019-09-14T03:00:00Z",
        sentiment: "positive",
        score: 1,
      }),
    ]);
    expect(await store.count({ by: ["topic"], every: "month" })).toEqual([
      {
        key: ["二"],
        at: "2019-08-31T16:00:00Z",
        n: 1,
        negative: 0,
        neutral: 0,
        positive: 1,
        scoreMilli: 1000,
        severe: 0,
      },
    ]);
  });
}
