import type { Dimension, Store } from "../../core/store.js";
import type { Unjudged } from "../baseline/daily-series.js";
import { keyValues } from "../series-of.js";
import { byCodePoint } from "../top-list.js";
import { type Forecast, forecastWeek, LONGEST } from "./forecast.js";
import { type Asked, SeriesLoader } from "./load-series.js";

/** A forecast of one group; `key` has a value per dimension asked for. */
export interface GroupForecast {
  key: string[];
  forecast: Forecast;
}

/** Forecasts of the seven days from `day` on. */
export interface Forecasts {
  day: number;
  /** Of all messages together. */
  total: Forecast | Unjudged;
  /** By group, largest first; only those that are forecast. */
  groups: GroupForecast[];
  /** Groups about which nothing is said: mostly, too few messages a day. */
  abstained: number;
}

/** Forecasts the week from `day` on, of all messages that are asked about and of each group by the dimensions. */
export async function findForecasts(
  store: Store,
  asked: Asked,
  day: number,
  by: readonly Dimension[],
): Promise<Forecasts> {
  const loader = await SeriesLoader.open(store, asked, day - LONGEST, day - 1);
  const total = forecastWeek(await loader.total(), day, asked.calendar);
  const groups: GroupForecast[] = [];
  let abstained = 0;
  for (const [key, series] of by.length > 0 ? await loader.load(by) : []) {
    const forecast = forecastWeek(series, day, asked.calendar);
    if (forecast.judged) groups.push({ key: keyValues(key), forecast });
    else abstained += 1;
  }
  const text = ({ key }: GroupForecast): string => key.join("\0");
  groups.sort((a, b) => b.forecast.total.middle - a.forecast.total.middle || byCodePoint(text(a), text(b)));
  return { day, total, groups, abstained };
}
