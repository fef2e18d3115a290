import { expect, test } from "vitest";
import { type AdvanceOptions, advance } from "../../../alerts/cases/advance.js";
import { CaseDesk } from "../../../alerts/cases/desk.js";
import { DEFAULT_CASE_SETTINGS } from "../../../alerts/cases/settings.js";
import type { Verdict } from "../../../core/alert.js";
import { type TestState, temporaryState } from "../../state/fixture.js";
import { HOUR, isoAt, MINUTE, ruleOf, START, subscriptionOf, verdictOf } from "./world.js";

const open = temporaryState();

function office(changes: Partial<AdvanceOptions> = {}) {
  const made: TestState = open();
  made.clock.moveTo(START);
  made.state.alerts.subscriptions.save(subscriptionOf("lin"));
  const look = (verdicts: Verdict[] = [], more: Partial<AdvanceOptions> = {}) =>
    advance(
      { verdicts, judged: [] },
      {
        state: made.state,
        clock: made.clock,
        rules: [ruleOf("noise")],
        settings: DEFAULT_CASE_SETTINGS,
        ...changes,
        ...more,
      },
    );
  const desk = (): CaseDesk => new CaseDesk(made.state, made.clock, DEFAULT_CASE_SETTINGS);
  return { made, look, desk };
}

const firing = (end = START, changes: Partial<Verdict> = {}): Verdict => verdictOf("noise", "firing", end, changes);

test("the case, its history and its message are there together", async () => {
  const { made, look } = office();
  const { outbox } = await look([firing()]);
  const { alerts } = made.reopen();
  expect(alerts.cases.get(1)).toMatchObject({ number: 1, status: "firing" });
  expect(alerts.events.of(1).map(({ kind, by }) => [kind, by])).toEqual([
    ["opened", "machine"],
    ["fired", "machine"],
    ["told", "machine"],
  ]);
  expect(alerts.outbox.notification(outbox[0]?.notification.key ?? "")).toEqual(outbox[0]?.notification);
  expect(alerts.outbox.aboutCase(1, START)).toMatchObject([{ receiver: "account:lin", status: "waiting" }]);
});

test("R37: acknowledgements, silences and reminders hold over a restart", async () => {
  const { made, look, desk } = office();
  await look([firing(START, { level: "orange" }), firing(START, { group: { area: "城西区" }, level: "orange" })]);
  desk().read(1, "lin");
  expect(desk().acknowledge(1, "lin", START + 3 * HOUR)).toMatchObject({ status: "acknowledged" });
  made.state.alerts.silences.add({
    group: { area: "城西区" },
    upTo: "red",
    reason: "已知施工",
    by: "wu",
    from: START,
    to: START + 2 * HOUR,
  });
  made.reopen();
  made.clock.moveTo(START + HOUR);
  expect((await look()).outbox).toEqual([]);
  made.clock.moveTo(START + 2 * HOUR);
  expect((await look()).outbox.map(({ notification, cases }) => [notification.kind, cases])).toEqual([
    ["escalation", [2]],
  ]);
  made.clock.moveTo(START + 3 * HOUR);
  const kinds = (await look()).outbox.map(({ notification, cases }) => [notification.kind, cases]);
  expect(kinds).toEqual([
    ["reminder", [1]],
    ["escalation", [2]],
  ]);
  expect(made.state.alerts.events.of(1).map(({ kind, by }) => [kind, by])).toContainEqual(["read", "lin"]);
});

test("what an official has said of a case counts for its rule", async () => {
  const { made, look, desk } = office();
  await look([firing(), firing(START, { group: { area: "城西区" } })]);
  desk().conclude(1, "handled", "lin", "已约谈施工方");
  desk().conclude(2, "false", "lin");
  expect(made.state.alerts.cases.hitRates()).toEqual([
    { ruleId: "noise", cases: 2, true: 0, false: 1, handled: 1, permille: 500 },
  ]);
  made.clock.advance(MINUTE);
  const { outbox } = await look();
  expect(outbox.map(({ notification }) => notification.cases.map(({ sentence }) => sentence))).toEqual([
    ["已处置（lin）。", "经核实为误报（lin）。"],
  ]);
  expect(() => desk().acknowledge(9, "lin")).toThrow(/没有编号为 9/);
});

test("evidence is fetched for what is told, and kept no longer than the message", async () => {
  const asked: number[][] = [];
  const { made, look } = office({
    evidence: async (alerts) => {
      asked.push(alerts.map(({ number }) => number));
      const shown = { quotes: ["半夜还在打桩", "噪".repeat(100)], chart: Uint8Array.of(1, 2, 3) };
      return new Map(alerts.map(({ id }) => [id, shown]));
    },
    presentation: {
      links: ({ number }, receiver) => ({
        link: `http://office/alerts/${number}`,
        acknowledge: `http://office/a/${receiver}`,
      }),
      name: (_, value) => `「${value}」`,
    },
  });
  const { outbox } = await look([firing()]);
  const [message] = outbox.map(({ notification }) => notification);
  expect(message?.cases).toMatchObject([
    {
      where: "「城东区」",
      quotes: ["半夜还在打桩", `${"噪".repeat(79)}…`],
      link: "http://office/alerts/1",
      acknowledge: "http://office/a/account:lin",
    },
  ]);
  expect(message?.chart).toEqual(Uint8Array.of(1, 2, 3));
  await look([firing()]);
  expect(asked).toEqual([[1]]);
  const key = message?.key as string;
  made.state.alerts.outbox.delivered(key, "mail-lin", "ok");
  expect(JSON.stringify(made.state.alerts.cases.list())).not.toContain("打桩");
  expect(made.state.alerts.outbox.notification(key)).toBeUndefined();
});

test("when no evidence can be had, the message goes without", async () => {
  const { look } = office({ evidence: () => Promise.reject(new Error("store down")) });
  const { outbox } = await look([firing()]);
  expect(outbox.map(({ notification }) => notification.cases[0]?.quotes)).toEqual([[]]);
});

test("the state cannot be written: nothing has happened, and the same findings lead to the same messages", async () => {
  const { made, look } = office();
  const broken = {
    alerts: made.state.alerts,
    transaction: <T>(work: () => T): T =>
      made.state.transaction(() => {
        work();
        throw new Error("disk full");
      }),
  };
  await expect(look([firing()], { state: broken })).rejects.toThrow("disk full");
  expect(made.state.alerts.cases.list({ includeNeverFired: true })).toEqual([]);
  expect(made.state.alerts.outbox.counts()).toEqual({});
  expect((await look([firing()])).cases).toMatchObject([{ number: 1, openedAt: isoAt(START) }]);
});

test("R34: 10,000 groups: one message, all of it committed in seconds; the next look finds nothing new", async () => {
  const { made, look } = office();
  const storm = Array.from({ length: 10_000 }, (_, index) => firing(START, { group: { street: `街道${index}` } }));
  const started = performance.now();
  const { outbox } = await look(storm);
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(outbox.map(({ notification }) => [notification.kind, notification.more])).toEqual([["storm", 9990]]);
  made.clock.advance(HOUR / 2);
  expect((await look(storm)).outbox).toEqual([]);
  expect(made.state.alerts.cases.list()).toHaveLength(10_000);
});
