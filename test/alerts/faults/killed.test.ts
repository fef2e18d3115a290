import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advance } from "../../../alerts/cases/advance.js";
import { type CaseRule, DEFAULT_CASE_SETTINGS } from "../../../alerts/cases/settings.js";
import { DEFAULT_DELIVERY_SETTINGS } from "../../../alerts/deliver/settings.js";
import { DeliveryWorker } from "../../../alerts/deliver/worker.js";
import type { Verdict } from "../../../core/alert.js";
import { FixedClock } from "../../../core/clock.js";
import { openState, type State } from "../../../state/state.js";
import { temporaryFolder } from "../../state/fixture.js";
import { HOUR, ruleOf, START, subscriptionOf, verdictOf } from "../cases/world.js";
import { FakeReceiver } from "../deliver/receiver.js";
import { Fuse, fused, Killed } from "./fuse.js";

const folder = temporaryFolder();
const RULES: CaseRule[] = [ruleOf("noise"), ruleOf("smell"), ruleOf("water")];
/** Two evaluations: three matters come up; then one is over, one grows, one is new. */
const ROUNDS: Verdict[][] = [
  [
    verdictOf("noise", "firing", START),
    verdictOf("noise", "firing", START, { group: { area: "城西区" }, level: "orange" }),
    verdictOf("smell", "firing", START, { level: "blue" }),
  ],
  [
    verdictOf("noise", "ok", START + HOUR),
    verdictOf("noise", "firing", START + HOUR, { group: { area: "城西区" }, level: "red" }),
    verdictOf("water", "firing", START + HOUR),
  ],
];

/** An office that does all of its work, killed on the way as often as its fuses say, and started again each time. */
class Office {
  readonly clock = new FixedClock(START);
  readonly receivers = ["mail", "robot"].map((name) => new FakeReceiver(name));
  private readonly path = `${folder()}/state.db`;
  private state = this.open();
  /** What is being judged at this time of the day. */
  private round = 0;

  constructor() {
    const { subscriptions } = this.state.alerts;
    subscriptions.save(subscriptionOf("lin", { channels: ["mail"] }));
    subscriptions.save(subscriptionOf("wu", { channels: ["robot"], areas: ["城西区"] }));
  }

  private open(): State {
    return openState(this.path, { clock: this.clock, keyPath: `${this.path}.key` });
  }

  /** Works on until all is done or the fuse blows; says whether it was done. */
  async process(fuse: Fuse): Promise<boolean> {
    this.state.close();
    this.state = this.open();
    const state = fused(this.state, fuse);
    try {
      for (; this.round < ROUNDS.length; this.round++) {
        const verdicts = ROUNDS[this.round] as Verdict[];
        this.clock.moveTo(START + this.round * HOUR);
        await advance(
          { verdicts, judged: [] },
          { state, clock: this.clock, rules: RULES, settings: DEFAULT_CASE_SETTINGS },
        );
        const channels = (name: string) => {
          const found = this.receivers.find((one) => one.name === name);
          return found && fusedSend(found, fuse);
        };
        const worker = new DeliveryWorker({
          state,
          clock: this.clock,
          channels,
          settings: DEFAULT_DELIVERY_SETTINGS,
        });
        await worker.drain(new AbortController().signal);
      }
      return true;
    } catch (error) {
      if (error instanceof Killed) return false;
      throw error;
    }
  }

  /** All messages that arrived, repeats included. */
  arrived(): string[] {
    return this.receivers.flatMap(({ arrived }) => arrived).sort();
  }

  cases(): unknown[] {
    return this.state.alerts.cases
      .list({ includeNeverFired: true })
      .map(({ number, id, status, level, memory }) => [number, id, status, level, memory]);
  }

  outbox(): unknown {
    return this.state.alerts.outbox.counts();
  }

  close(): void {
    this.state.close();
  }
}

/** Killed on the way there, or on the way back. */
function fusedSend(receiver: FakeReceiver, fuse: Fuse): FakeReceiver {
  const send: FakeReceiver["send"] = async (notification, signal) => {
    fuse.pass();
    const delivery = await receiver.send(notification, signal);
    fuse.pass();
    return delivery;
  };
  return Object.assign(Object.create(receiver) as FakeReceiver, { send });
}

let clean: { arrived: string[]; cases: unknown[]; outbox: unknown; steps: number };
let office: Office;

beforeAll(async () => {
  office = new Office();
  const fuse = new Fuse();
  expect(await office.process(fuse)).toBe(true);
  clean = { arrived: office.arrived(), cases: office.cases(), outbox: office.outbox(), steps: fuse.steps };
  office.close();
});
afterAll(() => office.close());

test("undisturbed, every message arrives once", () => {
  expect(new Set(clean.arrived).size).toBe(clean.arrived.length);
  expect(clean.arrived.length).toBe(6);
  expect(clean.outbox).toEqual({ delivered: 6 });
  expect(clean.steps).toBeGreaterThan(100);
});

test("R36: killed at 100 random points between decision and record: everything arrives; a receiver gets one message twice at most, and by its key none", async () => {
  // One seed, so that a failure can be looked at.
  const points = fc.sample(fc.integer({ min: 1, max: clean.steps - 1 }), { numRuns: 100, seed: 14 });
  let repeats = 0;
  for (const point of points) {
    office.close();
    office = new Office();
    expect(await office.process(new Fuse(point))).toBe(false);
    expect(await office.process(new Fuse())).toBe(true);
    const arrived = office.arrived();
    expect([...new Set(arrived)], `killed at step ${point}`).toEqual(clean.arrived);
    for (const receiver of office.receivers) {
      // Each channel has one message under way at most.
      const repeated = receiver.arrived.length - new Set(receiver.arrived).size;
      expect(repeated, `killed at step ${point}`).toBeLessThanOrEqual(1);
    }
    expect(office.cases(), `killed at step ${point}`).toEqual(clean.cases);
    expect(office.outbox()).toEqual(clean.outbox);
    repeats += arrived.length - clean.arrived.length;
  }
  // The points do hit the moment between sending and recording.
  expect(repeats).toBeGreaterThan(0);
});

test("killed again and again, each time a little later: everything arrives, repeats are no more than kills", async () => {
  office.close();
  office = new Office();
  let kills = 0;
  for (let step = 7; !(await office.process(new Fuse(step))); step += 7) kills++;
  const arrived = office.arrived();
  expect([...new Set(arrived)]).toEqual(clean.arrived);
  expect(arrived.length - clean.arrived.length).toBeLessThanOrEqual(kills);
  expect(office.cases()).toEqual(clean.cases);
});
