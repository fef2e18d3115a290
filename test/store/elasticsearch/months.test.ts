import { expect, test } from "vitest";
import { Zone } from "../../../core/zone.js";
import { monthOf, spanOf } from "../../../store/elasticsearch/months.js";

const shanghai = new Zone("Asia/Shanghai");
const month = (instant: string) => monthOf(Date.parse(instant), shanghai);

test("months are those of the store's own calendar, so that retention by months drops whole indices", () => {
  expect(month("2024-02-29T15:59:59.999Z")).toBe("2024.02");
  expect(month("2024-02-29T16:00:00Z")).toBe("2024.03");
});

test("R13: 1970 to 2099 have an index per month; odd dates share one before and one after", () => {
  expect(month("1969-12-31T16:00:00Z")).toBe("1970.01");
  expect(month("1969-12-31T15:59:59Z")).toBe("before-1970");
  expect(month("-000100-01-01T00:00:00Z")).toBe("before-1970");
  expect(month("2099-12-31T15:59:59Z")).toBe("2099.12");
  expect(month("2099-12-31T16:00:00Z")).toBe("after-2099");
  expect(month("+012345-01-01T00:00:00Z")).toBe("after-2099");
});

test("an index's name says which instants it holds, its own months only", () => {
  const span = (index: string) => {
    const found = spanOf("minyi", index, shanghai);
    return found && [found.from, found.to].map((at) => (Number.isFinite(at) ? new Date(at).toISOString() : at));
  };
  expect(span("minyi-2023.12")).toEqual(["2023-11-30T16:00:00.000Z", "2023-12-31T16:00:00.000Z"]);
  expect(span("minyi-before-1970")).toEqual([Number.NEGATIVE_INFINITY, "1969-12-31T16:00:00.000Z"]);
  expect(span("minyi-after-2099")).toEqual(["2099-12-31T16:00:00.000Z", Number.POSITIVE_INFINITY]);
  expect(span("restored-minyi-2023.12")).toBeUndefined();
  expect(span("minyi-other-2023.12")).toBeUndefined();
});
