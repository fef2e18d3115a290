import type { Verdict } from "../../core/alert.js";
import type { TrackedCase } from "../../state/alert-cases.js";

/** Since when a case has been as it is, as far as that is known: an instant. */
export function sinceOf({ verdict, firedAt, openedAt }: TrackedCase): string {
  const known = verdict.observations.flatMap(({ since }) => since ?? []).sort();
  return known[0] ?? firedAt ?? openedAt;
}

/** A case for scripts; every key is always there. */
export function caseJson(one: TrackedCase, where: string): Record<string, unknown> {
  const { verdict, memory } = one;
  return {
    number: one.number,
    id: one.id,
    rule: one.ruleId,
    title: one.title,
    level: one.level,
    status: one.status,
    group: one.group,
    where,
    sentence: verdict.why,
    window: verdict.window,
    observations: verdict.observations,
    documents: verdict.documents,
    since: sinceOf(one),
    openedAt: one.openedAt,
    firedAt: one.firedAt ?? null,
    acknowledgedAt: one.acknowledgedAt ?? null,
    acknowledgedBy: one.acknowledgedBy ?? null,
    deadline: one.deadline ?? null,
    resolvedAt: one.resolvedAt ?? null,
    outcome: one.outcome ?? null,
    escalations: one.escalations,
    mutedBy: memory.mutedBy ?? null,
  };
}

/** A verdict for scripts. */
export function verdictJson(verdict: Verdict, where: string): Record<string, unknown> {
  const { ruleId, group, window, state, level, observations, why } = verdict;
  return { rule: ruleId, group, where, state, level, window, observations, sentence: why };
}
