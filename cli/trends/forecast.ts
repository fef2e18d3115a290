import type { Store } from "../../core/store.js";
import { findForecasts } from "../../trends/forecast/find-forecasts.js";
import type { ExpectedDay } from "../../trends/forecast/forecast.js";
import type { Shell } from "../shell.js";
import type { ViewRequest } from "./view.js";

/** `minyi trends --forecast`: the next seven days, or why nothing is said of them. */
export async function forecastView(store: Store, shell: Shell, request: ViewRequest): Promise<void> {
  const { by = [], zone } = request;
  const answer = await findForecasts(store, request, request.lastDay + 1, by);
  if (request.json) {
    const dated = ({ day, ...expected }: ExpectedDay) => ({ day: zone.dayText(day), ...expected });
    const { total, groups, abstained } = answer;
    shell.json({
      from: zone.dayText(answer.day),
      by,
      judged: total.judged,
      ...(total.judged ? { days: total.days.map(dated), total: total.total } : { why: total.why }),
      groups: groups.map(({ key, forecast }) => ({ key, days: forecast.days.map(dated), total: forecast.total })),
      abstained,
    });
    return;
  }
  const { forecastNotes, forecastTable } = await import("../present/forecast-table.js");
  const table = forecastTable(answer, { by, shell, request });
  if (table !== "") shell.out(table);
  for (const note of forecastNotes(answer, request)) shell.note(note);
}
