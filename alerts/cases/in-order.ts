import type { Verdict } from "../../core/alert.js";
import { rankOf } from "../levels.js";
import { groupKey } from "./keys.js";

/** A verdict with its group as one text. */
export interface KeyedVerdict {
  key: string;
  verdict: Verdict;
}

const STRENGTH = { firing: 2, unknown: 1, ok: 0 };

/**
 * Verdicts by rule, group and window, windows in order of time, one for each: whatever order they come in, the result is
 * the same. Where a rule says several things of one window, the highest level that fires counts; else that something
 * cannot be judged; only when nothing else is said it is well.
 */
export function inOrder(verdicts: readonly Verdict[]): KeyedVerdict[] {
  const best = new Map<string, KeyedVerdict & { text: string }>();
  for (const verdict of verdicts) {
    const key = groupKey(verdict.group);
    const place = JSON.stringify([verdict.ruleId, key, verdict.window.to, verdict.window.from]);
    const other = best.get(place);
    const candidate = { key, verdict, text: other ? JSON.stringify(verdict) : "" };
    if (!other || stronger(candidate, { ...other, text: other.text || JSON.stringify(other.verdict) })) {
      best.set(place, candidate);
    }
  }
  return [...best.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { key, verdict }]) => ({ key, verdict }));
}

function stronger(a: KeyedVerdict & { text: string }, b: KeyedVerdict & { text: string }): boolean {
  const difference =
    STRENGTH[a.verdict.state] - STRENGTH[b.verdict.state] || rankOf(a.verdict.level) - rankOf(b.verdict.level);
  return difference !== 0 ? difference > 0 : a.text < b.text;
}
