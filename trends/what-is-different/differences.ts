import type { Contrast, Dimension } from "../../core/store.js";
import type { DailySeries } from "../baseline/daily-series.js";
import { FEW, roundAway } from "../change.js";
import { byCodePoint } from "../top-list.js";
import { discoveries } from "./discoveries.js";
import { dispersions } from "./dispersion.js";
import { type Judgement, judge } from "./judge.js";
import { type Reference, sumOf } from "./reference.js";

/** Share of what is told that may be chance, on average, within each kind of value. */
export const FALSE_RATE = 0.05;
/** A surely known difference that is smaller than this is still no news. */
const LEAST_FACTOR = 1.25;
/** Most keywords that a message has: bounds how many can have been looked at. */
const KEYWORDS_A_MESSAGE = 8;

/** Something that came up clearly more or less often than before. */
export interface Difference {
  kind: Dimension | "keyword";
  value: string;
  now: number;
  /** Expected from the weeks before, in tenths. */
  expectedTenths: number;
  /** Effect: now ÷ expected, in thousandths, and its 95 % interval. */
  ratioPermille: number;
  lowPermille: number;
  highPermille: number;
  /** Probability of it by chance, before correction, in parts per million. */
  chancePpm: number;
}

interface Finding extends Judgement {
  value: string;
  now: number;
}

function told(kind: Difference["kind"], findings: readonly Finding[], tests: number): Difference[] {
  return discoveries(findings, FALSE_RATE, tests)
    .filter(({ ratio }) => ratio >= LEAST_FACTOR || ratio <= 1 / LEAST_FACTOR)
    .filter(({ now, expected }) => now >= FEW || expected >= FEW)
    .sort((a, b) => a.chance - b.chance || byCodePoint(a.value, b.value))
    .map(({ value, now, expected, ratio, low, high, chance }) => ({
      kind,
      value,
      now,
      expectedTenths: roundAway(expected * 10),
      ratioPermille: roundAway(ratio * 1000),
      lowPermille: roundAway(low * 1000),
      highPermille: roundAway(high * 1000),
      chancePpm: roundAway(chance * 1e6),
    }));
}

/** Values of one dimension that differ from the weeks before, surest first. A value that is not known ("") is none. */
export function differentValues(
  kind: Dimension,
  values: ReadonlyMap<string, DailySeries>,
  { days, weeks, scale }: Reference,
): { differences: Difference[]; dispersion: number } {
  const all = [...values].filter(([value]) => value !== "");
  const perWeek = all.map(([, series]) => weeks.map((week) => sumOf(series, week)));
  const { each, pooled } = dispersions(perWeek);
  const findings = all.flatMap(([value, series], index): Finding[] => {
    const now = sumOf(series, days);
    const before = perWeek[index]!.reduce((sum, n) => sum + n, 0);
    // With fewer in all there is nothing that could be found, whichever way they fell.
    return now + before < FEW ? [] : [{ value, now, ...judge(now, before, scale, each[index]!) }];
  });
  return { differences: told(kind, findings, findings.length), dispersion: pooled };
}

/**
 * Keywords that differ: `more` are those that the store calls typical of the week, `fewer` those typical of the weeks
 * before (the same contrast the other way round). Thousands were looked at to find them: the correction counts every
 * keyword that {@link FEW} messages can have had. Words of one character and plain numbers tell nobody anything.
 */
export function differentKeywords(
  contrasts: { more: readonly Contrast[]; fewer: readonly Contrast[] },
  messages: { now: number; before: number },
  scale: number,
  dispersion: number,
): Difference[] {
  const counted = new Map<string, { now: number; before: number }>();
  for (const { value, n, against } of contrasts.more) counted.set(value, { now: n, before: against });
  for (const { value, n, against } of contrasts.fewer) counted.set(value, { now: against, before: n });
  const findings = [...counted]
    .filter(([value, { now, before }]) => [...value].length > 1 && /\p{L}/u.test(value) && now + before >= FEW)
    .map(([value, { now, before }]): Finding => ({ value, now, ...judge(now, before, scale, dispersion) }));
  const tests = Math.ceil((KEYWORDS_A_MESSAGE * (messages.now + messages.before)) / FEW);
  return told("keyword", findings, tests);
}
