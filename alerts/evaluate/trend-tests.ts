import type { DailySeries, DayKinds, Unjudged } from "../../trends/baseline/daily-series.js";

/** A series that rose above, or fell short of, what is usual there. All but `p` in messages or days. */
export interface Unusual {
  judged: true;
  /** Whether chance does not explain it, all series that were looked at together taken into account. */
  significant: boolean;
  /** Probability of so much (or so little) by chance, after that correction. */
  p: number;
  /** Days that were looked at together, the judged day the last of them. */
  window: number;
  observed: number;
  expected: number;
  low: number;
  high: number;
  /** First day of it; undefined where nothing is unusual. */
  since: number | undefined;
  /** Days that the usual was learned from. */
  days: number;
}

/** The statistics that rules stand on: see trends/burst and trends/flatline. */
export interface TrendTests {
  /** Days of history that they look at. */
  readonly history: number;
  /** Judges one day of many series at once. */
  bursts(series: readonly DailySeries[], day: number, calendar: DayKinds, chance: number): (Unusual | Unjudged)[];
  /** The same for silence. */
  silences(series: readonly DailySeries[], day: number, calendar: DayKinds, chance: number): (Unusual | Unjudged)[];
}
