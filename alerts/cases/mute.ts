import type { AlertGroup } from "../../core/alert.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { Silence } from "../../state/alert-silences.js";
import { rankOf } from "../levels.js";
import type { CaseBook } from "./book.js";
import { inhibited } from "./inhibition.js";
import type { CaseRule } from "./settings.js";

/** The first silence in force that a case falls under. */
export function silenceOf(one: TrackedCase, silences: readonly Silence[], now: number): Silence | undefined {
  return silences.find(
    (silence) =>
      silence.from <= now &&
      now < silence.to &&
      (silence.ruleId === undefined || silence.ruleId === one.ruleId) &&
      rankOf(one.level) <= rankOf(silence.upTo) &&
      Object.entries(silence.group).every(([dimension, value]) => one.group[dimension as keyof AlertGroup] === value),
  );
}

/** Says of every case what keeps it quiet at this time, and puts on record when that changes. */
export function mute(book: CaseBook, silences: readonly Silence[], rules: ReadonlyMap<string, CaseRule>): void {
  const cases = book.all().filter(({ status, memory }) => status !== "resolved" || memory.owesRecovery);
  const kept = inhibited(
    cases.filter(({ status }) => status !== "resolved"),
    rules,
  );
  for (const one of cases) {
    const silence = silenceOf(one, silences, book.now);
    const by = silence
      ? `silence:${silence.number}`
      : kept.has(one.number)
        ? `case:${kept.get(one.number)}`
        : undefined;
    if (by === one.memory.mutedBy) continue;
    const next = book.remember(one, { mutedBy: by });
    if (by) book.note(next, "muted", { by, ...(silence && { reason: silence.reason }) });
    else book.note(next, "unmuted", { by: one.memory.mutedBy });
  }
}
