import { expect, test } from "vitest";
import { repeatsOf, runsOf } from "../../../bench/quality/repeats.js";

test("a text is known by its runs of six Han characters, whatever signs stand between", () => {
  expect([...runsOf("小区门口,路灯坏了!")]).toEqual(["小区门口路灯", "区门口路灯坏", "门口路灯坏了"]);
  expect([...runsOf("很好。")]).toEqual(["很好"]);
  expect([...runsOf("OK!")]).toEqual(["OK!"]);
});

test("half of a text in one other makes it a repeat; a common phrase does not", () => {
  const train = ["小区门口的路灯坏了一个月没人修，物业不管。", "请问医保在外地怎么报销？", "好"];
  const candidates = [
    "小区门口的路灯坏了一个月没人修！！",
    "请问医保在外地怎么报销，住院的费用要先自己付吗，出院以后多久可以拿到，需要带哪些单据去哪个窗口",
    "门口路灯坏了",
    "好",
    "不好",
  ];
  expect(repeatsOf(candidates, train)).toEqual([true, false, false, true, false]);
});

test("nothing repeats nothing", () => {
  expect(repeatsOf([], ["路灯"])).toEqual([]);
  expect(repeatsOf(["路灯"], [])).toEqual([false]);
});
