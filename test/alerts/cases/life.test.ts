import { describe, expect, test } from "vitest";
import { acknowledge, conclude } from "../../../alerts/cases/decide.js";
import { HOUR, isoAt, MINUTE, ruleOf, START, subscriptionOf, verdictOf, World } from "./world.js";

const firing = (end: number, level: "blue" | "yellow" | "orange" | "red" = "yellow") =>
  verdictOf("noise", "firing", end, { level });
const ok = (end: number) => verdictOf("noise", "ok", end);

describe("from the first firing to the end", () => {
  test("a rule that fires opens a case and tells of it once; the same window again makes nothing new", () => {
    const world = new World([ruleOf("noise", { title: "夜间施工噪声" })]);
    expect(world.step([firing(START)])).toEqual(["firing lin 1"]);
    expect(world.case(1)).toMatchObject({
      title: "夜间施工噪声",
      status: "firing",
      level: "yellow",
      openedAt: isoAt(START),
      firedAt: isoAt(START),
    });
    const [message] = [...world.outbox.values()];
    expect(message?.notification).toMatchObject({
      title: "夜间施工噪声",
      cases: [{ number: 1, where: "城东区", sentence: "一小时 12 件，平常 2 至 5 件" }],
      more: 0,
    });
    expect(world.step([firing(START)])).toEqual([]);
    expect(world.after(HOUR, [firing(START + HOUR)])).toEqual([]);
    expect(world.eventsOf(1)).toEqual(["opened", "fired", "told"]);
  });

  test("for-duration: it is pending until windows that fire reach far enough, by the data's time, not the clock's", () => {
    const world = new World([ruleOf("noise", { holdFor: 2 * HOUR })]);
    expect(world.step([firing(START)])).toEqual([]);
    world.now += 30 * 24 * HOUR;
    expect(world.step([firing(START + HOUR)])).toEqual([]);
    expect(world.statuses()).toEqual(["pending"]);
    expect(world.step([firing(START + 2 * HOUR)])).toEqual(["firing lin 1"]);
  });

  test("a pending case whose condition no longer holds ends without a word", () => {
    const world = new World([ruleOf("noise", { holdFor: 2 * HOUR })]);
    world.step([firing(START)]);
    expect(world.step([ok(START + HOUR)])).toEqual([]);
    expect(world.statuses()).toEqual(["resolved"]);
    expect(world.step([firing(START + 2 * HOUR)])).toEqual([]);
    expect(world.statuses()).toEqual(["resolved", "pending"]);
  });

  test("hysteresis: it is over when windows that do not fire reach far enough, and those who were told hear so", () => {
    const world = new World([ruleOf("noise", { recover: 2 * HOUR })]);
    world.step([firing(START)]);
    expect(world.after(HOUR, [ok(START + HOUR)])).toEqual([]);
    expect(world.statuses()).toEqual(["firing"]);
    expect(world.after(HOUR, [ok(START + 2 * HOUR)])).toEqual(["recovered lin 1"]);
    expect(world.case(1)).toMatchObject({ status: "resolved", resolvedAt: isoAt(START + 2 * HOUR) });
    expect(world.after(HOUR, [ok(START + 3 * HOUR)])).toEqual([]);
  });

  test("what cannot be judged changes nothing, nor does a window that ended before the latest one judged", () => {
    const world = new World([ruleOf("noise")]);
    world.step([verdictOf("noise", "unknown", START)]);
    expect(world.cases.size).toBe(0);
    world.step([firing(START + 5 * HOUR)]);
    const before = world.case(1);
    world.step([verdictOf("noise", "unknown", START + 9 * HOUR), ok(START + 4 * HOUR)]);
    expect(world.case(1)).toEqual(before);
  });

  test("a group without messages has no verdict: where its rule has looked at everything, all is well there", () => {
    const world = new World([ruleOf("noise")]);
    world.step([firing(START)]);
    world.after(HOUR, [verdictOf("noise", "ok", START + HOUR, { group: { area: "城西区" } })]);
    expect(world.statuses()).toEqual(["firing"]);
    const window = { from: isoAt(START), to: isoAt(START + HOUR) };
    expect(world.step([], [{ ruleId: "noise", window }])).toEqual(["recovered lin 1"]);
  });

  test("the level rises with the worst window, is told when it does, and does not fall", () => {
    const world = new World([ruleOf("noise")]);
    world.step([firing(START)]);
    expect(world.after(MINUTE / 2, [firing(START + HOUR, "red")])).toEqual(["level-up lin 1"]);
    expect(world.after(MINUTE, [firing(START + 2 * HOUR, "blue")])).toEqual([]);
    expect(world.case(1).level).toBe("red");
    expect(world.after(MINUTE, [firing(START + 2 * HOUR, "red")])).toEqual([]);
  });
});

describe("R34: repeats", () => {
  test("flapping within the cooldown goes on in one case, and only its first start and end are told", () => {
    const world = new World([ruleOf("noise", { cooldown: 6 * HOUR })]);
    const said: string[] = [];
    for (let hour = 0; hour < 6; hour++) {
      const end = START + hour * HOUR;
      said.push(...world.after(hour === 0 ? 0 : HOUR, [hour % 2 === 0 ? firing(end) : ok(end)]));
    }
    expect(said).toEqual(["firing lin 1", "recovered lin 1"]);
    expect(world.cases.size).toBe(1);
    expect(world.eventsOf(1).filter((kind) => kind === "reopened")).toHaveLength(2);
  });

  test("what fires on after the cooldown is told again; a higher level passes at once", () => {
    const world = new World([ruleOf("noise", { cooldown: 6 * HOUR })]);
    world.step([firing(START)]);
    world.after(HOUR, [ok(START + HOUR)]);
    expect(world.after(HOUR, [firing(START + 2 * HOUR)])).toEqual([]);
    expect(world.after(3 * HOUR, [firing(START + 5 * HOUR)])).toEqual([]);
    expect(world.after(HOUR, [firing(START + 6 * HOUR)])).toEqual(["firing lin 1"]);
    world.after(HOUR, [ok(START + 7 * HOUR)]);
    expect(world.after(HOUR, [firing(START + 8 * HOUR, "orange")])).toEqual(["firing lin 1"]);
  });

  test("after the cooldown a new matter is a new case", () => {
    const world = new World([ruleOf("noise", { cooldown: 6 * HOUR })]);
    world.step([firing(START)]);
    world.after(HOUR, [ok(START + HOUR)]);
    expect(world.after(6 * HOUR, [firing(START + 7 * HOUR)])).toEqual(["firing lin 2"]);
  });
});

describe("people", () => {
  test("an acknowledged case is quiet until its deadline, then waits for somebody again", () => {
    const world = new World([ruleOf("noise")]);
    world.step([firing(START, "orange")]);
    world.cases.set(1, acknowledge(world.case(1), "wu", START + 2 * HOUR, START).alert);
    expect(world.after(HOUR, [firing(START + HOUR, "orange")])).toEqual([]);
    expect(world.case(1)).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "wu",
      deadline: isoAt(START + 2 * HOUR),
    });
    expect(world.after(HOUR)).toEqual(["reminder lin 1"]);
    expect(world.case(1).status).toBe("firing");
    expect(world.case(1).acknowledgedBy).toBeUndefined();
    expect(world.after(30 * MINUTE)).toEqual(["escalation lin 1"]);
  });

  test("R37: reminders come at the set interval; a shorter one takes effect at once", () => {
    const world = new World([ruleOf("noise")], { remindEvery: 24 * HOUR });
    world.step([firing(START)]);
    expect(world.after(5 * HOUR)).toEqual([]);
    world.settings = { ...world.settings, remindEvery: 4 * HOUR };
    expect(world.step()).toEqual(["reminder lin 1"]);
    expect(world.after(3 * HOUR)).toEqual([]);
    expect(world.after(HOUR)).toEqual(["reminder lin 1"]);
  });

  test("what a person has closed is not brought up again by the same finding, but by a graver one", () => {
    const world = new World([ruleOf("noise", { cooldown: 6 * HOUR })]);
    world.step([firing(START)]);
    world.cases.set(1, conclude(world.case(1), "false", "wu", START).alert);
    expect(world.after(MINUTE)).toEqual(["recovered lin 1"]);
    expect(world.after(HOUR, [firing(START), firing(START + HOUR)])).toEqual([]);
    expect(world.cases.size).toBe(1);
    expect(world.after(HOUR, [firing(START + 2 * HOUR, "orange")])).toEqual(["firing lin 2"]);
  });

  test("outcomes: true goes on, handled and false end it; a case that is over takes one too", () => {
    const world = new World([ruleOf("noise")]);
    world.step([firing(START)]);
    const alert = world.case(1);
    expect(conclude(alert, "true", "wu", START).alert).toMatchObject({ status: "firing", outcome: "true" });
    const handled = conclude(alert, "handled", "wu", START, "已约谈");
    expect(handled.alert).toMatchObject({ status: "resolved", outcome: "handled", memory: { owesRecovery: true } });
    expect(handled.event.details).toEqual({ outcome: "handled", note: "已约谈" });
    expect(conclude(handled.alert, "false", "wu", START).alert).toMatchObject({ status: "resolved", outcome: "false" });
  });

  test("only what has fired and is not over can be acknowledged, by somebody, until a time to come", () => {
    const world = new World([ruleOf("noise"), ruleOf("slow", { holdFor: HOUR })]);
    world.step([firing(START), verdictOf("slow", "firing", START)]);
    const [noise, slow] = [world.case(1), world.case(2)];
    expect(() => acknowledge(noise, " ", START + 1, START)).toThrow(/账号/);
    expect(() => acknowledge(noise, "wu", START, START)).toThrow(/期限/);
    expect(() => acknowledge(slow, "wu", START + 1, START)).toThrow(/尚未触发/);
    expect(() => acknowledge(conclude(noise, "handled", "wu", START).alert, "wu", START + 1, START)).toThrow(
      /已经结束/,
    );
    expect(() => conclude(slow, "false", "wu", START)).toThrow(/尚未触发/);
  });
});

describe("escalation", () => {
  const office = (): World => {
    const world = new World([ruleOf("noise")], { escalate: { from: "orange", after: 30 * MINUTE } });
    world.subscriptions = [
      subscriptionOf("lin", { channels: ["robot", "sms"] }),
      subscriptionOf("wu", { levels: ["red"], channels: ["mail", "phone"], quiet: { from: 0, to: 1440 } }),
    ];
    return world;
  };
  const first = (world: World): string => [...world.outbox.values()].at(-1)?.channels.join() ?? "";

  test("without an acknowledgement the next on duty is called, again and again, each time round by the next channel", () => {
    const world = office();
    world.duty = [
      { account: "lin", rank: 0 },
      { account: "wu", rank: 1 },
    ];
    expect(world.step([firing(START, "orange")])).toEqual(["firing lin 1"]);
    expect(world.after(29 * MINUTE)).toEqual([]);
    expect([world.after(MINUTE), first(world)]).toEqual([["escalation lin 1"], "robot,sms"]);
    expect([world.after(30 * MINUTE), first(world)]).toEqual([["escalation wu 1"], "mail,phone"]);
    expect([world.after(30 * MINUTE), first(world)]).toEqual([["escalation lin 1"], "sms,robot"]);
    expect([world.after(30 * MINUTE), first(world)]).toEqual([["escalation wu 1"], "phone,mail"]);
    expect(world.case(1).escalations).toBe(4);
    world.cases.set(1, acknowledge(world.case(1), "wu", world.now + 9 * HOUR, world.now).alert);
    expect(world.after(8 * HOUR)).toEqual([]);
  });

  test("without a duty table those who were told are called by their next channel", () => {
    const world = office();
    world.step([firing(START, "orange")]);
    expect([world.after(30 * MINUTE), first(world)]).toEqual([["escalation lin 1"], "sms,robot"]);
  });

  test("who was called hears that it is over; low levels are not escalated", () => {
    const world = office();
    world.duty = [{ account: "wu", rank: 0 }];
    world.settings = { ...world.settings, dutyFrom: "red" };
    world.step([firing(START, "orange")]);
    world.after(30 * MINUTE);
    world.duty = [];
    world.subscriptions[1] = subscriptionOf("wu", { levels: ["red"] });
    expect(world.after(HOUR, [ok(START + HOUR)])).toEqual(["recovered lin 1", "recovered wu 1"]);
    const low = office();
    low.step([firing(START, "yellow")]);
    expect(low.after(10 * HOUR)).toEqual([]);
  });
});
