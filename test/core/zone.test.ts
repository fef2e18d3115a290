import { describe, expect, test } from "vitest";
import { dayBucket, Zone } from "../../core/zone.js";

const shanghai = new Zone("Asia/Shanghai");

describe("Zone", () => {
  test("a late evening in UTC is already the next day in Shanghai", () => {
    expect(shanghai.dayText(shanghai.dayOf(Date.parse("2019-08-14T16:00:00Z")))).toBe("2019-08-15");
    expect(shanghai.dayText(shanghai.dayOf(Date.parse("2019-08-14T15:59:59Z")))).toBe("2019-08-14");
  });

  test("summer time of 1988 counts: +09:00", () => {
    expect(shanghai.minuteText(Date.parse("1988-07-01T00:00:00Z"))).toBe("1988-07-01 09:00");
  });

  test("weeks start on Monday, months on the first", () => {
    const wednesday = Date.UTC(2024, 1, 28) / 86_400_000;
    expect(shanghai.dayText(dayBucket(wednesday, "week"))).toBe("2024-02-26");
    expect(shanghai.dayText(dayBucket(wednesday, "month"))).toBe("2024-02-01");
  });

  test("a bucket starts at the zone's midnight, given as an instant", () => {
    expect(new Date(shanghai.bucket(Date.parse("2024-02-29T17:30:00Z"), "day")).toISOString()).toBe(
      "2024-02-29T16:00:00.000Z",
    );
    expect(new Date(shanghai.bucket(Date.parse("2024-02-29T17:30:00Z"), "month")).toISOString()).toBe(
      "2024-02-29T16:00:00.000Z",
    );
  });

  test("zones with half hours have their own hours", () => {
    const kolkata = new Zone("Asia/Kolkata");
    expect(new Date(kolkata.bucket(Date.parse("2024-03-01T00:10:00Z"), "hour")).toISOString()).toBe(
      "2024-02-29T23:30:00.000Z",
    );
  });
});
