/**
 * Settings of the baseline. They were chosen on simulated series of other seeds than those that docs/trends-quality.md
 * reports on.
 */
export const BASELINE = {
  /** Days of history that are looked at. */
  reach: 400,
  /** Fewer known days than this and nothing is judged: four weeks. */
  warmUp: 28,
  /** Days before the judged one that are kept out of its baseline, so that a burst does not raise its own yardstick. */
  guard: 7,
  /** Days over which the level is taken to be the same while bursts are looked for. */
  block: 28,
  /** The level of so many last days is believed over that of all days as far as the two differ by more than chance. */
  recent: [182, 56],
  /** Rounds of setting bursts aside and estimating again. */
  rounds: 6,
  /** Standard deviations over (under) the expectation from which days of history are set aside. */
  burst: 2.8,
  gap: 3.2,
  /** Longer than this it is no burst but a new level: days, with no more than `pause` ordinary days in a row among them. */
  longest: 28,
  pause: 4,

  /**
   * Setting extremes aside takes some chance variation with them, more of it where counts are skewed: by what the
   * dispersion is multiplied, and what is added per unit of squared skewness, up to `most` of it.
   */
  trimmed: { always: 1.03, skewed: 0.015, most: 6 },
  /**
   * Dispersion that a series is taken to have before its days say otherwise, and how many days this opinion weighs: so
   * many on busy series, and so many more where an average day has one message. Where one message comes in ten days or
   * fewer, it is lower: on public boards, values of a field that have less than one message in four days are within 1 to
   * 1.2, those with two a day and more around 2.3.
   */
  priorDispersion: 1.6,
  priorDispersionThin: 1.25,
  /** How far series usually are from it: a relative standard deviation. */
  priorSpread: 0.35,
  priorDays: 25,
  priorDaysThin: 70,
  /** Messages added to the history: what has never been seen is not impossible. */
  priorCount: 0.5,
  /** How far days of a kind usually are from what they are shrunk to, relative: Monday to Friday from their mean, … */
  workdaySpread: 0.05,
  /** … Saturday and Sunday from theirs, … */
  weekendSpread: 0.15,
  /** … workdays and weekends from the shape that was given or from each other, … */
  groupSpread: 0.35,
  /** … holidays from Sundays, … */
  holidaySpread: 0.25,
  /** … and make-up days from workdays. */
  makeupSpread: 0.15,
};
