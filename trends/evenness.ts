/** Variance ÷ mean of daily counts around their usual, at least: that of a message board around its weekday mean. */
export const DISPERSION = 2.3;

/** What is usual next to a silence, on one side of it. */
export interface Side {
  /** Messages of a day of factor 1. */
  level: number;
  /** Counts and expected counts, nearest day first. */
  counts: number[];
  means: number[];
}

/**
 * g for a ratio d of variance to mean: a negative binomial day of mean m is empty with probability
 * d^(−m/(d−1)) = exp(−m·g), g = ln d ÷ (d − 1).
 */
export function evennessAt(dispersion: number): number {
  return Math.log(dispersion) / (dispersion - 1);
}

/** Variance ÷ mean by the differences of neighbouring days, which a burst of a week changes at its two ends only. */
function dispersionOf({ counts, means }: Side): number {
  let sum = 0;
  for (let i = 1; i < counts.length; i++) {
    const difference = counts[i]! - means[i]! - (counts[i - 1]! - means[i - 1]!);
    sum += difference ** 2 / (means[i]! + means[i - 1]!);
  }
  return sum / (counts.length - 1);
}

/** Whether as many of the days are empty as g lets expect, one standard deviation and one day aside. */
function explainsEmptyDays(g: number, sides: readonly Side[]): boolean {
  let mean = 0;
  let variance = 0;
  let empty = 0;
  for (const { counts, means } of sides) {
    for (let i = 0; i < counts.length; i++) {
      const p = Math.exp(-g * means[i]!);
      mean += p;
      variance += p * (1 - p);
      if (counts[i] === 0) empty++;
    }
  }
  return mean + Math.sqrt(variance) + 1 >= empty;
}

/**
 * The largest g that fits the days around a silence: their dispersion, and how many of them are empty. A source that
 * brings its messages in heaps has empty days at any volume, and they say little.
 */
export function evennessOf(sides: readonly Side[]): number {
  const most = evennessAt(Math.max(DISPERSION, ...sides.map(dispersionOf)));
  if (explainsEmptyDays(most, sides)) return most;
  let [low, high] = [0, most];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (explainsEmptyDays(middle, sides)) low = middle;
    else high = middle;
  }
  return low;
}
