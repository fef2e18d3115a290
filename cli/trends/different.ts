import type { Dimension, Store } from "../../core/store.js";
import type { Comparison } from "../../trends/compare/compare.js";
import { findDifferences } from "../../trends/what-is-different/find-differences.js";
import type { Shell } from "../shell.js";
import { type ViewRequest, weekDays } from "./view.js";

const DEFAULT_BY: Dimension[] = ["topic2", "area"];

/** `minyi trends --different`: what came up more or less than before, and how the whole compares. */
export async function differentView(store: Store, shell: Shell, request: ViewRequest): Promise<void> {
  const { by = DEFAULT_BY, zone } = request;
  const days = weekDays(request);
  const answer = await findDifferences(store, request, days, by);
  if (request.json) {
    const comparison = ({ change, compared, left }: Comparison) => ({
      ...change,
      compared: compared.map(({ day, against }) => ({ day: zone.dayText(day), against: zone.dayText(against) })),
      left: left.map(({ day, why }) => ({ day: zone.dayText(day), why })),
    });
    const { judged, period, year } = answer;
    shell.json({
      days: days.map((day) => zone.dayText(day)),
      judged,
      period: comparison(period),
      year: comparison(year),
      ...(answer.judged
        ? { weeks: answer.weeks, left: answer.left.map((day) => zone.dayText(day)), differences: answer.differences }
        : { why: answer.why, differences: [] }),
    });
    return;
  }
  const { differencesLines, differencesNotes, differencesTable } = await import("../present/differences-table.js");
  shell.out(differencesLines(answer, shell.language).join("\n"));
  const table = differencesTable(answer, shell, request.limit);
  if (table !== "") shell.out(`\n${table}`);
  for (const note of differencesNotes(answer, request.limit)) shell.note(note);
}
