import type { Verdict } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import { higher, rankOf } from "../levels.js";
import type { CaseBook } from "./book.js";
import type { KeyedVerdict } from "./in-order.js";
import { caseId } from "./keys.js";
import type { CaseRule, CaseSettings } from "./settings.js";

/**
 * What a verdict makes of the case of its rule and group. Durations of firing and recovery are counted in windows, that
 * is in time of the data: a clock that jumps neither raises nor ends anything. What cannot be judged changes nothing, nor
 * does a verdict on a window that ended before the latest one judged.
 */
export function follow(book: CaseBook, { key, verdict }: KeyedVerdict, rule: CaseRule, settings: CaseSettings): void {
  const known = book.latest(rule.id, key);
  if (verdict.state === "unknown" || (known && verdict.window.to < known.memory.judgedTo)) return;
  const open = known !== undefined && known.status !== "resolved";
  if (verdict.state === "ok") {
    if (open) quieten(book, known, verdict, rule, settings);
  } else if (open) goOn(book, known, verdict, rule);
  else if (known === undefined) begin(book, key, verdict, rule);
  else again(book, known, { key, verdict }, rule, settings);
}

/** Ends a case: those who were told will hear of it. */
export function resolve(book: CaseBook, one: TrackedCase, why: Localized, note?: string): void {
  const ended: TrackedCase = { ...one, status: "resolved", resolvedAt: new Date(book.now).toISOString() };
  book.remember(ended, {
    recovery: why,
    waitsSince: undefined,
    lapsed: undefined,
    ...(one.memory.toldLevel && { owesRecovery: true }),
  });
  book.note(one, "resolved", { why, ...(note && { note }) });
}

function begin(book: CaseBook, key: string, verdict: Verdict, rule: CaseRule): void {
  const { window, level } = verdict;
  const id = caseId(rule.id, key, window, level);
  // The same finding, judged once more: it is over already.
  if (book.latest(rule.id, key)?.id === id) return;
  const opened = book.put({
    number: book.takeNumber(),
    id,
    ruleId: rule.id,
    title: rule.title,
    group: verdict.group,
    level,
    status: "pending",
    openedAt: new Date(book.now).toISOString(),
    verdict,
    escalations: 0,
    memory: {
      groupKey: key,
      ruleVersion: rule.version,
      firstFiring: window.to,
      lastFiring: window.to,
      judgedTo: window.to,
      notices: 0,
    },
  });
  book.note(opened, "opened", { level });
  fireWhenHeld(book, opened, rule);
}

function goOn(book: CaseBook, one: TrackedCase, verdict: Verdict, rule: CaseRule): void {
  const level = higher(one.level, verdict.level);
  const to = verdict.window.to;
  const next = book.remember({ ...one, level, verdict }, { lastFiring: to, judgedTo: to, ruleVersion: rule.version });
  if (level !== one.level) book.note(next, "level-up", { from: one.level, to: level });
  if (next.status === "pending") fireWhenHeld(book, next, rule);
}

function fireWhenHeld(book: CaseBook, one: TrackedCase, rule: CaseRule): void {
  if (between(one.memory.firstFiring, one.memory.lastFiring) < rule.holdFor) return;
  const fired = book.put({ ...one, status: "firing", firedAt: new Date(book.now).toISOString() });
  book.note(fired, "fired", { level: one.level });
}

function quieten(book: CaseBook, one: TrackedCase, verdict: Verdict, rule: CaseRule, settings: CaseSettings): void {
  const { to } = verdict.window;
  const judged = to === one.memory.judgedTo ? one : book.remember(one, { judgedTo: to });
  const quietFor = between(one.memory.lastFiring, to);
  if (one.status !== "pending" && quietFor < (rule.recover ?? settings.recover)) return;
  if (one.memory.ruleVersion === rule.version) resolve(book, judged, verdict.why);
  else resolve(book, judged, edited(verdict.why), "rule-edited");
}

/** A group whose last case is over fires again. */
function again(book: CaseBook, last: TrackedCase, keyed: KeyedVerdict, rule: CaseRule, settings: CaseSettings): void {
  const { verdict } = keyed;
  const byPerson = last.memory.closedBy !== undefined;
  const sinceEnd = book.now - Date.parse(last.resolvedAt as string);
  const resting = sinceEnd >= 0 && sinceEnd < (rule.cooldown ?? settings.cooldown);
  const sameWindow = verdict.window.to === last.memory.judgedTo;
  const rises = rankOf(verdict.level) > rankOf(last.level);
  if (!byPerson && last.firedAt !== undefined && (resting || sameWindow)) reopen(book, last, verdict, rule);
  // A person has closed it: the same finding is not brought up again, a graver one is.
  else if (byPerson && (resting || sameWindow) && !rises) return;
  else begin(book, keyed.key, verdict, rule);
}

function reopen(book: CaseBook, last: TrackedCase, verdict: Verdict, rule: CaseRule): void {
  const { resolvedAt, acknowledgedAt, acknowledgedBy, deadline, ...rest } = last;
  const opened = book.remember({ ...rest, status: "firing" }, { owesRecovery: undefined, recovery: undefined });
  book.note(opened, "reopened", { level: verdict.level });
  goOn(book, opened, verdict, rule);
}

function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

function edited(why: Localized): Localized {
  return { zh: `规则已修改，按新规则不再预警。${why.zh}`, en: `The rule was edited; by the new one: ${why.en}` };
}
