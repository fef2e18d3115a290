import { expect, test } from "vitest";
import { numberedPlaces, toDigits } from "../../../analyzers/places/numbered.js";

test.each([
  ["三", "3"],
  ["十", "10"],
  ["十二", "12"],
  ["二十", "20"],
  ["二十一", "21"],
  ["8", "8"],
])("%s is %s", (numerals, digits) => {
  expect(toDigits(numerals)).toBe(digits);
});

test.each([
  ["坐139路去上班", "139路"],
  ["W125路公交", "W125路"],
  ["公交707，拆除", "707路"],
  ["公交10号线", "公交10号线"],
  ["地铁十二号线", "地铁12号线"],
  ["S317沿线", "S317"],
  ["107国道改道", "107国道"],
  ["国道107抬高", "107国道"],
  ["12号大街", "12号大街"],
])("%s", (text, name) => {
  expect(numberedPlaces(text, text.length).map((place) => place.name)).toEqual([name]);
});

test.each(["第3路", "共139路口", "2019年8月", "G5县火车站", "公交15年来", "A89F93", "3.5路"])(
  "nothing in %s",
  (text) => {
    expect(numberedPlaces(text, text.length)).toEqual([]);
  },
);
