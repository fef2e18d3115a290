import fc from "fast-check";
import { expect, test } from "vitest";
import { acknowledge, conclude } from "../../../alerts/cases/decide.js";
import { inhibited } from "../../../alerts/cases/inhibition.js";
import { step } from "../../../alerts/cases/step.js";
import { CASE_OUTCOMES, type Verdict } from "../../../core/alert.js";
import { groupOf, HOUR, levelAt, MINUTE, ruleOf, START, subscriptionOf, verdictOf, World } from "./world.js";

const RULES = ["a", "b", "c"];
const AREAS = ["城东区", "城西区", "城北区"];

const verdict: fc.Arbitrary<Verdict> = fc
  .record({
    rule: fc.constantFrom(...RULES),
    state: fc.constantFrom("firing", "firing", "ok", "unknown" as const),
    end: fc.integer({ min: 0, max: 5 }),
    area: fc.constantFrom(...AREAS),
    level: fc.integer({ min: 0, max: 3 }),
    n: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ rule, state, end, area, level, n }) =>
    verdictOf(rule, state as Verdict["state"], START + end * HOUR, {
      group: groupOf(area),
      level: levelAt(level),
      why: { zh: `${n} 件`, en: `count ${n}` },
    }),
  );

function world(): World {
  const made = new World(
    [
      ruleOf("a", { inhibits: ["b"], holdFor: HOUR }),
      ruleOf("b", { inhibits: ["c", "a"], cooldown: 2 * HOUR }),
      ruleOf("c", { inhibits: ["a"], recover: 2 * HOUR }),
    ],
    { storm: 4, remindEvery: 3 * HOUR },
  );
  made.subscriptions = [
    subscriptionOf("lin", { quiet: { from: 21 * 60, to: 7 * 60 }, heartbeat: true }),
    subscriptionOf("wu", { areas: ["城东区"], levels: ["orange", "red"] }),
  ];
  made.duty = [{ account: "zhao", rank: 0 }];
  made.settings = { ...made.settings, fallback: ["robot"] };
  return made;
}

test("the order in which the verdicts of a step come makes no difference", () => {
  fc.assert(
    fc.property(
      fc.array(verdict, { maxLength: 25 }),
      fc.array(verdict, { maxLength: 25 }),
      fc.gen(),
      (first, second, gen) => {
        const made = world();
        made.step(first);
        made.now += HOUR;
        const shuffled = gen(fc.shuffledSubarray, second, { minLength: second.length, maxLength: second.length });
        expect(step(made.input(shuffled))).toEqual(step(made.input(second)));
      },
    ),
    { numRuns: 200 },
  );
});

type Action =
  | { kind: "step"; later: number; verdicts: Verdict[] }
  | { kind: "acknowledge" | "conclude"; nth: number; hours: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("step" as const),
      // Clocks jump, forwards and backwards.
      later: fc.oneof(fc.integer({ min: 0, max: 3 * HOUR }), fc.constantFrom(-24 * HOUR, 24 * HOUR, 10 * MINUTE)),
      verdicts: fc.array(verdict, { maxLength: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("acknowledge" as const, "conclude" as const),
      nth: fc.nat(20),
      hours: fc.integer({ min: 1, max: 5 }),
    }),
  },
);

test("whatever happens: no key twice, no case from resolved to acknowledged, levels never fall, what is told is told to somebody", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const made = world();
      const ids = new Set<string>();
      for (const one of actions) {
        const before = new Map(made.cases);
        if (one.kind === "step")
          made.after(one.later, one.verdicts); // throws on a key that is known
        else {
          const alert = [...made.cases.values()][one.nth];
          if (!alert) continue;
          try {
            const { alert: next } =
              one.kind === "acknowledge"
                ? acknowledge(alert, "wu", made.now + one.hours * HOUR, made.now)
                : conclude(alert, CASE_OUTCOMES[one.hours % 3] as "true", "wu", made.now);
            made.cases.set(next.number, next);
          } catch {
            expect(["resolved", "pending"]).toContain(alert.status);
          }
        }
        for (const [number, alert] of made.cases) {
          const was = before.get(number);
          if (was?.status === "resolved") expect(alert.status).not.toBe("acknowledged");
          if (was?.status === "pending") expect(alert.status).not.toBe("acknowledged");
          if (was)
            expect(["blue", "yellow", "orange", "red"].indexOf(alert.level)).toBeGreaterThanOrEqual(
              ["blue", "yellow", "orange", "red"].indexOf(was.level),
            );
          expect(alert.status === "acknowledged").toBe(
            alert.acknowledgedBy !== undefined && alert.status !== "resolved",
          );
          if (!was) {
            expect(ids.has(alert.id)).toBe(false);
            ids.add(alert.id);
          }
        }
        const open = [...made.cases.values()].filter(({ status }) => status !== "resolved");
        expect(new Set(open.map(({ ruleId, memory }) => `${ruleId} ${memory.groupKey}`)).size).toBe(open.length);
      }
      for (const { channels } of made.outbox.values()) expect(channels.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test("a step that is made again before it was committed says the same; one made again after says nothing new", () => {
  fc.assert(
    fc.property(fc.array(verdict, { maxLength: 25 }), (verdicts) => {
      const made = world();
      const input = made.input(verdicts);
      expect(step(input)).toEqual(step(input));
      made.step(verdicts);
      expect(made.step(verdicts).filter((line) => !line.startsWith("recovered"))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("who keeps quiet keeps quiet for somebody who is heard", () => {
  fc.assert(
    fc.property(fc.array(verdict, { maxLength: 40 }), (verdicts) => {
      const made = world();
      made.step(verdicts);
      const open = [...made.cases.values()].filter(({ status }) => status !== "resolved");
      const quiet = inhibited(open, new Map(made.rules.map((rule) => [rule.id, rule])));
      for (const by of quiet.values()) expect(quiet.has(by)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test("the store is down: a step without verdicts opens nothing and ends nothing, whatever the time", () => {
  fc.assert(
    fc.property(
      fc.array(verdict, { maxLength: 25 }),
      fc.array(fc.integer({ min: 0, max: 72 }), { maxLength: 5 }),
      (verdicts, hours) => {
        const made = world();
        made.step(verdicts);
        const before = [...made.cases.values()].map(({ number, status }) => [number, status]);
        for (const later of hours) made.after(later * HOUR);
        expect([...made.cases.values()].map(({ number, status }) => [number, status])).toEqual(before);
      },
    ),
    { numRuns: 100 },
  );
});
