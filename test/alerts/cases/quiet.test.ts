import { describe, expect, test } from "vitest";
import { inhibited } from "../../../alerts/cases/inhibition.js";
import type { Silence } from "../../../state/alert-silences.js";
import { DAY, groupOf, HOUR, isoAt, MINUTE, ruleOf, START, subscriptionOf, verdictOf, World } from "./world.js";

const firing = (end: number, level: "blue" | "yellow" | "orange" | "red" = "yellow", ruleId = "noise") =>
  verdictOf(ruleId, "firing", end, { level });
const ok = (end: number) => verdictOf("noise", "ok", end);
const silence = (changes: Partial<Silence> = {}): Silence => ({
  number: 1,
  group: {},
  upTo: "red",
  reason: "已知停水",
  by: "lin",
  from: START,
  to: START + 2 * HOUR,
  madeAt: START,
  ...changes,
});

describe("silences", () => {
  test("a silenced case goes on untold; what still fires when the silence ends is told then", () => {
    const world = new World([ruleOf("noise")]);
    world.silences = [silence()];
    expect(world.step([firing(START)])).toEqual([]);
    expect(world.case(1)).toMatchObject({ status: "firing", memory: { mutedBy: "silence:1" } });
    expect(world.after(HOUR, [firing(START + HOUR)])).toEqual([]);
    expect(world.after(HOUR)).toEqual(["firing lin 1"]);
    expect(world.eventsOf(1)).toEqual(["opened", "fired", "muted", "unmuted", "told"]);
  });

  test("what was never told has no end to tell of", () => {
    const world = new World([ruleOf("noise")]);
    world.silences = [silence()];
    world.step([firing(START)]);
    expect(world.after(HOUR, [ok(START + HOUR)])).toEqual([]);
    expect(world.after(DAY)).toEqual([]);
  });

  test("a silence keeps quiet what it names, up to its level", () => {
    for (const other of [{ ruleId: "smell" }, { group: { area: "城西区" } }, { group: { street: "湖滨街道" } }]) {
      const world = new World([ruleOf("noise")]);
      world.silences = [silence(other)];
      expect(world.step([firing(START)])).toEqual(["firing lin 1"]);
    }
    const world = new World([ruleOf("noise")]);
    world.silences = [silence({ ruleId: "noise", group: { area: "城东区" }, upTo: "orange" })];
    expect(world.step([firing(START, "orange")])).toEqual([]);
    expect(world.after(MINUTE, [firing(START, "red")])).toEqual(["firing lin 1"]);
  });

  test("no reminder and no call while it lasts", () => {
    const world = new World([ruleOf("noise")]);
    world.step([firing(START, "red")]);
    world.silences = [silence({ to: START + DAY })];
    expect(world.after(5 * HOUR)).toEqual([]);
  });
});

describe("inhibition", () => {
  const rules = [ruleOf("city", { inhibits: ["district"] }), ruleOf("district")];
  const cityWide = (end: number, state: "firing" | "ok" = "firing", level: "yellow" | "orange" = "orange") =>
    verdictOf("city", state, end, { group: { topic: "供水" }, level });
  const inDistrict = (end: number, topic: string, level: "yellow" | "red" = "yellow") =>
    verdictOf("district", "firing", end, { group: { topic, area: "城东区" }, level });

  test("city-wide silences its districts: of the same topic, and of no higher level", () => {
    const world = new World(rules);
    expect(world.step([cityWide(START), inDistrict(START, "供水"), inDistrict(START, "供电")])).toEqual([
      "firing lin 1,3",
    ]);
    expect(world.after(2 * MINUTE, [inDistrict(START + HOUR, "供水", "red")])).toEqual(["firing lin 2"]);
  });

  test("when the city is well again and the district is not, the district is told", () => {
    const world = new World(rules, { escalate: { from: "red", after: HOUR } });
    world.step([cityWide(START), inDistrict(START, "供水")]);
    const said = world.after(HOUR, [cityWide(START + HOUR, "ok"), inDistrict(START + HOUR, "供水")]);
    expect(said.sort()).toEqual(["firing lin 2", "recovered lin 1"]);
  });

  test("of rules that inhibit each other, one is always heard", () => {
    const both = [ruleOf("a", { inhibits: ["b"] }), ruleOf("b", { inhibits: ["a", "b"] })];
    const world = new World(both);
    expect(world.step([firing(START, "yellow", "a"), firing(START, "yellow", "b")])).toEqual(["firing lin 2"]);
    const open = [...world.cases.values()];
    expect([...inhibited(open, new Map(both.map((rule) => [rule.id, rule])))]).toEqual([[1, 2]]);
  });

  test("10,000 districts under 100 city-wide cases are looked through in a moment", () => {
    const world = new World(rules);
    const verdicts = Array.from({ length: 100 }, (_, topic) => [
      verdictOf("city", "firing", START, { group: { topic: `主题${topic}` } }),
      ...Array.from({ length: 100 }, (_, area) =>
        verdictOf("district", "firing", START, { group: { area: `区${area}`, topic: `主题${topic}` } }),
      ),
    ]).flat();
    const started = performance.now();
    const [message] = world.step(verdicts);
    expect(message).toMatch(/^storm lin/);
    expect(message?.split(",")).toHaveLength(100);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe("quiet hours, digest, heartbeat", () => {
  /** 22:00 in Shanghai, the evening of START. */
  const EVENING = START + 12 * HOUR;
  const MORNING = START + 22 * HOUR;
  const office = (changes = {}): World => {
    const world = new World([ruleOf("noise"), ruleOf("smell")], {
      remindEvery: 0,
      escalate: { from: "red", after: 30 * DAY },
    });
    world.subscriptions = [subscriptionOf("lin", { quiet: { from: 21 * 60, to: 7 * 60 }, ...changes })];
    return world;
  };

  test("at night only red passes; the rest comes in the morning's digest, once", () => {
    const world = office();
    world.step();
    world.now = EVENING;
    expect(world.step([firing(EVENING), firing(EVENING, "red", "smell")])).toEqual(["firing lin 2"]);
    expect(world.after(9 * HOUR + 59 * MINUTE)).toEqual([]);
    world.now = MORNING;
    expect(world.step()).toEqual(["digest lin 1"]);
    const digest = [...world.outbox.values()].at(-1);
    expect(digest?.notification).toMatchObject({ title: "预警每日汇总：1 条", level: "yellow" });
    expect(digest?.notification.cases).toMatchObject([{ number: 1, where: "城东区", quotes: [] }]);
    expect(world.after(HOUR)).toEqual([]);
    expect(world.after(DAY)).toEqual([]);
  });

  test("low levels are told in the digest alone, their start and their end", () => {
    const world = office();
    world.step();
    expect(world.step([firing(START, "blue")])).toEqual([]);
    expect(world.after(HOUR, [ok(START + HOUR)])).toEqual([]);
    world.now = MORNING;
    expect(world.step()).toEqual(["digest lin 1"]);
    expect([...world.outbox.values()][0]?.notification.cases).toHaveLength(2);
  });

  test("who wants it hears every day that all is well, what was told, or that it cannot be said", () => {
    const world = office({ heartbeat: true });
    const title = (): string => [...world.outbox.values()].at(-1)?.notification.title ?? "";
    world.step([ok(START)]);
    expect(world.outbox.size).toBe(0);
    world.now = MORNING;
    expect([world.step([ok(MORNING)]), title()]).toEqual([["heartbeat lin"], "今日无异常"]);
    expect(world.after(MINUTE)).toEqual([]);
    expect(world.after(6 * HOUR, [firing(world.now)])).toEqual(["firing lin 1"]);
    expect([world.after(18 * HOUR), title()]).toEqual([["heartbeat lin"], "过去一天预警 1 条，未结 1 条"]);
    expect([world.after(DAY), title()]).toEqual([["heartbeat lin"], "无法确认今日有无异常：过去一天没有完成评估"]);
  });

  test("an office that looks only in the middle of the night gets its digest then, a day late at most", () => {
    const world = office();
    world.now = EVENING;
    const nights = [0, 1, 2, 3].map((night) => {
      world.now = EVENING + night * DAY;
      return world.step(night === 0 ? [firing(EVENING, "blue")] : []);
    });
    expect(nights).toEqual([[], [], ["digest lin 1"], []]);
  });

  test("R13: a clock that ran ahead and came back costs no digest", () => {
    const world = office();
    world.step();
    world.now += 40 * DAY;
    world.step();
    world.now = START + HOUR;
    world.step([firing(START + HOUR, "blue")]);
    world.now = MORNING;
    expect(world.step()).toEqual(["digest lin 1"]);
  });

  test("a call for an acknowledgement does not break quiet hours either, but for red", () => {
    const world = office();
    world.settings = { ...world.settings, escalate: { from: "orange", after: HOUR } };
    world.now = EVENING;
    expect(world.step([firing(EVENING, "orange"), firing(EVENING, "red", "smell")])).toEqual(["firing lin 2"]);
    expect(world.after(HOUR)).toEqual(["escalation lin 2"]);
  });

  test("who is on duty has no quiet hours", () => {
    const world = office();
    world.settings = { ...world.settings, dutyFrom: "yellow" };
    world.duty = [{ account: "lin", rank: 0 }];
    world.now = EVENING;
    expect(world.step([firing(EVENING)])).toEqual(["firing lin 1"]);
  });
});

describe("R34: storms", () => {
  const groups = (n: number, end: number, level: "yellow" | "red" = "yellow") =>
    Array.from({ length: n }, (_, index) =>
      verdictOf("noise", "firing", end, { group: groupOf(`街道${String(index).padStart(5, "0")}`), level }),
    );

  test("10,000 groups make one message, which lists the gravest and says how many more there are", () => {
    const world = new World([ruleOf("noise")]);
    const verdicts = groups(10_000, START);
    const worst = { ...(verdicts[7777] as (typeof verdicts)[number]), level: "red" as const };
    verdicts[7777] = worst;
    world.step(verdicts);
    expect(world.outbox.size).toBe(1);
    const [row] = [...world.outbox.values()];
    expect(row?.cases).toHaveLength(10_000);
    expect(row?.notification).toMatchObject({ kind: "storm", level: "red", title: "集中预警：10000 条", more: 9990 });
    expect(row?.notification.cases[0]).toMatchObject({ level: "red", where: "街道07777" });
    expect(world.after(2 * MINUTE)).toEqual([]);
  });

  test("500 rules that fire within a minute: one message a receiver and minute, the rest together in the next", () => {
    const rules = Array.from({ length: 500 }, (_, index) => ruleOf(`r${String(index).padStart(3, "0")}`));
    const world = new World(rules);
    const said: string[] = [];
    for (let second = 0; second < 60; second++) {
      const firing = rules.slice(second * 9, second * 9 + 9).map(({ id }) => verdictOf(id, "firing", START));
      said.push(...world.after(second === 0 ? 0 : 1000, firing));
    }
    expect(said.map((line) => line.split(" ")[0])).toEqual(["firing"]);
    const [next] = world.after(1000);
    expect(next).toMatch(/^storm lin/);
    expect(next?.split(",")).toHaveLength(500 - 9);
  });

  test("red passes at once, unless the minute has brought a storm already; a rise in level always does", () => {
    const world = new World([ruleOf("noise"), ruleOf("smell"), ruleOf("fire")]);
    expect(world.step([firing(START)])).toHaveLength(1);
    expect(world.after(1000, [firing(START, "red", "smell")])).toEqual(["firing lin 2"]);
    const stormy = new World([ruleOf("noise"), ruleOf("fire")]);
    stormy.step(groups(30, START));
    expect(stormy.after(1000, [firing(START, "red", "fire")])).toEqual([]);
    expect(stormy.after(1000, groups(1, START, "red"))).toEqual(["level-up lin 1"]);
    expect(stormy.after(MINUTE)).toEqual(["firing lin 31"]);
  });
});

describe("rules that change while they fire", () => {
  test("an edited rule: the case keeps its title, and says on its end that the rule was edited", () => {
    const world = new World([ruleOf("noise", { title: "夜间施工噪声" })]);
    world.step([firing(START)]);
    world.rules = [ruleOf("noise", { title: "噪声", version: "2" })];
    expect(world.after(HOUR, [ok(START + HOUR)])).toEqual(["recovered lin 1"]);
    expect(world.case(1).title).toBe("夜间施工噪声");
    expect(world.events.find(({ kind }) => kind === "resolved")?.details).toMatchObject({ note: "rule-edited" });
    expect([...world.outbox.values()].at(-1)?.notification.cases[0]?.sentence).toMatch(/^规则已修改/);
  });

  test("a rule that no longer looks at a group ends its case", () => {
    const world = new World([ruleOf("noise")]);
    world.step([firing(START)]);
    world.rules = [ruleOf("noise", { version: "2" })];
    expect(world.after(HOUR)).toEqual([]);
    expect(world.step([verdictOf("noise", "ok", START + HOUR, { group: { topic: "噪声" } })])).toEqual([
      "recovered lin 1",
    ]);
  });

  test("a rule that is removed or switched off ends its cases; those who were told hear why", () => {
    for (const rules of [[], [ruleOf("noise", { enabled: false })]]) {
      const world = new World([ruleOf("noise")]);
      world.step([firing(START)]);
      world.rules = rules;
      expect(world.after(HOUR, [firing(START + HOUR)])).toEqual(["recovered lin 1"]);
      expect(world.eventsOf(1)).toContain("resolved");
      expect([...world.outbox.values()].at(-1)?.notification.cases[0]?.sentence).toMatch(/^规则已删除或停用/);
    }
  });
});

test("a case that is nobody's is on record as such, and told once there is somebody", () => {
  const world = new World([ruleOf("noise")]);
  world.subscriptions = [];
  expect(world.step([firing(START)])).toEqual([]);
  expect(world.after(MINUTE)).toEqual([]);
  expect(world.eventsOf(1)).toEqual(["opened", "fired", "nobody"]);
  world.settings = { ...world.settings, fallback: ["robot"] };
  expect(world.after(MINUTE)).toEqual(["firing channel:robot 1"]);
});

test("R13: a clock that ran ahead and came back puts nothing off", () => {
  const world = new World([ruleOf("noise")], { remindEvery: 4 * HOUR });
  world.now += 30 * DAY;
  world.step([firing(START)]);
  world.now = START + HOUR;
  expect(world.step()).toEqual([]);
  expect(world.after(4 * HOUR)).toEqual(["reminder lin 1"]);
  expect(world.case(1).openedAt).toBe(isoAt(START + 30 * DAY));
});
