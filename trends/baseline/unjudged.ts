import type { Unjudged } from "./daily-series.js";
import { BASELINE } from "./settings.js";

/** Nothing is known of the day itself: its data is not in, or was never collected. */
export function noDataThatDay(): Unjudged {
  return { judged: false, why: { zh: "当天没有数据，不作判断", en: "no data of that day: not judged" } };
}

/** A cold start (R39): what is usual is not known yet. */
export function tooLittleHistory(days: number): Unjudged {
  const { warmUp, guard } = BASELINE;
  return {
    judged: false,
    why: {
      zh: `有数据的历史只有 ${days} 天（不计最近 ${guard} 天），满 ${warmUp} 天才作判断`,
      en: `only ${days} days of known history (the last ${guard} not counted); judged from ${warmUp} days on`,
    },
  };
}
