import { groupKey } from "../../alerts/cases/keys.js";
import { groupInWords } from "../../alerts/cases/presentation.js";
import { rankOf } from "../../alerts/levels.js";
import type { Rule } from "../../alerts/rules/rule.js";
import type { AlertGroup, Verdict } from "../../core/alert.js";
import type { Language, Localized } from "../../core/localized.js";
import type { Store } from "../../core/store.js";
import { caseRules } from "../../pipelines/alerts/case-rules.js";
import { caseSettings } from "../../pipelines/alerts/case-settings.js";
import { presentationOf } from "../../pipelines/alerts/presentation.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import { isWithin } from "../options/group.js";
import { judgeAt } from "./judge-now.js";
import { quietBecause } from "./quiet-because.js";
import { type Told, toldOf } from "./told.js";
import type { AlertOffice } from "./with-alerts.js";

/** Why a rule fires for a group or does not, and who was told. */
export interface ExplainedGroup {
  group: AlertGroup;
  where: string;
  /** Absent where the store has nothing of the group. */
  verdict?: Verdict;
  /** Its latest case, open or over. */
  alert?: TrackedCase;
  /** What keeps people from being told of the case now. */
  quiet: Localized[];
  told: Told[];
}

export interface ExplainOptions {
  /** Groups that have these values; empty: all. */
  group: AlertGroup;
  /** Instant that the rule is judged at, and now; ms. */
  at: number;
  now: number;
  language: Language;
  /** The case that is asked for, though its group may have a later one. */
  alert?: TrackedCase;
}

const STATES = ["firing", "unknown", "ok"];

/** Explains a rule group by group: what holds first, the gravest first. */
export async function explainRule(
  rule: Rule,
  rules: readonly Rule[],
  office: AlertOffice & { store: Store },
  { group, at, now, language, alert: asked }: ExplainOptions,
): Promise<ExplainedGroup[]> {
  const { state, config } = office;
  // A rule that rests has no verdicts: it is judged as if it did not.
  const verdicts = (await judgeAt([{ ...rule, enabled: true }], office, at, now))
    .filter((verdict) => isWithin(verdict.group, group))
    .sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || rankOf(b.level) - rankOf(a.level));
  const latest = new Map<string, TrackedCase>(asked ? [[groupKey(asked.group), asked]] : []);
  for (const alert of state.alerts.cases.list({ ruleId: rule.id, includeNeverFired: true })) {
    const key = groupKey(alert.group);
    if (isWithin(alert.group, group) && !latest.has(key)) latest.set(key, alert);
  }
  const around = { state, rules: caseRules(rules, language), settings: caseSettings(config), now };
  const { name } = presentationOf(office);
  const explained = (of: AlertGroup, verdict: Verdict | undefined): ExplainedGroup => {
    const alert = latest.get(groupKey(of));
    return {
      group: of,
      where: groupInWords(of, language, name),
      ...(verdict && { verdict }),
      ...(alert && { alert }),
      quiet: alert && alert.status !== "resolved" ? quietBecause(alert, around) : [],
      told: alert ? toldOf(state, alert.number, alert.openedAt) : [],
    };
  };
  const judged = new Set(verdicts.map((verdict) => groupKey(verdict.group)));
  const gone = [...latest].filter(
    ([key, { status }]) => !judged.has(key) && (asked !== undefined || status !== "resolved"),
  );
  return [
    ...verdicts.map((verdict) => explained(verdict.group, verdict)),
    ...gone.map(([, alert]) => explained(alert.group, undefined)),
  ];
}
