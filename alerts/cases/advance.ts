import type { Verdict } from "../../core/alert.js";
import type { Clock } from "../../core/clock.js";
import { crashPoint } from "../../core/crash-point.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { State } from "../../state/state.js";
import { groupKey } from "./keys.js";
import type { Judged } from "./left-over.js";
import type { Evidence, Presentation } from "./presentation.js";
import type { CaseRule, CaseSettings } from "./settings.js";
import { type StepInput, type StepResult, step } from "./step.js";

/** What was found out since the last time. Empty: only time has gone on. */
export interface Findings {
  verdicts: readonly Verdict[];
  judged: readonly Judged[];
}

export interface AdvanceOptions extends Pick<StepInput, "within"> {
  state: Pick<State, "alerts" | "transaction">;
  clock: Clock;
  rules: readonly CaseRule[];
  settings: CaseSettings;
  presentation?: Omit<Presentation, "evidence">;
  /** Finds what shows the cases that are about to be told, the gravest first; what it leaves out is told without. */
  evidence?: (alerts: readonly TrackedCase[]) => Promise<ReadonlyMap<string, Evidence>>;
  /** At most of so many cases. Default 50. */
  evidenceFor?: number;
}

/**
 * Moves all cases on by what was found, and commits cases, history and messages in one transaction: after a kill either
 * all of it has happened or nothing, and then the same findings lead to the same messages. Evidence is fetched before,
 * for the cases that a trial step would tell of; a failure to fetch it keeps no message back.
 */
export async function advance(findings: Findings, options: AdvanceOptions): Promise<StepResult> {
  const evidence = await evidenceOf(findings, options);
  crashPoint("before-alerts");
  const result = options.state.transaction(() => {
    const made = step(inputOf(findings, options, evidence));
    commit(made, options.state.alerts);
    return made;
  });
  crashPoint("after-alerts");
  return result;
}

function inputOf(
  { verdicts, judged }: Findings,
  { state, clock, rules, settings, within, presentation }: AdvanceOptions,
  evidence: ReadonlyMap<string, Evidence>,
): StepInput {
  const { alerts } = state;
  const now = clock.now();
  const groups = verdicts.map(({ ruleId, group }) => ({ ruleId, groupKey: groupKey(group) }));
  return {
    cases: alerts.cases.forEvaluation(groups),
    nextNumber: alerts.cases.nextNumber(),
    verdicts,
    judged,
    rules,
    silences: alerts.silences.at(now),
    subscriptions: alerts.subscriptions.list(),
    duty: alerts.duty.at(now),
    memory: alerts.memory.get(),
    held: alerts.memory.held(),
    now,
    settings,
    ...(within && { within }),
    presentation: { ...presentation, evidence: ({ id }) => evidence.get(id) },
  };
}

function commit(made: StepResult, alerts: State["alerts"]): void {
  alerts.cases.save(made.cases);
  alerts.events.record(made.events);
  alerts.outbox.add(made.outbox);
  alerts.memory.hold(made.hold);
  alerts.memory.release(made.release);
  alerts.memory.set(made.memory);
}

async function evidenceOf(findings: Findings, options: AdvanceOptions): Promise<ReadonlyMap<string, Evidence>> {
  const none = new Map<string, Evidence>();
  if (!options.evidence) return none;
  const trial = step(inputOf(findings, options, none));
  const changed = new Map(trial.cases.map((alert) => [alert.number, alert]));
  const listed = new Set(trial.outbox.flatMap(({ notification }) => notification.cases.map(({ number }) => number)));
  const alerts = [...listed].flatMap((number) => changed.get(number) ?? []).slice(0, options.evidenceFor ?? 50);
  if (alerts.length === 0) return none;
  return options.evidence(alerts).catch(() => none);
}
