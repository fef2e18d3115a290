import { nearest } from "../../config/nearest.js";
import type { AlertGroup } from "../../core/alert.js";
import { UsageError } from "../../core/errors.js";
import { DIMENSIONS, type Dimension } from "../../core/store.js";

const KNOWN: readonly (Dimension | "issue")[] = [...DIMENSIONS, "issue"];

/**
 * A parser for `--group area=城东区,topic=噪声`: values by which alerts are told apart; may be repeated.
 * @throws UsageError
 */
export function parseGroup(text: string, before: AlertGroup | undefined): AlertGroup {
  const parts = text.split(/[,，]/u).map((part): [Dimension | "issue", string] => {
    const at = part.indexOf("=");
    const name = part.slice(0, Math.max(0, at)).trim();
    const dimension = KNOWN.find((known) => known === name);
    if (!dimension) throw unknown(name);
    return [dimension, part.slice(at + 1).trim()];
  });
  return { ...before, ...Object.fromEntries(parts) };
}

function unknown(name: string): UsageError {
  const meant = nearest(name, KNOWN);
  return new UsageError({
    zh: `--group 应写成 维度=值，维度为 ${KNOWN.join("、")} 之一${meant ? `，是不是 ${meant}？` : ""}`,
    en: `--group takes dimension=value, dimension being one of ${KNOWN.join(", ")}${meant ? `; did you mean ${meant}?` : ""}`,
  });
}

/** Whether a group has all of the values. */
export function isWithin(group: AlertGroup, part: AlertGroup): boolean {
  return Object.entries(part).every(([dimension, value]) => group[dimension as Dimension] === value);
}
