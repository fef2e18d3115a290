import type { Observation } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import type { DailySeries } from "../../trends/baseline/daily-series.js";
import type { Finding } from "./finding.js";
import type { Groups } from "./groups.js";
import type { Look } from "./look.js";
import type { TrendTests, Unusual } from "./trend-tests.js";

/** The series of a group, with the days of which there is data; the judged day counts as known when it brought any. */
function seriesOf(groups: Groups, key: string, look: Look, judged: "as-known" | "always"): DailySeries {
  const counts = groups.series(key);
  const { first, length } = groups.timeline;
  const all = look.coverage.known(look.sources);
  const offset = first - look.coverage.first;
  const known = all.slice(offset, offset + length);
  const last = look.window.to - 1;
  if (judged === "always" || (counts[last] as number) > 0) known[last] = 1;
  return { first, counts, known };
}

function observationOf(found: Unusual, look: Look): Observation {
  const { p, observed, expected, low, high, since } = found;
  return {
    measure: "count",
    value: observed,
    n: observed,
    expected: { middle: Math.round(expected), low: Math.round(low), high: Math.round(high) },
    chancePpm: Math.round(p * 1e6),
    ...(since !== undefined && { since: new Date(look.zone.startOfDay(since)).toISOString() }),
  };
}

function usualWords({ low, high, days }: Unusual): Localized {
  const range = `${Math.round(low)}–${Math.round(high)}`;
  return { zh: `通常 ${range} 件（据此前 ${days} 天）`, en: `usually ${range} (from ${days} days before)` };
}

function windowWords({ window }: Unusual): Localized {
  return window === 1 ? { zh: "", en: "" } : { zh: `近 ${window} 天`, en: ` in ${window} days` };
}

function sinceWords({ since }: Unusual, look: Look): Localized | undefined {
  if (since === undefined || since >= look.zone.dayOf(look.startOfLast())) return undefined;
  return look.timeWords(look.zone.startOfDay(since));
}

/**
 * Judges a burst in every group at once, since the chance of a false alarm depends on how many are looked at. Fewer
 * messages than the rule's minimum are no burst.
 * @param looks one per key, all of the same window
 */
export function judgeBursts(
  chance: number,
  groups: Groups,
  keys: readonly string[],
  looks: readonly Look[],
  tests: TrendTests,
): Finding[] {
  const [first] = looks;
  if (!first) return [];
  const day = groups.timeline.first + first.window.to - 1;
  const series = keys.map((key, index) => seriesOf(groups, key, looks[index] as Look, "as-known"));
  return tests.bursts(series, day, first.calendar, chance).map((found, index): Finding => {
    const look = looks[index] as Look;
    if (!found.judged) return { holds: undefined, observations: [], words: () => found.why };
    const observations = [observationOf(found, look)];
    const holds = found.significant && found.observed >= look.least;
    if (!holds && !look.complete) return { holds: undefined, observations, words: look.notIn };
    return {
      holds,
      observations,
      words: () => {
        const usual = usualWords(found);
        const over = windowWords(found);
        const start = holds ? sinceWords(found, look) : undefined;
        return {
          zh: `${over.zh}收到 ${found.observed} 件，${usual.zh}${start ? `，自${start.zh}起偏高` : ""}`,
          en: `${found.observed} messages${over.en}, ${usual.en}${start ? `, high since ${start.en}` : ""}`,
        };
      },
    };
  });
}

/**
 * Judges silence in every group at once. That the data of a source is late is no reason to wait here: it is what is
 * looked for (R38), and the sentence says which of both it is.
 */
export function judgeFlatlines(
  chance: number,
  groups: Groups,
  keys: readonly string[],
  looks: readonly Look[],
  tests: TrendTests,
): Finding[] {
  const [first] = looks;
  if (!first) return [];
  const day = groups.timeline.first + first.window.to - 1;
  const series = keys.map((key, index) => seriesOf(groups, key, looks[index] as Look, "always"));
  return tests.silences(series, day, first.calendar, chance).map((found, index): Finding => {
    const look = looks[index] as Look;
    if (!found.judged) return { holds: undefined, observations: [], words: () => found.why };
    const observations = [observationOf(found, look)];
    if (!look.window.ended) return { holds: undefined, observations, words: look.notIn };
    return {
      holds: found.significant,
      observations,
      words: () => {
        const usual = usualWords(found);
        const over = windowWords(found);
        const start = found.significant ? sinceWords(found, look) : undefined;
        const late = look.complete ? undefined : look.notIn();
        return {
          zh: `${over.zh}只收到 ${found.observed} 件，${usual.zh}${start ? `，自${start.zh}起没有` : ""}${late ? `；${late.zh}` : ""}`,
          en: `only ${found.observed} messages${over.en}, ${usual.en}${start ? `, none since ${start.en}` : ""}${late ? `; ${late.en}` : ""}`,
        };
      },
    };
  });
}
