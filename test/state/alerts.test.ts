import { describe, expect, test } from "vitest";
import type { Notification, Verdict } from "../../core/alert.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { NewOutboxRow } from "../../state/alert-outbox.js";
import { NOW, temporaryState } from "./fixture.js";

const open = temporaryState();
const HOUR = 3_600_000;
const at = (ms: number): string => new Date(ms).toISOString();

const verdict: Verdict = {
  ruleId: "noise",
  group: { area: "城东区" },
  window: { from: at(NOW - 24 * HOUR), to: at(NOW) },
  state: "firing",
  level: "orange",
  observations: [{ measure: "count", value: 42, n: 42 }],
  documents: ["d1"],
  why: { zh: "一天 42 件，平常 10 件", en: "42 in a day, usually 10" },
};

function caseOf(number: number, changes: Partial<TrackedCase> = {}): TrackedCase {
  return {
    number,
    id: `case-${number}`,
    ruleId: "noise",
    title: "夜间施工噪声",
    group: { area: "城东区" },
    level: "orange",
    status: "firing",
    openedAt: at(NOW),
    firedAt: at(NOW),
    verdict,
    escalations: 0,
    memory: {
      groupKey: "area=城东区",
      ruleVersion: "1",
      firstFiring: at(NOW),
      lastFiring: at(NOW),
      judgedTo: at(NOW),
      notices: 0,
    },
    ...changes,
  };
}

function message(key: string, changes: Partial<NewOutboxRow> = {}): NewOutboxRow {
  const notification: Notification = {
    key,
    kind: "firing",
    level: "orange",
    at: at(NOW),
    title: "夜间施工噪声",
    cases: [
      {
        number: 1,
        title: "夜间施工噪声",
        level: "orange",
        where: "城东区",
        sentence: "一天 42 件",
        quotes: ["半夜还在打桩"],
      },
    ],
    more: 0,
    language: "zh",
    chart: Uint8Array.of(137, 80, 78, 71),
  };
  return { receiver: "account:lin", channels: ["robot", "mail"], cases: [1], urgency: 1, notification, ...changes };
}

describe("rules", () => {
  test("every version of a rule is kept, with who wrote it when", () => {
    const { state, clock } = open();
    const { rules } = state.alerts;
    expect(rules.save("noise", "id: noise", "lin")).toBe(1);
    expect(rules.save("noise", "id: noise", "wu")).toBe(1);
    clock.advance(1000);
    expect(rules.save("noise", "id: noise\nlevel: red", "wu")).toBe(2);
    expect(rules.remove("noise", "lin")).toBe(true);
    expect([rules.list(), rules.get("noise"), rules.remove("noise", "lin")]).toEqual([[], undefined, false]);
    expect(rules.save("noise", "id: noise", "lin")).toBe(4);
    expect(rules.list()).toEqual([{ id: "noise", version: 4, yaml: "id: noise", by: "lin", at: NOW + 1000 }]);
    expect(rules.versions("noise").map(({ version, yaml, by }) => [version, yaml, by])).toEqual([
      [1, "id: noise", "lin"],
      [2, "id: noise\nlevel: red", "wu"],
      [3, undefined, "lin"],
      [4, "id: noise", "lin"],
    ]);
  });
});

describe("cases", () => {
  test("an evaluation gets what is open or unfinished, and the latest that is over of each group that it names", () => {
    const { state } = open();
    const { cases } = state.alerts;
    const over = { status: "resolved", resolvedAt: at(NOW) } as const;
    cases.save([
      caseOf(1, over),
      caseOf(2, over),
      caseOf(3),
      caseOf(4, { ...over, memory: { ...caseOf(4).memory, groupKey: "area=城西区", owesRecovery: true } }),
      caseOf(5, { ...over, memory: { ...caseOf(5).memory, groupKey: "area=城北区" } }),
    ]);
    const numbers = (groupKey: string): number[] =>
      cases.forEvaluation([{ ruleId: "noise", groupKey }]).map(({ number }) => number);
    expect(numbers("area=城南区")).toEqual([3, 4]);
    expect(numbers("area=城北区")).toEqual([3, 4, 5]);
    expect(cases.nextNumber()).toBe(6);
    expect(cases.get(3)).toEqual(caseOf(3));
  });

  test("a case replaces itself, is listed newest first, and a number is never given twice", () => {
    const { state, reopen } = open();
    state.alerts.cases.save([caseOf(1), caseOf(2, { status: "pending" })]);
    state.alerts.cases.save([caseOf(1, { status: "resolved", resolvedAt: at(NOW - 1) })]);
    const { cases } = reopen().alerts;
    expect(cases.list({ includeNeverFired: true }).map(({ number, status }) => [number, status])).toEqual([
      [2, "pending"],
      [1, "resolved"],
    ]);
    expect(cases.list({ statuses: ["firing"] })).toEqual([]);
    expect(cases.expire(NOW)).toBe(1);
    expect(cases.nextNumber()).toBe(3);
  });

  test("the hit rate of a rule is the share of what people have called true or handled", () => {
    const { state } = open();
    state.alerts.cases.save([
      caseOf(1, { outcome: "true" }),
      caseOf(2, { outcome: "handled" }),
      caseOf(3, { outcome: "false" }),
      caseOf(4),
      caseOf(5, { ruleId: "smell" }),
    ]);
    expect(state.alerts.cases.hitRates()).toEqual([
      { ruleId: "noise", cases: 4, true: 1, false: 1, handled: 1, permille: 667 },
      { ruleId: "smell", cases: 1, true: 0, false: 0, handled: 0 },
    ]);
  });

  test("what happens to a case is on record with who did it, and goes with it", () => {
    const { state } = open();
    state.alerts.cases.save([caseOf(1, { status: "resolved", resolvedAt: at(NOW) })]);
    state.alerts.events.record([
      { case: 1, kind: "fired", by: "machine", at: NOW, details: { level: "orange" } },
      { case: 1, kind: "read", by: "lin", at: NOW + 1 },
    ]);
    expect(state.alerts.events.of(1)).toEqual([
      { number: 1, case: 1, kind: "fired", by: "machine", at: NOW, details: { level: "orange" } },
      { number: 2, case: 1, kind: "read", by: "lin", at: NOW + 1 },
    ]);
    state.alerts.cases.expire(NOW + 1);
    expect(state.alerts.events.of(1)).toEqual([]);
  });
});

describe("silences, subscriptions, duty", () => {
  const silence = { group: {}, upTo: "orange", reason: "已知停水", by: "lin", from: NOW, to: NOW + HOUR } as const;

  test("R37: a silence is kept over a restart and ends by itself or by an account", () => {
    const { state, reopen } = open();
    expect(state.alerts.silences.add(silence)).toBe(1);
    const { silences } = reopen().alerts;
    expect(silences.at(NOW)).toEqual([{ ...silence, number: 1, madeAt: NOW }]);
    expect([silences.at(NOW - 1), silences.at(NOW + HOUR)]).toEqual([[], []]);
    expect([silences.end(1, "wu"), silences.end(1, "wu")]).toEqual([true, false]);
    expect(silences.at(NOW)).toEqual([]);
    expect(silences.list(NOW)).toMatchObject([{ number: 1, endedBy: "wu", to: NOW }]);
  });

  test("a silence needs a reason, an account and an end to come", () => {
    const { silences } = open().state.alerts;
    for (const wrong of [{ reason: " " }, { by: "" }, { to: NOW }, { from: NOW - 2, to: NOW - 1 }]) {
      expect(() => silences.add({ ...silence, ...wrong })).toThrow(/静默/);
    }
  });

  test("subscriptions: one an account, with a channel", () => {
    const { state, reopen } = open();
    const lin = { account: "lin", areas: ["城东区"], channels: ["mail"], language: "zh", heartbeat: true } as const;
    state.alerts.subscriptions.save({ ...lin, areas: ["城西区"], channels: ["mail"] });
    state.alerts.subscriptions.save({ ...lin, areas: [...lin.areas], channels: [...lin.channels] });
    const { subscriptions } = reopen().alerts;
    expect([subscriptions.list(), subscriptions.get("lin")]).toEqual([[lin], lin]);
    expect(() => subscriptions.save({ ...lin, areas: [], channels: [] })).toThrow(/渠道/);
    expect([subscriptions.remove("lin"), subscriptions.remove("lin")]).toEqual([true, false]);
  });

  test("duty: who is called first, who next", () => {
    const { duty } = open().state.alerts;
    duty.add({ account: "wu", from: NOW, to: NOW + HOUR, rank: 1 });
    duty.add({ account: "lin", from: NOW, to: NOW + HOUR, rank: 0 });
    duty.add({ account: "zhao", from: NOW + HOUR, to: NOW + 2 * HOUR, rank: 0 });
    expect(duty.at(NOW).map(({ account }) => account)).toEqual(["lin", "wu"]);
    expect(duty.at(NOW + HOUR).map(({ account }) => account)).toEqual(["zhao"]);
    expect(() => duty.add({ account: "wu", from: NOW, to: NOW, rank: 0 })).toThrow(/值班/);
    expect([duty.remove(1), duty.list(NOW).length]).toEqual([true, 2]);
  });
});

describe("outbox", () => {
  test("a message is added once, goes out, and leaves only who was told of what", () => {
    const { state, reopen } = open();
    expect(state.alerts.outbox.add([message("k"), message("k")])).toBe(1);
    const { outbox } = reopen().alerts;
    expect(outbox.notification("k")).toEqual(message("k").notification);
    expect(outbox.waitingChannels()).toEqual(["robot"]);
    expect(outbox.due("robot", NOW, HOUR, 1)[0]).toMatchObject({ key: "k", channel: "robot", attempts: 0 });
    outbox.begin("k");
    expect(outbox.due("robot", NOW, HOUR, 1)[0]).toBeUndefined();
    outbox.delivered("k", "robot", "ok");
    expect(outbox.notification("k")).toBeUndefined();
    expect(outbox.aboutCase(1, NOW)).toMatchObject([{ receiver: "account:lin", status: "delivered", attempts: 1 }]);
    expect([outbox.aboutCase(2, NOW), outbox.waitingChannels(), outbox.counts()]).toEqual([[], [], { delivered: 1 }]);
    expect(outbox.attemptsOf("k")).toMatchObject([{ channel: "robot", outcome: "delivered", answer: "ok" }]);
    expect([outbox.expire(NOW), outbox.expire(NOW + 1)]).toEqual([0, 1]);
  });

  test("R36: what was being sent when the process was killed is sent again", () => {
    const { state, reopen } = open();
    state.alerts.outbox.add([message("k")]);
    state.alerts.outbox.begin("k");
    const { outbox } = reopen().alerts;
    expect([outbox.takeBack(), outbox.takeBack()]).toEqual([1, 0]);
    expect(outbox.due("robot", NOW, HOUR, 1)[0]).toMatchObject({ key: "k", attempts: 1 });
  });

  test("the most urgent goes first, then the one that has waited longest", () => {
    const { outbox } = open().state.alerts;
    outbox.add([message("a"), message("b", { urgency: 0 }), message("c", { channels: ["mail"] })]);
    expect(outbox.due("robot", NOW, HOUR, 1)[0]?.key).toBe("b");
    expect(outbox.waitingChannels()).toEqual(["mail", "robot"]);
  });

  test("R13: an attempt that a wrong clock has put off for longer than any attempt may be is due now", () => {
    const { outbox } = open().state.alerts;
    outbox.add([message("k")]);
    const retry = { position: 0, channel: "robot", failures: 1, waited: 60_000, refused: [] };
    outbox.postpone("k", { ...retry, nextAt: NOW + HOUR });
    expect(outbox.due("robot", NOW, HOUR, 1)[0]).toBeUndefined();
    outbox.postpone("k", { ...retry, nextAt: NOW + HOUR + 1 });
    expect(outbox.due("robot", NOW, HOUR, 1)[0]?.key).toBe("k");
  });

  test("R35: a dead letter is seen with its reason, can be tried again or discarded", () => {
    const { outbox } = open().state.alerts;
    outbox.add([message("k"), message("l")]);
    const reason = { zh: "机器人已停用", en: "The robot is disabled" };
    outbox.giveUp("k", "robot", "refused", reason);
    expect(outbox.deadLetters()).toMatchObject([{ key: "k", status: "dead", reason }]);
    expect(outbox.revive("k")).toBe(true);
    expect(outbox.due("robot", NOW, HOUR, 1)[0]?.key).toBe("k");
    outbox.giveUp("k", "robot", "refused", reason);
    expect([outbox.discard("k"), outbox.discard("k"), outbox.notification("k")]).toEqual([true, false, undefined]);
  });
});

test("lines wait for a digest, one a case and kind; memory and watermarks stay", () => {
  const { state, reopen } = open();
  const { memory } = state.alerts;
  const line = { number: 1, title: "噪声", level: "blue", where: "城东区", sentence: "3 件", quotes: [] } as const;
  const notice = { receiver: "account:lin", kind: "firing", level: "blue", at: NOW } as const;
  memory.hold([{ ...notice, line: { ...line, quotes: [] } }]);
  memory.hold([{ ...notice, line: { ...line, quotes: [], sentence: "5 件" } }]);
  expect(memory.get()).toEqual({ days: {}, digests: 0, told: {} });
  memory.set({ days: { "account:lin": 20_500 }, digests: 1, told: {}, roundAt: NOW });
  memory.setWatermark("all", NOW);
  memory.setWatermark("all", NOW - 1);
  const again = reopen().alerts.memory;
  expect(again.held().map((held) => held.line.sentence)).toEqual(["5 件"]);
  expect(again.get()).toEqual({ days: { "account:lin": 20_500 }, digests: 1, told: {}, roundAt: NOW });
  expect([again.watermark("all"), again.watermark("none")]).toEqual([NOW, undefined]);
  again.release(["account:lin"]);
  expect(again.held()).toEqual([]);
});
