import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Zone } from "../../core/zone.js";
import { dataPeriod, daysPeriod, latestWeek } from "../../trends/periods.js";
import { type Picture, pictureOfPeriod } from "../../trends/picture.js";
import { invented, several, storeOf } from "./invented.js";

const zone = new Zone("Asia/Shanghai");
const day = (text: string): number => zone.dayOf(Date.parse(`${text}T12:00:00+08:00`));
const week = daysPeriod(day("2024-03-04"), day("2024-03-10"), zone);
const weekBefore = daysPeriod(day("2024-02-26"), day("2024-03-03"), zone);

const NOISE = ["环境保护", "噪声污染"];

/** Eight weeks: noise in A3区 jumps from two a week to twenty; the rest stays as it is. */
function eightWeeks() {
  const mondays = ["01-15", "01-22", "01-29", "02-05", "02-12", "02-19", "02-26"].map((date) => `2024-${date}`);
  const quiet = mondays.flatMap((monday) => [
    ...several(2, { at: `${monday} 08:00`, topic: NOISE, district: "A3区", keywords: ["噪音"] }),
    ...several(10, { at: `${monday} 10:00`, topic: ["城乡建设"], district: "A1区", keywords: ["路灯"] }),
  ]);
  const gas = several(1, {
    at: "2024-03-09 20:00",
    topic: ["城乡建设", "燃气"],
    district: "A1区",
    severity: 3,
    text: "楼道里煤气味很重，请马上派人。",
  });
  return [
    ...quiet,
    ...several(20, {
      at: "2024-03-08 00:00",
      topic: NOISE,
      district: "A3区",
      keywords: ["夜间施工", "噪音"],
      title: "工地半夜还在响",
      text: "夜间施工噪音太大，老人小孩都睡不着觉。",
    }),
    ...several(9, { at: "2024-03-05 10:00", topic: ["城乡建设"], district: "A1区", keywords: ["路灯"], replied: true }),
    ...gas,
    ...several(2, { at: "2024-03-06 09:00", severity: 2, text: "桥面钢筋外露。", topic: ["交通运输"] }),
    invented({
      at: "2024-03-06 12:00",
      text: "煤气味很重。",
      severity: 3,
      duplicateOf: gas[0]!.id,
      topic: ["城乡建设"],
    }),
    invented({ at: "2024-03-10 23:59", sentiment: "positive", demand: "表扬", severity: 0, topic: ["交通运输"] }),
  ];
}

describe("the picture of a week", () => {
  let picture: Picture;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const made = await storeOf(eightWeeks());
    remove = made.remove;
    const found = await pictureOfPeriod(made.store, { period: week, previous: weekBefore, zone });
    picture = found!;
  });
  afterAll(() => remove());

  test("counts the week and holds it against the week before", () => {
    // 20 noise + 9 lamps + 1 gas + 2 bridge + 1 repeat + 1 praise = 34; the week before 2 + 10 = 12
    expect(picture.total).toEqual({ now: 34, before: 12, kind: "up", permille: 1833 });
    expect(picture.periods).toEqual([12, 12, 12, 12, 12, 12, 12, 34]);
    expect(picture.data).toEqual({
      first: "2024-01-15T00:00:00.000Z",
      last: "2024-03-10T15:59:00.000Z",
      documents: 118,
    });
  });

  test("feelings, demands and severity add up to the total", () => {
    expect(picture.figures).toMatchObject({ n: 34, negative: 33, neutral: 0, positive: 1, severe: 4 });
    expect(picture.demands).toEqual([
      { value: "投诉", n: 33 },
      { value: "表扬", n: 1 },
    ]);
    expect(picture.severity).toEqual([
      { value: "0", n: 1 },
      { value: "1", n: 29 },
      { value: "2", n: 2 },
      { value: "3", n: 2 },
    ]);
  });

  test("topics and districts, with share, change and the course of eight weeks", () => {
    expect(
      picture.topics.lines.map(({ value, change, permille, severe }) => [
        value,
        change.now,
        change.kind,
        permille,
        severe,
      ]),
    ).toEqual([
      ["环境保护", 20, "up", 588, 0],
      ["城乡建设", 11, "up", 324, 2],
      ["交通运输", 3, "few", 88, 2],
    ]);
    expect(picture.topics.lines[0]?.periods).toEqual([2, 2, 2, 2, 2, 2, 2, 20]);
    expect(picture.districts.lines.map(({ value, change }) => [value, change.now, change.before])).toEqual([
      ["A3区", 20, 2],
      ["A1区", 10, 10],
    ]);
    expect(picture.districts.unknown).toBe(4);
  });

  test("what rises: the matter in its district, and the words that came up with it as one; not what stays as it is", () => {
    // (20 − 2) / √3 = 10.39; the word never occurred before: 20 / √1
    const example = "工地半夜还在响";
    expect(picture.rising).toEqual([
      { kind: "topic", value: "噪声污染", area: "A3区", now: 20, meanTenths: 20, deviationsCenti: 1039, example },
      {
        kind: "keyword",
        value: "夜间施工",
        words: ["夜间施工", "噪音"],
        now: 20,
        meanTenths: 0,
        deviationsCenti: 2000,
        example,
      },
    ]);
    expect(picture.baseline).toBe(7);
  });

  test("the gravest first, repeats left out, their number kept", () => {
    expect(picture.severeMessages.map(({ document, folded }) => [document.text, folded])).toEqual([
      ["楼道里煤气味很重，请马上派人。", 1],
      ["桥面钢筋外露。", 0],
      ["桥面钢筋外露。", 0],
    ]);
  });

  test("one voice for each topic, none that is shown above", () => {
    expect(picture.samples.map(({ document }) => document.analysis.topic.path[0])).toEqual([
      "环境保护",
      "城乡建设",
      "交通运输",
    ]);
    const severe = new Set(picture.severeMessages.map(({ document }) => document.id));
    expect(picture.samples.some(({ document }) => severe.has(document.id))).toBe(false);
  });

  test("how many were answered", () => {
    expect(picture.replies).toEqual({ answered: 9, of: 34 });
  });
});

describe("what is not known is not shown", () => {
  test("R39: in the first week nothing rises, and nothing is said about answers", async () => {
    const { store, remove } = await storeOf(
      several(40, { at: "2024-03-08 00:00", district: "A3区", keywords: ["停水"] }),
    );
    const picture = await pictureOfPeriod(store, { period: week, previous: weekBefore, zone });
    expect(picture).toMatchObject({ baseline: 0, rising: [], total: { kind: "new" } });
    expect(picture?.replies).toBeUndefined();
    await remove();
  });

  test("an empty store has no picture and no week", async () => {
    const { store, remove } = await storeOf([]);
    expect(await dataPeriod(store)).toBeUndefined();
    expect(await latestWeek(store, zone)).toBeUndefined();
    expect(await pictureOfPeriod(store, { period: week, previous: weekBefore, zone })).toBeUndefined();
    await remove();
  });
});

test("the latest week is the seven days that end with the newest message's day", async () => {
  const { store, remove } = await storeOf([invented({ at: "2024-02-01 08:00" }), invented({ at: "2024-03-06 00:30" })]);
  expect(await latestWeek(store, zone)).toEqual(daysPeriod(day("2024-02-29"), day("2024-03-06"), zone));
  await remove();
});
