import { describe, expect, test } from "vitest";
import { isQuiet } from "../../../alerts/subscriptions/quiet.js";
import { scopeOf } from "../../../alerts/subscriptions/scope.js";
import { subscribed } from "../../../alerts/subscriptions/subscribed.js";
import { Zone } from "../../../core/zone.js";
import { ruleOf, START, subscriptionOf, verdictOf, World } from "../cases/world.js";

const district = (street: string): string[] => (street === "湖滨街道" ? ["城东区"] : []);

describe("who is told of which case", () => {
  test("what a case is about: the values of its group, what they lie within, else what its rule looks at", () => {
    expect(scopeOf({ street: "湖滨街道", topic2: "噪声" }, {}, (_, value) => district(value))).toEqual({
      areas: ["湖滨街道", "城东区"],
      topics: ["噪声"],
      departments: [],
    });
    expect(scopeOf({ area: "城西区" }, { area: ["城东区", "城西区"], department: ["城管局"] })).toEqual({
      areas: ["城西区"],
      topics: [],
      departments: ["城管局"],
    });
  });

  test("an official gets only their areas, topics, departments and levels", () => {
    const scope = { areas: ["湖滨街道", "城东区"], topics: ["环境保护", "噪声"], departments: [] };
    const told = (changes: Parameters<typeof subscriptionOf>[1]): boolean =>
      subscribed(subscriptionOf("lin", changes), scope, "orange");
    expect(told({})).toBe(true);
    expect(told({ areas: ["城东区"], topics: ["噪声", "供水"] })).toBe(true);
    expect(told({ areas: ["城西区"], topics: ["噪声"] })).toBe(false);
    expect(told({ topics: ["供水"] })).toBe(false);
    expect(told({ levels: ["orange", "red"] })).toBe(true);
    expect(told({ levels: ["blue"] })).toBe(false);
    // Nothing is known of the department: it is not known to be theirs.
    expect(told({ departments: ["城管局"] })).toBe(false);
  });

  test("each by their own channels, once; who answers for a rule, and its own channels, are told besides", () => {
    const world = new World([ruleOf("noise", { channels: ["robot"], owner: "owner" })]);
    world.subscriptions = [
      subscriptionOf("east", { areas: ["城东区"], channels: ["sms", "mail"] }),
      subscriptionOf("west", { areas: ["城西区"] }),
      subscriptionOf("chief", { levels: ["red"] }),
      subscriptionOf("owner", { levels: ["red"] }),
    ];
    expect(world.step([verdictOf("noise", "firing", START)])).toEqual([
      "firing east 1",
      "firing owner 1",
      "firing channel:robot 1",
    ]);
    expect([...world.outbox.values()].map(({ channels }) => channels)).toEqual([
      ["sms", "mail"],
      ["mail-owner"],
      ["robot"],
    ]);
    expect([...world.outbox.values()].map(({ urgency }) => urgency)).toEqual([1, 1, 1]);
  });

  test("from a level on the official on duty is told of everything; nobody's matter goes to the last resort", () => {
    const world = new World([ruleOf("noise")], { dutyFrom: "orange", fallback: ["robot"] });
    world.subscriptions = [subscriptionOf("wu", { levels: ["red"] })];
    world.duty = [
      { account: "wu", rank: 0 },
      { account: "zhao", rank: 1 },
    ];
    const at = (area: string, level: "yellow" | "orange") =>
      verdictOf("noise", "firing", START, { group: { area }, level });
    expect(world.step([at("城东区", "orange"), at("城西区", "yellow")])).toEqual([
      "firing wu 1",
      "firing channel:robot 2",
    ]);
  });

  test("who is on duty without a subscription is reached by the last resort", () => {
    const world = new World([ruleOf("noise")], { fallback: ["robot"] });
    world.subscriptions = [];
    world.duty = [{ account: "zhao", rank: 0 }];
    expect(world.step([verdictOf("noise", "firing", START, { level: "red" })])).toEqual(["firing zhao 1"]);
    expect([...world.outbox.values()][0]?.channels).toEqual(["robot"]);
  });

  test("each in their own language", () => {
    const world = new World([ruleOf("noise")]);
    world.subscriptions = [subscriptionOf("lin"), subscriptionOf("smith", { language: "en" })];
    world.step([verdictOf("noise", "firing", START, { group: {} })]);
    const lines = [...world.outbox.values()].map(({ notification }) => notification.cases[0]);
    expect(lines.map((line) => [line?.where, line?.sentence])).toEqual([
      ["全市", "一小时 12 件，平常 2 至 5 件"],
      ["city-wide", "12 in an hour, usually 2 to 5"],
    ]);
  });
});

test("quiet hours are of the wall clock, over midnight too", () => {
  const shanghai = new Zone("Asia/Shanghai");
  const at = (hour: number): number => Date.UTC(2026, 2, 3, hour - 8);
  const night = { from: 22 * 60, to: 7 * 60 };
  expect([21, 22, 23, 24, 30, 31].map((hour) => isQuiet(night, at(hour), shanghai))).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
  expect([11, 12, 13, 14].map((hour) => isQuiet({ from: 720, to: 840 }, at(hour), shanghai))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isQuiet(undefined, at(23), shanghai)).toBe(false);
});
