import type { NotificationKind } from "../../core/alert.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import { rankOf } from "../levels.js";
import type { CaseBook } from "./book.js";
import type { CaseRule, CaseSettings } from "./settings.js";

/** What people should hear of a case. */
export interface Wanted {
  kind: Extract<NotificationKind, "firing" | "level-up" | "reminder" | "escalation" | "recovered">;
  alert: TrackedCase;
}

/** Ends acknowledgements whose deadline has passed: the case waits for somebody again. */
export function lapse(book: CaseBook): void {
  for (const one of book.all()) {
    if (one.status !== "acknowledged" || Date.parse(one.deadline as string) > book.now) continue;
    const { acknowledgedAt, acknowledgedBy, deadline, ...rest } = one;
    book.note(book.remember({ ...rest, status: "firing" }, { lapsed: true, waitsSince: book.now }), "lapsed", {
      by: acknowledgedBy,
      deadline,
    });
  }
}

/**
 * What people should hear now, the gravest first. Decided from how things stand, not from what has just changed: what
 * could not be told this time (a silence, a full round, nobody to tell) is told the next.
 */
export function wanted(book: CaseBook, rules: ReadonlyMap<string, CaseRule>, settings: CaseSettings): Wanted[] {
  const found: Wanted[] = [];
  for (const alert of book.all()) {
    const kind = kindFor(alert, rules.get(alert.ruleId)?.cooldown ?? settings.cooldown, book.now, settings);
    if (kind) found.push({ kind, alert });
  }
  return found.sort((a, b) => rankOf(b.alert.level) - rankOf(a.alert.level) || a.alert.number - b.alert.number);
}

function kindFor(one: TrackedCase, cooldown: number, now: number, settings: CaseSettings): Wanted["kind"] | undefined {
  const { status, level, memory } = one;
  const silenced = memory.mutedBy?.startsWith("silence:");
  if (status === "resolved") return memory.owesRecovery && !silenced ? "recovered" : undefined;
  if (status === "pending" || memory.mutedBy) return undefined;
  if (memory.toldLevel === undefined) {
    const rises = memory.lastToldLevel === undefined || rankOf(level) > rankOf(memory.lastToldLevel);
    return rises || now - (memory.lastToldAt as number) >= cooldown ? "firing" : undefined;
  }
  if (rankOf(level) > rankOf(memory.toldLevel)) return "level-up";
  if (status !== "firing") return undefined;
  if (memory.lapsed) return "reminder";
  if (settings.digest.levels.includes(level)) return undefined;
  const waits = now - (memory.waitsSince ?? now);
  if (rankOf(level) >= rankOf(settings.escalate.from))
    return waits >= settings.escalate.after ? "escalation" : undefined;
  return settings.remindEvery > 0 && waits >= settings.remindEvery ? "reminder" : undefined;
}
