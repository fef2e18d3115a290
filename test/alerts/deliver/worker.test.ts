import { describe, expect, test } from "vitest";
import { paced } from "../../../alerts/channels/pace.js";
import { DEFAULT_DELIVERY_SETTINGS, type DeliverySettings } from "../../../alerts/deliver/settings.js";
import { DeliveryWorker } from "../../../alerts/deliver/worker.js";
import type { NewOutboxRow } from "../../../state/alert-outbox.js";
import { NOW, type TestState, temporaryState } from "../../state/fixture.js";
import { AWAY, busyFor, ERROR_500, FakeReceiver, GARBAGE, REFUSED } from "./receiver.js";

const open = temporaryState();
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

function message(key: string, channels: string[], urgency = 1): NewOutboxRow {
  return {
    receiver: "account:lin",
    channels,
    cases: [1],
    urgency,
    notification: {
      key,
      kind: "firing",
      level: "orange",
      at: new Date(NOW).toISOString(),
      title: "夜间施工噪声",
      cases: [],
      more: 0,
      language: "zh",
    },
  };
}

function office(test: TestState, receivers: FakeReceiver[], settings: Partial<DeliverySettings> = {}) {
  const worker = (): DeliveryWorker =>
    new DeliveryWorker({
      state: test.state,
      clock: test.clock,
      channels: (name) => receivers.find((one) => one.name === name),
      settings: { ...DEFAULT_DELIVERY_SETTINGS, ...settings },
      random: () => 1,
    });
  const own = worker();
  return {
    worker,
    drain: () => own.drain(new AbortController().signal),
    /** Looks every five seconds for so long, as the program would. */
    async goOn(ms: number): Promise<void> {
      for (let passed = 0; passed < ms; passed += 5 * SECOND) {
        test.clock.advance(5 * SECOND);
        await own.drain(new AbortController().signal);
      }
    },
  };
}

describe("R35: receivers that do not take a message", () => {
  test("a channel that keeps to its pace is no failure: nothing goes another way, the channel is not left alone", async () => {
    const made = open();
    const busy = new FakeReceiver("robot", () => paced(30 * SECOND));
    const other = new FakeReceiver("mail");
    const { drain, goOn } = office(made, [busy, other], { failures: 1, breakAfter: 1 });
    made.state.alerts.outbox.add([message("k", ["robot", "mail"])]);
    await drain();
    await goOn(2 * MINUTE);
    expect(other.arrived).toEqual([]);
    busy.answer = () => ({ outcome: "delivered", answer: "ok" });
    await goOn(MINUTE);
    expect(busy.arrived).toEqual(["k"]);
  });

  test("down for an hour: it arrives when the receiver is back, within the longest wait, once", async () => {
    const made = open();
    const down = new FakeReceiver("robot", () => AWAY);
    const { drain, goOn } = office(made, [down]);
    made.state.alerts.outbox.add([message("k", ["robot"])]);
    await drain();
    await goOn(HOUR);
    expect(down.arrived).toEqual([]);
    expect(down.tries).toBeLessThan(20);
    expect(made.state.alerts.outbox.get("k")).toMatchObject({
      status: "waiting",
      reason: AWAY.outcome === "retry" ? AWAY.reason : {},
    });
    down.answer = () => ({ outcome: "delivered", answer: "ok" });
    await goOn(15 * MINUTE);
    expect(down.arrived).toEqual(["k"]);
    expect(made.state.alerts.outbox.get("k")?.status).toBe("delivered");
    const attempts = made.state.alerts.outbox.attemptsOf("k").map(({ outcome }) => outcome);
    expect(attempts).toEqual([...Array(down.tries - 1).fill("retry"), "delivered"]);
  });

  test.each([
    ["answers 500", ERROR_500],
    ["answers garbage", GARBAGE],
    ["is slow", "hang" as const],
    ["has a channel that breaks", "throw" as const],
  ])("one that %s: the next channel after three failures", async (_, answer) => {
    const made = open();
    const bad = new FakeReceiver("robot", () => answer);
    const good = new FakeReceiver("mail");
    const { drain, goOn } = office(made, [bad, good], { timeout: 20 });
    made.state.alerts.outbox.add([message("k", ["robot", "mail"])]);
    await drain();
    await goOn(20 * SECOND);
    expect([bad.tries, good.arrived]).toEqual([3, ["k"]]);
    expect(made.state.alerts.outbox.attemptsOf("k").map(({ channel }) => channel)).toEqual([
      "robot",
      "robot",
      "robot",
      "mail",
    ]);
  });

  test("R23: what a channel threw is not kept, since it may hold a key", async () => {
    const made = open();
    const { drain } = office(made, [new FakeReceiver("robot", () => "throw")]);
    made.state.alerts.outbox.add([message("k", ["robot"])]);
    await drain();
    const kept = JSON.stringify([made.state.alerts.outbox.get("k"), made.state.alerts.outbox.attemptsOf("k")]);
    expect(kept).toContain("TypeError");
    expect(kept).not.toContain("secret");
  });

  test("one that is busy is not asked again before the time that it gave", async () => {
    const made = open();
    const busy = new FakeReceiver("robot", () => busyFor(3 * MINUTE));
    const { drain, goOn } = office(made, [busy]);
    made.state.alerts.outbox.add([message("k", ["robot"])]);
    await drain();
    busy.answer = () => ({ outcome: "delivered", answer: "ok" });
    await goOn(3 * MINUTE - 5 * SECOND);
    expect(busy.tries).toBe(1);
    await goOn(5 * SECOND);
    expect(busy.arrived).toEqual(["k"]);
  });

  test("one that will never take it: the next channel at once; when none is left, a dead letter that can be tried again", async () => {
    const made = open();
    const robot = new FakeReceiver("robot", () => REFUSED);
    const mail = new FakeReceiver("mail", () => REFUSED);
    const { drain } = office(made, [robot, mail]);
    const { outbox } = made.state.alerts;
    outbox.add([message("k", ["robot", "gone", "mail"])]);
    await drain();
    expect([robot.tries, mail.tries]).toEqual([1, 1]);
    expect(outbox.deadLetters()).toMatchObject([{ key: "k", refused: ["robot", "gone"], reason: { zh: "密钥无效" } }]);
    expect(outbox.attemptsOf("k")[1]?.answer).toMatch(/没有渠道 gone/);
    robot.answer = () => ({ outcome: "delivered", answer: "ok" });
    outbox.revive("k");
    await drain();
    expect(robot.arrived).toEqual(["k"]);
    expect(outbox.deadLetters()).toEqual([]);
  });

  test("after 24 hours of waiting it is a dead letter", async () => {
    const made = open();
    const { drain } = office(made, [new FakeReceiver("robot", () => AWAY)]);
    made.state.alerts.outbox.add([message("k", ["robot"])]);
    for (let hour = 0; hour <= 30 && made.state.alerts.outbox.deadLetters().length === 0; hour += 0.25) {
      await drain();
      made.clock.advance(15 * MINUTE);
      if (hour < 23) expect(made.state.alerts.outbox.deadLetters()).toEqual([]);
    }
    expect(made.state.alerts.outbox.deadLetters()).toMatchObject([{ key: "k", waited: 24 * HOUR }]);
  });

  test("a channel that fails again and again is left alone, and its messages go by their other channels", async () => {
    const made = open();
    const down = new FakeReceiver("robot", () => AWAY);
    const mail = new FakeReceiver("mail");
    const { drain, goOn } = office(made, [down, mail]);
    const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
    made.state.alerts.outbox.add(keys.map((key) => message(key, ["robot", "mail"])));
    await drain();
    expect(down.tries).toBe(5);
    await goOn(30 * SECOND);
    expect(mail.arrived.sort()).toEqual([...keys].sort());
    expect(down.tries).toBe(5);
  });
});

describe("order and numbers", () => {
  test("a channel sends one message at a time, the most urgent first; so many channels at once as are allowed", async () => {
    const made = open();
    const receivers = ["a", "b", "c", "d"].map((name) => new FakeReceiver(name));
    let most = 0;
    for (const receiver of receivers) {
      receiver.answer = () => {
        most = Math.max(
          most,
          receivers.reduce((sum, { underWay }) => sum + underWay, 0),
        );
        return { outcome: "delivered", answer: "ok" };
      };
    }
    const rows = receivers.flatMap(({ name }) => [
      message(`${name}-later`, [name], 2),
      message(`${name}-first`, [name], 0),
      message(`${name}-next`, [name], 1),
    ]);
    made.state.alerts.outbox.add(rows);
    await office(made, receivers, { concurrency: 2 }).drain();
    expect(receivers[0]?.arrived).toEqual(["a-first", "a-next", "a-later"]);
    expect(receivers.map((one) => one.most)).toEqual([1, 1, 1, 1]);
    expect(most).toBe(2);
  });
});

describe("R13: clocks that jump", () => {
  test.each([30 * 24 * HOUR, -30 * 24 * HOUR])(
    "by %i ms while a message waits: it is neither given up nor put off",
    async (jump) => {
      const made = open();
      const robot = new FakeReceiver("robot", () => AWAY);
      const { drain, goOn } = office(made, [robot]);
      made.state.alerts.outbox.add([message("k", ["robot"])]);
      await drain();
      made.clock.advance(jump);
      await drain();
      expect(made.state.alerts.outbox.get("k")?.status).toBe("waiting");
      robot.answer = () => ({ outcome: "delivered", answer: "ok" });
      await goOn(2 * MINUTE);
      expect(robot.arrived).toEqual(["k"]);
    },
  );
});

describe("R2: told to stop", () => {
  test("what is under way may end within the grace, and is on record", async () => {
    const made = open();
    const stop = new AbortController();
    const robot = new FakeReceiver("robot", () => {
      stop.abort();
      return { outcome: "delivered", answer: "ok" };
    });
    made.state.alerts.outbox.add([message("a", ["robot"]), message("b", ["robot"])]);
    await office(made, [robot]).worker().run(stop.signal);
    expect(robot.arrived).toEqual(["a"]);
    expect(made.state.alerts.outbox.counts()).toEqual({ delivered: 1, waiting: 1 });
  });

  test("what hangs is let go of, does not count as a failure, and is sent the next time", async () => {
    const made = open();
    const stop = new AbortController();
    const robot = new FakeReceiver("robot", () => {
      stop.abort();
      return "hang";
    });
    made.state.alerts.outbox.add([message("k", ["robot"])]);
    const { worker } = office(made, [robot], { grace: 20 });
    const started = performance.now();
    await worker().run(stop.signal);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(made.state.alerts.outbox.get("k")).toMatchObject({ status: "waiting", failures: 0, attempts: 0 });
    robot.answer = () => ({ outcome: "delivered", answer: "ok" });
    await worker().drain(new AbortController().signal);
    expect(robot.arrived).toEqual(["k"]);
  });

  test("a channel that does not heed its signal holds nobody up", async () => {
    const made = open();
    const stop = new AbortController();
    const deaf = new FakeReceiver("robot");
    deaf.send = () => {
      stop.abort();
      return new Promise(() => undefined);
    };
    made.state.alerts.outbox.add([message("k", ["robot"])]);
    const started = performance.now();
    await office(made, [deaf], { grace: 20 }).worker().run(stop.signal);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(made.state.alerts.outbox.get("k")?.status).toBe("sending");
    expect(made.state.alerts.outbox.takeBack()).toBe(1);
  });
});
