import { advance } from "../../alerts/cases/advance.js";
import { evaluate } from "../../alerts/evaluate/evaluate.js";
import type { Rule } from "../../alerts/rules/rule.js";
import type { AlertGroup } from "../../core/alert.js";
import type { Store } from "../../core/store.js";
import type { CaseEventKind } from "../../state/alert-events.js";
import type { Alerts } from "../../state/alerts.js";
import type { PipelineContext } from "../context.js";
import { caseRules } from "./case-rules.js";
import { caseSettings } from "./case-settings.js";
import { gathered } from "./gather.js";
import { evidenceOf, presentationOf } from "./presentation.js";
import { officeRules } from "./rules.js";

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
  context: Pick<PipelineContext, "config" | "baseDir" | "state" | "clock"> & {
    store: Pick<Store, "count" | "find" | "get">;
  },
  reads?: ReadonlyMap<string, number>,
): Promise<JudgedAlerts> {
  const { config, state, store, clock } = context;
  const { memory } = state.alerts;
  const rules = officeRules(context);
  const now = clock.now();
  const last = memory.watermark(EVALUATED);
  const known = await gathered(context, now, reads);
  const before = [...known.watermarks.keys()].flatMap((name): [string, number][] => {
    const at = memory.watermark(sourceMark(name));
    return at === undefined ? [] : [[name, at]];
  });
  const found = await evaluate(rules, {
    ...known,
    store,
    now,
    open: openGroups(state.alerts),
    ...(last !== undefined && { last, lastWatermarks: new Map(before) }),
  });
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
    for (const [name, at] of known.watermarks) memory.setWatermark(sourceMark(name), at);
  });
  const happened = (event: CaseEventKind): number => made.events.filter(({ kind }) => kind === event).length;
  return {
    rules: rules.filter(({ enabled }: Rule) => enabled).length,
    firing: found.verdicts.filter((verdict) => verdict.state === "firing").length,
    opened: happened("opened"),
    fired: happened("fired"),
    resolved: happened("resolved"),
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
