import type { Dimension } from "../../core/store.js";
import { BASELINE } from "../../trends/baseline/settings.js";
import { WINDOWS } from "../../trends/burst/window-test.js";
import { type Leaf, leaves } from "../rules/condition.js";
import type { Duration } from "../rules/duration.js";
import type { Rule, RuleWhere } from "../rules/rule.js";
import { changeBack } from "./judge-change.js";
import { REMEMBERED, STEPS_BACK } from "./judge-threshold.js";
import type { Need } from "./plan.js";

const GRAVEST = 3;
/** Days of history that the statistics of bursts and silences stand on: their baseline, and the longest window. */
export const HISTORY = BASELINE.reach + Math.max(...WINDOWS.more, ...WINDOWS.fewer);
/** Windows that may have to be caught up with. */
const CAUGHT_UP = { day: 8, hour: 48 } as const;

/** The buckets that a rule counts in, and how many of them its window has. */
export function bucketsOf(window: Duration): { every: "day" | "hour"; length: number } {
  if (window.unit === "hours") return { every: "hour", length: window.value };
  return { every: "day", length: window.value * (window.unit === "weeks" ? 7 : 1) };
}

/** The conditions of a rule, those of its more urgent levels too. */
export function leavesOf(rule: Rule): Leaf[] {
  return [rule.when, ...rule.levels.map(({ when }) => when)].flatMap(leaves);
}

function backOf(leaf: Leaf, every: "day" | "hour"): number {
  switch (leaf.kind) {
    case "threshold":
      return leaf.side === "below" ? Math.max(STEPS_BACK, REMEMBERED[every]) : STEPS_BACK;
    case "change":
      return changeBack(leaf, every);
    case "burst":
    case "flatline":
      return HISTORY;
    default:
      return 0;
  }
}

/** The filters by which the messages of a condition are found: one per word that is watched for, else one. */
function filtersOf(leaf: Leaf, where: RuleWhere): RuleWhere[] {
  if (leaf.kind === "keyword") return leaf.any.map((text) => ({ ...where, text }));
  if (leaf.kind !== "severity") return [where];
  const grave = Array.from({ length: GRAVEST - leaf.atLeast + 1 }, (_, step) => String(leaf.atLeast + step));
  return [{ ...where, severity: grave.filter((level) => where.severity?.includes(level) ?? true) }];
}

/** What one condition of a rule about messages has to know. */
export function needsOf(rule: Rule, leaf: Leaf): Need[] {
  const { every, length } = bucketsOf(rule.window);
  const groupBy = rule.groupBy.filter((dimension): dimension is Dimension => dimension !== "issue");
  const back = length + CAUGHT_UP[every] + backOf(leaf, every);
  return filtersOf(leaf, rule.where).map((where) => ({ where, groupBy, every, back }));
}
