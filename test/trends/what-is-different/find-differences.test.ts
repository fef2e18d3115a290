import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCalendar } from "../../../config/holidays.js";
import { dayNumber } from "../../../core/calendar.js";
import { Zone } from "../../../core/zone.js";
import { comparisonSentence } from "../../../trends/compare/comparison-words.js";
import { findForecasts } from "../../../trends/forecast/find-forecasts.js";
import { findSeasons } from "../../../trends/seasonal/find-seasons.js";
import { findDifferences } from "../../../trends/what-is-different/find-differences.js";
import { several, storeOf } from "../invented.js";

const zone = new Zone("Asia/Shanghai");
const asked = { where: {}, zone, calendar: loadCalendar() };
const day = (text: string): number => dayNumber(text)!;
const week = (monday: string): number[] => Array.from({ length: 7 }, (_, index) => day(monday) + index);

/** Twelve weeks of 2024 from 13 May on, eight messages a day; in the last one noise in 城东区 comes up, 路灯 stay away. */
function twelveWeeks() {
  const first = day("2024-05-13");
  return Array.from({ length: 84 }, (_, index) => index).flatMap((index) => {
    const at = `${zone.dayText(first + index)} 08:00`;
    const last = index >= 77;
    return [
      ...several(last ? 1 : 5, { at, topic: ["城乡建设", "路灯"], district: "城西区", keywords: ["路灯"] }),
      ...several(last ? 9 : 1, { at, topic: ["环境保护", "噪声污染"], district: "城东区", keywords: ["夜间施工"] }),
      ...several(2, { at, topic: ["交通运输", "公交"], district: "城南区", keywords: ["公交"] }),
    ];
  });
}

let opened: Awaited<ReturnType<typeof storeOf>>;
beforeAll(async () => {
  opened = await storeOf([
    ...twelveWeeks(),
    // Strays of years before: an import brings such.
    ...several(1, { at: "2022-07-01 08:00", topic: ["城乡建设", "路灯"] }),
    ...several(1, { at: "2023-07-30 08:00", topic: ["城乡建设", "路灯"] }),
  ]);
});
afterAll(async () => {
  await opened.remove();
});

describe("out of a store", () => {
  test("what is different: topics, districts, keywords, both ways, and the whole week before", async () => {
    const answer = await findDifferences(opened.store, asked, week("2024-07-29"), ["topic2", "area"]);
    if (!answer.judged) throw new Error(answer.why.en);
    expect(answer.weeks).toBe(8);
    expect(answer.differences.map(({ kind, value, now }) => `${kind} ${value} ${now}`).sort()).toEqual([
      "area 城东区 63",
      "area 城西区 7",
      "keyword 夜间施工 63",
      "keyword 路灯 7",
      "topic2 噪声污染 63",
      "topic2 路灯 7",
    ]);
    expect(comparisonSentence("period", answer.period).zh).toBe(
      "环比上升 50.0%：2024年7月29日—8月4日 84 件，2024年7月22日—28日 56 件",
    );
  });

  test("R38: strays of a year ago are no year to compare with", async () => {
    const answer = await findDifferences(opened.store, asked, week("2024-07-29"), []);
    expect(comparisonSentence("year", answer.year).zh).toBe(
      "同比：没有可比的日子；2024年7月29日—8月4日可比日没有数据，未计入",
    );
    const seasons = await findSeasons(opened.store, asked, week("2024-08-05"), "topic2");
    expect(seasons.judged ? "" : seasons.why.zh).toBe("只有 0 个往年同期的数据，至少要 2 年才能看出季节规律");
  });

  test("R39: a first week is held against nothing", async () => {
    const answer = await findDifferences(opened.store, asked, week("2024-05-13"), ["topic2"]);
    expect(answer.judged).toBe(false);
  });

  test("a forecast of all, of groups with five a day, and how many have fewer", async () => {
    const { total, groups, abstained } = await findForecasts(opened.store, asked, day("2024-07-29"), ["topic2"]);
    expect(total.judged && total.days.map(({ middle }) => middle)).toEqual([8, 8, 8, 8, 8, 8, 8]);
    expect(groups.map(({ key }) => key)).toEqual([["路灯"]]);
    expect(abstained).toBe(2);
  });

  test("only the messages asked for count", async () => {
    const { total } = await findForecasts(
      opened.store,
      { ...asked, where: { area: ["城西区"] } },
      day("2024-07-29"),
      [],
    );
    expect(total.judged && total.days[0]?.middle).toBe(5);
  });
});
