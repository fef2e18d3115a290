import { expect, test } from "vitest";
import { type Recurring, recursOf } from "../../../../trends/issues/heat/recurs.js";
import { statsOf } from "../../../../trends/issues/heat/stats.js";
import { SHANGHAI, said } from "./said.js";

function issue(id: string, from: string, to: string, given: Partial<Recurring> = {}): Recurring {
  return {
    id,
    title: "云栖中学考场周边施工噪音",
    place: "云栖中学",
    district: "A3区",
    keywords: ["考场", "施工", "噪音", "高考"],
    topic: ["环境保护", "噪音污染"],
    stats: statsOf([said(`${from} 10:00`), said(`${to} 10:00`)], SHANGHAI),
    ...given,
  };
}

const now = issue("now", "2024-06-03", "2024-06-09");

test("exam noise each June recurs: the same matter and place at the same time of earlier years, latest first", () => {
  const earlier = [issue("2022", "2022-06-05", "2022-06-10"), issue("2023", "2023-05-25", "2023-06-12")];
  expect(recursOf(now, earlier)).toEqual(["2023", "2022"]);
  // Other words for the same, a longer name for the same place.
  const alike = issue("alike", "2023-06-01", "2023-06-12", {
    title: "云栖中学高考期间工地噪音扰民",
    place: "A市云栖中学",
    keywords: ["高考", "噪音", "工地", "扰民"],
  });
  expect(recursOf(now, [alike])).toEqual(["alike"]);
});

test("one long matter is no recurrence, nor is another season, place or matter", () => {
  const others = [
    issue("long", "2023-06-01", "2024-04-20"),
    issue("autumn", "2023-09-20", "2023-10-01"),
    issue("this year", "2024-05-01", "2024-05-03"),
    issue("elsewhere", "2023-06-01", "2023-06-09", { place: "南湖中学" }),
    issue("no place", "2023-06-01", "2023-06-09", { place: "" }),
    issue("fees", "2023-06-01", "2023-06-09", {
      title: "云栖中学乱收费",
      keywords: ["补课", "收费"],
      topic: ["教育文体"],
    }),
  ];
  expect(recursOf(now, [...others, now])).toEqual([]);
});

test("where neither names a place, the district must be the same", () => {
  const heating = (id: string, from: string, district: string) =>
    issue(id, from, from, { place: "", district, title: "供暖不热", keywords: ["供暖", "暖气", "温度"] });
  const earlier = [heating("north", "2022-11-20", "城北区"), heating("south", "2022-11-20", "城南区")];
  expect(recursOf(heating("now", "2023-11-16", "城北区"), earlier)).toEqual(["north"]);
});
