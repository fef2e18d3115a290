import type { Localized } from "../../core/localized.js";
import { type DailySeries, knownIndex } from "../baseline/daily-series.js";
import { type Change, change } from "../change.js";
import type { Alignment, DayPair } from "./like-days.js";

/** A period held against earlier days: only days that have a counterpart, and data on both sides, are in the figures. */
export interface Comparison {
  change: Change;
  /** Which days were held against which. */
  compared: DayPair[];
  /** Days that are in neither figure, and why. */
  left: Alignment["left"];
}

const NO_DATA: Localized = { zh: "没有数据", en: "no data" };
const NO_EARLIER_DATA: Localized = { zh: "可比日没有数据", en: "no data of the day it would be held against" };

/** Compares the days of a series with those that they were aligned to. A gap in collection is no fall: its days are left out. */
export function compareDays(series: DailySeries, { pairs, left }: Alignment): Comparison {
  const compared: DayPair[] = [];
  const out = [...left];
  let now = 0;
  let before = 0;
  for (const pair of pairs) {
    const here = knownIndex(series, pair.day);
    const there = knownIndex(series, pair.against);
    if (here < 0 || there < 0) {
      out.push({ day: pair.day, why: here < 0 ? NO_DATA : NO_EARLIER_DATA });
      continue;
    }
    now += series.counts[here]!;
    before += series.counts[there]!;
    compared.push(pair);
  }
  return { change: change(now, before), compared, left: out.sort((a, b) => a.day - b.day) };
}
