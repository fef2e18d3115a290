import { advance } from "../../alerts/cases/advance.js";
import { evaluate } from "../../alerts/evaluate/evaluate.js";
import type { Rule } from "../../alerts/rules/rule.js";
import { loadCalendar } from "../../config/holidays.js";
import type { AlertGroup } from "../../core/alert.js";
import { Zone } from "../../core/zone.js";
import type { Alerts } from "../../state/alerts.js";
import type { PipelineContext } from "../context.js";
import { caseRules } from "./case-rules.js";
import { caseSettings } from "./case-settings.js";
import { evidenceOf, presentationOf } from "./presentation.js";
import { officeRules } from "./rules.js";
import { lastReads, sourceWatermarks } from "./watermarks.js";

/** Name under which state remembers when rules were last judged. */
const EVALUATED = "evaluated";
const sourceMark = (name: string): string => `source ${name}`;

/** What an evaluation came to. */
export interface JudgedAlerts {
  rules: number;
  /** Groups for which a rule's condition holds. */
  firing: number;
  /** Cases that were opened, told of as firing, and ended by it. */
  opened: number;
  fired: number;
  resolved: number;
  /** Messages that were put into the outbox. */
  messages: number;
}

/**
 * Judges every rule by what is in the store, moves the cases on, and puts what is to be told into the outbox: cases and
 * messages in one transaction. A second time over the same data does nothing.
 * @param reads when sources were last read to their end, where that is known better than by past runs
 * @throws ConfigError when a rule is wrong: nothing is judged then, and no case changes. DependencyError when store or
 * state is away: likewise.
 */
export async function judgeAlerts(
  context: PipelineContext,
  reads: ReadonlyMap<string, number> = new Map(),
): Promise<JudgedAlerts> {
  const { config, state, store, clock } = context;
  const { memory } = state.alerts;
  const rules = officeRules(context);
  const now = clock.now();
  const zone = new Zone(config.timezone);
  const last = memory.watermark(EVALUATED);
  const watermarks = await sourceWatermarks(
    config.sources,
    store,
    new Map([...lastReads(state.runs), ...reads]),
    now,
    zone,
  );
  const before = [...watermarks.keys()].flatMap((name): [string, number][] => {
    const at = memory.watermark(sourceMark(name));
    return at === undefined ? [] : [[name, at]];
  });
  const found = await evaluate(rules, {
    store,
    calendar: loadCalendar(config.holidays),
    zone,
    now,
    watermarks,
    issues: state.issues.list({}),
    open: openGroups(state.alerts),
    ...(last !== undefined && { last, lastWatermarks: new Map(before) }),
  });
  const known = new Set(state.alerts.cases.list({ includeNeverFired: true }).map(({ number }) => number));
  const made = await advance(found, {
    state,
    clock,
    rules: caseRules(rules, config.language),
    settings: caseSettings(config),
    presentation: presentationOf(context),
    evidence: (alerts) => evidenceOf(store, alerts),
  });
  state.transaction(() => {
    memory.setWatermark(EVALUATED, now);
    for (const [name, at] of watermarks) memory.setWatermark(sourceMark(name), at);
  });
  return {
    rules: rules.filter(({ enabled }: Rule) => enabled).length,
    firing: found.verdicts.filter((verdict) => verdict.state === "firing").length,
    opened: made.cases.filter(({ number }) => !known.has(number)).length,
    fired: made.events.filter(({ kind }) => kind === "fired").length,
    resolved: made.events.filter(({ kind }) => kind === "resolved").length,
    messages: made.outbox.length,
  };
}

/** The groups of each rule's open cases: they get a verdict even when their condition no longer holds. */
function openGroups({ cases }: Alerts): (ruleId: string) => readonly AlertGroup[] {
  const groups = new Map<string, AlertGroup[]>();
  const open = cases.list({ statuses: ["pending", "firing", "acknowledged"], includeNeverFired: true });
  for (const { ruleId, group } of open) groups.set(ruleId, [...(groups.get(ruleId) ?? []), group]);
  return (ruleId) => groups.get(ruleId) ?? [];
}
