import type { Observation } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import type { DailySeries, Unjudged } from "../../trends/baseline/daily-series.js";
import type { WindowVerdict } from "../../trends/burst/judge.js";
import type { Finding } from "./finding.js";
import type { Groups } from "./groups.js";
import type { Look } from "./look.js";

/**
 * The series of a group, with the days of which there is data. The judged day counts as known when it brought any; where
 * silence is looked for, days without any that lead up to it are that silence and no gap.
 */
export function seriesOf(groups: Groups, key: string, look: Look, kind: "burst" | "flatline"): DailySeries {
  const counts = groups.series(key);
  const { first, length } = groups.timeline;
  const offset = first - look.coverage.first;
  const known = look.coverage.known(look.sources).slice(offset, offset + length);
  const last = look.window.to - 1;
  if (kind === "flatline") for (let day = last; day >= 0 && known[day] === 0; day--) known[day] = 1;
  else if ((counts[last] as number) > 0) known[last] = 1;
  return { first, counts, known };
}

function observationOf({ p, observed, expected, low, high, since }: WindowVerdict, look: Look): Observation {
  return {
    measure: "count",
    value: observed,
    n: observed,
    expected: { middle: Math.round(expected), low: Math.round(low), high: Math.round(high) },
    chancePpm: Math.round(p * 1e6),
    ...(since !== undefined && { since: new Date(look.zone.startOfDay(since)).toISOString() }),
  };
}

function usualWords({ low, high, days }: WindowVerdict): Localized {
  const range = `${Math.round(low)}–${Math.round(high)}`;
  return { zh: `通常 ${range} 件（据此前 ${days} 天的同类日子）`, en: `usually ${range} (by ${days} days before)` };
}

/** The statistic may find several days together more telling than the last one alone. */
function overWords({ window }: WindowVerdict): Localized {
  return window === 1 ? { zh: "", en: "" } : { zh: `止的 ${window} 天`, en: ` in the ${window} days up to it` };
}

function sinceWords({ since }: WindowVerdict, look: Look): Localized | undefined {
  if (since === undefined || since >= look.zone.dayOf(look.startOfLast())) return undefined;
  return look.timeWords(look.zone.startOfDay(since));
}

/** A burst: more than chance explains, and not fewer messages than the rule's minimum. */
export function burstFinding(found: WindowVerdict | Unjudged, chance: number, look: Look): Finding {
  if (!found.judged) return { holds: undefined, observations: [], words: () => found.why };
  const observations = [observationOf(found, look)];
  const holds = found.p <= chance && found.observed >= look.least;
  if (!holds && !look.complete) return { holds: undefined, observations, words: look.notIn };
  return {
    holds,
    observations,
    from: look.zone.startOfDay(look.zone.dayOf(look.startOfLast()) - found.window + 1),
    words: () => {
      const usual = usualWords(found);
      const over = overWords(found);
      const start = holds ? sinceWords(found, look) : undefined;
      return {
        zh: `${over.zh}收到 ${found.observed} 件，${usual.zh}${start ? `，自${start.zh}起偏高` : ""}`,
        en: `${found.observed} messages${over.en}, ${usual.en}${start ? `, high since ${start.en}` : ""}`,
      };
    },
  };
}

/**
 * Silence, or so little that chance does not explain it, where there always was something. That the data of a source is late is no reason to wait here: it is what is
 * looked for (R38), and the sentence says which of both it is.
 */
export function flatlineFinding(found: WindowVerdict | Unjudged, chance: number, look: Look): Finding {
  if (!found.judged) return { holds: undefined, observations: [], words: () => found.why };
  const observations = [observationOf(found, look)];
  if (!look.window.ended) return { holds: undefined, observations, words: look.notIn };
  const holds = found.p <= chance;
  return {
    holds,
    observations,
    words: () => {
      const usual = usualWords(found);
      const over = overWords(found);
      const start = holds ? sinceWords(found, look) : undefined;
      const late = look.complete ? undefined : look.notIn();
      return {
        zh: `${over.zh}收到 ${found.observed} 件，${usual.zh}${start ? `，自${start.zh}起偏低` : ""}${late ? `；${late.zh}` : ""}`,
        en: `${found.observed} messages${over.en}, ${usual.en}${start ? `, low since ${start.en}` : ""}${late ? `; ${late.en}` : ""}`,
      };
    },
  };
}
