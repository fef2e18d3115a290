import type { CaseOutcome } from "../../core/alert.js";
import { UsageError } from "../../core/errors.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { CaseEvent } from "../../state/alert-events.js";

/** A case after the decision of an official, and what goes on record. */
export interface Decided {
  alert: TrackedCase;
  event: CaseEvent;
}

/**
 * An official takes a case on: nobody else is called until the deadline. Another may take it over, the same may give
 * another deadline.
 * @param deadline ms since the epoch
 * @throws UsageError when the case has not fired or is over, nobody is named, or the deadline has passed
 */
export function acknowledge(alert: TrackedCase, by: string, deadline: number, now: number): Decided {
  if (by.trim() === "") throw nobodyNamed();
  if (alert.status === "resolved" || alert.status === "pending") throw notOpen(alert);
  if (!(deadline > now)) throw deadlinePassed();
  const until = new Date(deadline).toISOString();
  const { lapsed, waitsSince, ...memory } = alert.memory;
  return {
    alert: {
      ...alert,
      status: "acknowledged",
      acknowledgedAt: new Date(now).toISOString(),
      acknowledgedBy: by,
      deadline: until,
      memory,
    },
    event: { case: alert.number, kind: "acknowledged", by, at: now, details: { deadline: until } },
  };
}

/**
 * An official says what became of a case. `true`: the alert was right, work goes on · `false`, `handled`: it is over with
 * that. May be said again, and of a case that has ended by itself.
 * @throws UsageError when the case has never fired, or nobody is named
 */
export function conclude(alert: TrackedCase, outcome: CaseOutcome, by: string, now: number, note?: string): Decided {
  if (by.trim() === "") throw nobodyNamed();
  if (alert.firedAt === undefined) throw notOpen(alert);
  const event: CaseEvent = {
    case: alert.number,
    kind: "outcome",
    by,
    at: now,
    details: { outcome, ...(note && { note }) },
  };
  if (outcome === "true" || alert.status === "resolved") return { alert: { ...alert, outcome }, event };
  const { lapsed, waitsSince, mutedBy, ...memory } = alert.memory;
  const recovery =
    outcome === "handled"
      ? { zh: `已处置（${by}）。`, en: `Dealt with (${by}).` }
      : { zh: `经核实为误报（${by}）。`, en: `Found to be a false alarm (${by}).` };
  return {
    alert: {
      ...alert,
      outcome,
      status: "resolved",
      resolvedAt: new Date(now).toISOString(),
      memory: { ...memory, closedBy: by, recovery, ...(memory.toldLevel && { owesRecovery: true }) },
    },
    event,
  };
}

function nobodyNamed(): UsageError {
  return new UsageError(
    { zh: "须写明是谁（账号）", en: "It must say who (an account)" },
    { fix: { zh: "请用 --by 写出账号。", en: "Name an account with --by." } },
  );
}

function notOpen({ number, status }: TrackedCase): UsageError {
  return new UsageError(
    status === "pending"
      ? { zh: `预警 ${number} 尚未触发`, en: `Alert ${number} has not fired yet` }
      : { zh: `预警 ${number} 已经结束`, en: `Alert ${number} is over` },
    { fix: { zh: "未结的预警见 minyi alerts list。", en: "minyi alerts list shows those that are open." } },
  );
}

function deadlinePassed(): UsageError {
  return new UsageError(
    { zh: "办理期限须在现在以后", en: "The deadline must be still to come" },
    { fix: { zh: "请写一个将来的时间。", en: "Give a time that is still to come." } },
  );
}
