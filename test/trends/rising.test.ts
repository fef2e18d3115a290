import { describe, expect, test } from "vitest";
import { rise, risingKeywords } from "../../trends/rising.js";

describe("rise", () => {
  test("20 after a mean of 4 is 16 above it, 7.16 deviations of √5", () => {
    expect(rise(20, [4, 3, 5, 4])).toEqual({ now: 20, meanTenths: 40, deviationsCenti: 716 });
  });

  test("fewer than five are never a rise", () => {
    expect(rise(4, [0, 0, 0])).toBeUndefined();
    expect(rise(5, [0, 0, 0])).toEqual({ now: 5, meanTenths: 0, deviationsCenti: 500 });
  });

  test("less than twice the mean is none, however many there are", () => {
    expect(rise(190, [100, 100])).toBeUndefined();
    expect(rise(200, [100, 100])).toBeDefined();
  });

  test("twice a small mean is within chance", () => {
    // (6 − 3) / √4 = 1.5 deviations
    expect(rise(6, [3, 3, 3])).toBeUndefined();
  });

  test("what was as big before comes and goes", () => {
    expect(rise(20, [0, 0, 21, 0, 0])).toBeUndefined();
  });

  test("R39: without two earlier periods nothing rises", () => {
    expect(rise(50, [0])).toBeUndefined();
    expect(rise(50, [])).toBeUndefined();
  });
});

test("rising keywords: numbers and single characters left out, ordered by how remarkable they are", () => {
  const typical = [
    { value: "停水", n: 12, against: 7, scoreMilli: 2000 },
    { value: "2024", n: 30, against: 0, scoreMilli: 5000 },
    { value: "水", n: 30, against: 0, scoreMilli: 5000 },
    { value: "塌陷", n: 9, against: 0, scoreMilli: 3000 },
    { value: "启动", n: 7, against: 7, scoreMilli: 900 },
    { value: "小区", n: 50, against: 300, scoreMilli: 100 },
  ];
  // 启动: (7 − 1) / √2 = 4.24, enough for a topic, not for a word
  // 停水: (12 − 1) / √2 = 7.78; 塌陷: 9 / √1 = 9
  expect(risingKeywords(typical, 7).map(({ value, deviationsCenti }) => [value, deviationsCenti])).toEqual([
    ["塌陷", 900],
    ["停水", 778],
  ]);
  expect(risingKeywords(typical, 1)).toEqual([]);
});
