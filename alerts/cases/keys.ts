import type { AlertGroup, AlertLevel, AlertWindow } from "../../core/alert.js";
import { hashOf } from "../../core/ids.js";

/** A group as one text, whatever order its dimensions are written in. */
export function groupKey(group: AlertGroup): string {
  const entries = Object.entries(group).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}

/** The id of a case: the same finding (rule, group, window and level of the first firing) never makes two. */
export function caseId(ruleId: string, group: string, window: AlertWindow, level: AlertLevel): string {
  return hashOf("case", ruleId, group, window.from, window.to, level);
}
