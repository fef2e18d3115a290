import type { DailySeries, DayKinds, Unjudged } from "../../trends/baseline/daily-series.js";

/** How far a series is above, or below, what is usual there. All but `p` in messages or days. */
export interface Unusual {
  judged: true;
  /** Probability of so much (or so little) by chance in one series. */
  p: number;
  /** Days that were looked at together, the judged day the last of them. */
  window: number;
  observed: number;
  expected: number;
  low: number;
  high: number;
  /** First day of it; undefined where it is not unusual at all. */
  since: number | undefined;
  /** Days that the usual was learned from. */
  days: number;
}

/** The statistics that rules stand on: see trends/burst. */
export interface TrendTests {
  /** Days of history that they look at. */
  readonly history: number;
  /** How unusual one day is in each of many series: more than usual, or fewer. */
  judge(
    direction: "more" | "fewer",
    series: readonly DailySeries[],
    day: number,
    calendar: DayKinds,
  ): (Unusual | Unjudged)[];
  /**
   * Which of many probabilities, all looked at together, are more than chance.
   * @param chance how probable a false alarm may be
   */
  together(probabilities: readonly number[], chance: number): boolean[];
}
