import type { Dimension, Store } from "../../core/store.js";
import { type Asked, SeriesLoader } from "../forecast/load-series.js";
import { type Seasons, seasonsOf } from "./seasonal.js";

/** Days of history that five past years and what is around them take up. */
const LONGEST = 6 * 366 + 30;

/** What came up in these days of past years, by the values of one dimension. */
export async function findSeasons(
  store: Store,
  asked: Asked,
  days: readonly number[],
  dimension: Dimension,
): Promise<Seasons> {
  const first = days[0] ?? 0;
  const loader = await SeriesLoader.open(store, asked, first - LONGEST, first - 1);
  return seasonsOf(await loader.load([dimension]), await loader.total(), days, asked.calendar);
}
