import { currentLevel, type Level } from "./current-level.js";
import type { DailySeries } from "./daily-series.js";
import { CLASSES } from "./day-classes.js";
import { type DayFactors, estimateFactors, newDayFactors } from "./day-factors.js";
import type { Days } from "./days.js";
import { estimateLocalLevels } from "./local-levels.js";
import { setAside } from "./set-aside.js";
import { BASELINE } from "./settings.js";

/**
 * The estimate of what is usual in one series: level × factor of the kind of day, and the dispersion around it. Bursts
 * and outages of the past are set aside, and the rest estimated again, until nothing more is found. One object serves
 * any number of series, one after the other: nothing is allocated per series.
 *
 * Sources: C. P. Farrington et al., A statistical algorithm for the early detection of outbreaks of infectious disease,
 * J. R. Stat. Soc. A 159 (1996): quasi-Poisson, past outbreaks weighed down, the estimate's own error in the threshold.
 * A. Noufaily et al., An improved algorithm for outbreak detection in multiple surveillance systems, Stat. Med. 32
 * (2013): weighing down less than 1996, day factors from all of the history, recent days kept out.
 */
export class BaselineFit {
  /** Expected messages on the mean of an ordinary week, now. */
  readonly level: Level = { value: 0, error: 0 };
  readonly factors: DayFactors = newDayFactors();
  /** Variance ÷ mean, at least 1. */
  dispersion = 1;
  /** Relative standard deviation of that estimate: large where a thin series leaves it to what others usually have. */
  dispersionError = 0;
  /** Known days that it stands on, those set aside not counted. */
  days = 0;
  /** The days of the last history, with what was set aside. */
  readonly kept: Days;
  private readonly before: Uint8Array;

  constructor(private readonly reach = BASELINE.reach) {
    this.kept = {
      n: 0,
      counts: new Float64Array(reach),
      classes: new Uint8Array(reach),
      age: new Int32Array(reach),
      level: new Float64Array(reach),
      aside: new Uint8Array(reach),
    };
    this.before = new Uint8Array(reach);
  }

  /**
   * Estimates from the days of a series before index `end`. `classes` are those of the whole series (see dayClasses),
   * `shape` the factors per class that are taken to hold until the series says otherwise (all 1 where absent).
   * False, and nothing estimated, where fewer than four weeks are known.
   */
  run(series: DailySeries, end: number, classes: Uint8Array, shape?: Float64Array): boolean {
    const days = this.kept;
    this.take(series, end, classes);
    this.days = days.n;
    if (days.n < BASELINE.warmUp) return false;
    days.aside.fill(0, 0, days.n);
    for (let c = 0; c < CLASSES; c++) this.factors.value[c] = shape?.[c] ?? 1;
    this.dispersion = BASELINE.priorDispersion;
    for (let round = 0; ; round++) {
      const parameters = estimateLocalLevels(days, this.factors.value, this.dispersion);
      estimateFactors(this.factors, days, this.dispersion, shape);
      this.estimateDispersion(parameters, round === 0);
      if (round + 1 === BASELINE.rounds) break;
      this.before.set(days.aside);
      setAside(days, this.factors.value, this.dispersion);
      if (this.unchanged()) break;
    }
    currentLevel(this.level, days, this.factors.value, this.dispersion);
    return true;
  }

  private take(series: DailySeries, end: number, classes: Uint8Array): void {
    const { counts, known } = series;
    const days = this.kept;
    let n = 0;
    for (let i = Math.max(0, end - this.reach); i < end; i++) {
      if (known[i] !== 1) continue;
      days.counts[n] = counts[i]!;
      days.classes[n] = classes[i]!;
      days.age[n] = end - 1 - i;
      n += 1;
    }
    days.n = n;
  }

  private unchanged(): boolean {
    const { n, aside } = this.kept;
    for (let i = 0; i < n; i++) if (aside[i] !== this.before[i]) return false;
    return true;
  }

  /**
   * Pearson's estimate, shrunk toward what thin series usually have. The first one, with bursts still among the days, goes
   * by absolute instead of squared deviations where these say less.
   */
  private estimateDispersion(parameters: number, first: boolean): void {
    const { n, counts, classes, level, aside } = this.kept;
    const factor = this.factors.value;
    let squares = 0;
    let absolute = 0;
    let inverse = 0;
    let days = 0;
    for (let i = 0; i < n; i++) {
      if (aside[i] === 1) continue;
      const mean = level[i]! * factor[classes[i]!]! + 1e-9;
      const residual = counts[i]! - mean;
      squares += (residual * residual) / mean;
      absolute += Math.abs(residual) / Math.sqrt(mean);
      inverse += 1 / mean;
      days += 1;
    }
    this.days = days;
    const free = Math.max(1, days - parameters);
    const raw = Math.max(1, squares / free);
    const skewness = ((2 * raw - 1) ** 2 / raw) * (inverse / days);
    const { always, skewed, most } = BASELINE.trimmed;
    let pearson = (squares / free) * (always + skewed * Math.min(skewness, most));
    if (first) pearson = Math.min(pearson, (Math.PI / 2) * (absolute / days) ** 2 + 0.5);
    // Pearson's terms vary with 2 + 1/mean (Poisson): on thin series a day says less about dispersion.
    const weight = free / (1 + inverse / days / 2);
    const prior = BASELINE.priorDays + BASELINE.priorDaysThin * Math.min(1, inverse / days);
    const opinion = prior / (weight + prior);
    const own = (2 * weight) / (weight + prior) ** 2;
    this.dispersionError = Math.sqrt(own + (opinion * BASELINE.priorSpread) ** 2);
    const thin = Math.min(1, inverse / days / 10);
    const usual = BASELINE.priorDispersion + thin * (BASELINE.priorDispersionThin - BASELINE.priorDispersion);
    this.dispersion = Math.max(1, (weight * pearson + prior * usual) / (weight + prior));
  }
}
