import { expect, test } from "vitest";
import { randomFrom } from "../../bench/random.js";
import { INTERVALS, type Interval } from "../../core/store.js";
import type { OpenStore } from "./store.js";
import { document } from "./store-documents.js";
import { NaiveStore } from "./store-naive.js";

export function calendarCases(open: OpenStore): void {
  const counted = async (zone: string, instants: readonly string[]) => {
    const store = await open(zone);
    await store.put(instants.map((createdAt, i) => document({ id: `d${i}`, createdAt })));
    return async (every: Interval) =>
      (await store.count({ every })).map(({ at, n }) => `${at.replace(":00Z", "Z")} ${n}`);
  };

  test("Asia/Shanghai: the leap day, the last day of a February without one, the turn of a year", async () => {
    const at = await counted("Asia/Shanghai", [
      "2023-02-28T16:00:00Z", // 1 March 2023, 00:00, a Wednesday
      "2023-12-31T16:00:00Z", // Monday, 1 January 2024, 00:00
      "2024-02-28T15:59:59.999Z", // 28 February, 23:59
      "2024-02-28T16:00:00Z", // 29 February, 00:00
      "2024-02-29T15:59:59Z", // 29 February, 23:59
      "2024-02-29T16:00:00Z", // 1 March, 00:00, a Friday
    ]);
    expect(await at("day")).toEqual([
      "2023-02-28T16:00Z 1",
      "2023-12-31T16:00Z 1",
      "2024-02-27T16:00Z 1",
      "2024-02-28T16:00Z 2",
      "2024-02-29T16:00Z 1",
    ]);
    expect(await at("week")).toEqual(["2023-02-26T16:00Z 1", "2023-12-31T16:00Z 1", "2024-02-25T16:00Z 4"]);
    expect(await at("month")).toEqual([
      "2023-02-28T16:00Z 1",
      "2023-12-31T16:00Z 1",
      "2024-01-31T16:00Z 3",
      "2024-02-29T16:00Z 1",
    ]);
  });

  test("America/New_York: month ends, the leap day, days of 23 and 25 hours", async () => {
    const at = await counted("America/New_York", [
      "2024-02-29T04:59:59Z", // 28 February, 23:59
      "2024-02-29T05:00:00Z", // 29 February, 00:00
      "2024-03-01T04:59:00Z", // 29 February, 23:59
      "2024-03-10T06:30:00Z", // 10 March, 01:30
      "2024-03-10T07:30:00Z", // 10 March, 03:30: clocks went forward at two
      "2024-03-11T03:59:00Z", // 10 March, 23:59
      "2024-03-11T04:00:00Z", // 11 March, 00:00
      "2024-11-03T05:30:00Z", // 3 November, 01:30
      "2024-11-03T06:30:00Z", // 3 November, 01:30 again
      "2024-11-04T04:59:00Z", // 3 November, 23:59
      "2024-12-01T04:59:00Z", // 30 November, 23:59
    ]);
    expect(await at("day")).toEqual([
      "2024-02-28T05:00Z 1",
      "2024-02-29T05:00Z 2",
      "2024-03-10T05:00Z 3",
      "2024-03-11T04:00Z 1",
      "2024-11-03T04:00Z 3",
      "2024-11-30T05:00Z 1",
    ]);
    expect(await at("month")).toEqual(["2024-02-01T05:00Z 3", "2024-03-01T05:00Z 4", "2024-11-01T04:00Z 4"]);
    expect((await at("hour")).slice(7, 9)).toEqual(["2024-11-03T05:00Z 1", "2024-11-03T06:00Z 1"]);
  });

  test("Asia/Kolkata: hours and days start at half past", async () => {
    const at = await counted("Asia/Kolkata", ["2024-02-28T18:29:59Z", "2024-02-28T18:30:00Z", "2024-02-29T18:30:00Z"]);
    expect(await at("hour")).toEqual(["2024-02-28T17:30Z 1", "2024-02-28T18:30Z 1", "2024-02-29T18:30Z 1"]);
    expect(await at("day")).toEqual(["2024-02-27T18:30Z 1", "2024-02-28T18:30Z 1", "2024-02-29T18:30Z 1"]);
    expect(await at("month")).toEqual(["2024-01-31T18:30Z 2", "2024-02-29T18:30Z 1"]);
  });

  test.each([
    ["America/New_York", "2024-03-10T07:00:00Z"],
    ["America/New_York", "1967-10-29T06:00:00Z"],
    // A day that begins at one o'clock.
    ["America/Sao_Paulo", "2018-11-04T03:00:00Z"],
    // A day that does not exist.
    ["Pacific/Apia", "2011-12-30T10:00:00Z"],
    ["Asia/Kathmandu", "2024-02-29T18:15:00Z"],
  ])("%s around %s: hours, days, weeks and months equal a recount by hand", async (zone, around) => {
    const store = await open(zone);
    const naive = new NaiveStore(zone);
    const random = randomFrom(around.length);
    const documents = Array.from({ length: 200 }, (_, i) => {
      const minutes = Math.round((random() - 0.5) * (i % 2 === 0 ? 6 : 120) * 60);
      const createdAt = new Date(Date.parse(around) + minutes * 60_000).toISOString().replace(".000Z", "Z");
      return document({ id: `d${i}`, createdAt, district: `区${i % 3}` });
    });
    await store.put(documents);
    for (const one of documents) naive.put(one);
    for (const every of INTERVALS) {
      expect(await store.count({ every })).toEqual(naive.count({ every }));
      expect(await store.count({ by: ["area"], every })).toEqual(naive.count({ by: ["area"], every }));
    }
  });
}
