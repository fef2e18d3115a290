import type { EvaluateOptions } from "../../../alerts/evaluate/evaluate.js";
import { parseRules } from "../../../alerts/rules/parse-rules.js";
import type { Rule } from "../../../alerts/rules/rule.js";
import type { Store } from "../../../core/store.js";
import { Zone } from "../../../core/zone.js";
import type { DayKinds } from "../../../trends/baseline/daily-series.js";
import { document, type Sketch } from "../../contract/store-documents.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const zone = new Zone("Asia/Shanghai");

/** A year without public holidays. */
export const calendar: DayKinds = { kind: (day) => ((day + 3) % 7 >= 5 ? "rest" : "workday") };

/** The instant of a wall-clock time in Shanghai, `2026-11-08 09:30`, in ms. */
export function at(wall: string): number {
  return Date.parse(`${wall.replace(" ", "T")}:00+08:00`);
}

/** `n` messages of one day, in the middle of it, one a minute. */
export function messages(day: string, n: number, sketch: Omit<Sketch, "id"> = {}): Sketch[] {
  return Array.from({ length: n }, (_, index) => ({
    id: `${day} ${JSON.stringify(sketch)} ${index}`,
    createdAt: new Date(at(`${day} 10:00`) + index * 60_000).toISOString(),
    sentiment: "neutral" as const,
    score: 0,
    ...sketch,
  }));
}

/** The same number of messages on each of `days` days before a day. */
export function daily(
  before: string,
  days: number,
  n: number | ((back: number) => number),
  sketch: Omit<Sketch, "id">,
) {
  return Array.from({ length: days }, (_, index) => {
    const back = index + 1;
    const day = zone.dayText(zone.dayOf(at(`${before} 12:00`) - back * DAY));
    return messages(day, typeof n === "number" ? n : n(back), sketch);
  }).flat();
}

export async function fill(store: Store, sketches: readonly Sketch[]): Promise<void> {
  for (let i = 0; i < sketches.length; i += 1000) await store.put(sketches.slice(i, i + 1000).map(document));
}

/** Rules from the lines of a list. */
export function rulesOf(yaml: string): Rule[] {
  return parseRules(`rules:\n${yaml}`, "rules.yaml").map(({ rule }) => rule);
}

/** What an evaluation needs, at two in the night, when the source `board` has delivered everything. */
export function night(store: Store, day: string, more: Partial<EvaluateOptions> = {}): EvaluateOptions {
  const now = at(`${day} 02:00`);
  return { store, calendar, zone, now, watermarks: new Map([["board", now]]), issues: [], ...more };
}
