import type { Change } from "../rules/condition.js";
import { comparableDays } from "./comparable-days.js";
import type { Finding } from "./finding.js";
import type { Groups } from "./groups.js";
import type { Look } from "./look.js";
import type { Span } from "./windows.js";

/** Past windows below which there is no usual to speak of (R39: a cold start raises nothing). */
const LEAST_PAST = 4;

/** Index of the middle of sorted numbers; of an even number of them, the mean of both middles. */
function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** How far back a change looks, in buckets. */
export function changeBack({ weeks }: Change, every: "day" | "hour"): number {
  return weeks * 7 * (every === "day" ? 1 : 24);
}

/** Whole days back from a window to those that it is held against. */
function pastSpans(
  condition: Change,
  groups: Groups,
  span: Span,
  look: Look,
): { spans: Span[]; words: Finding["words"] } {
  const { timeline } = groups;
  const day = timeline.dayOf(span.to - 1);
  const per = timeline.every === "day" ? 1 : 24;
  const oneDay = span.to - span.from <= per;
  const comparable = comparableDays(day, condition.weeks, look.calendar);
  // Longer windows hold weekdays and weekends alike: whole weeks back they hold the same ones.
  const days = oneDay ? comparable.days : Array.from({ length: condition.weeks }, (_, index) => day - 7 * (index + 1));
  const words = oneDay
    ? comparable.words
    : { zh: `近 ${condition.weeks} 周的同样几天`, en: `the same days of the last ${condition.weeks} weeks` };
  const spans = days.map((past) => {
    const shift = (day - past) * per;
    return { from: span.from - shift, to: span.to - shift };
  });
  return { spans, words: () => words };
}

/** Compares with the median of the same weekday (and hours) of past weeks. */
export function judgeChange(condition: Change, groups: Groups, key: string, look: Look): Finding {
  const { factor } = condition;
  const up = factor > 1;
  const span = look.window;
  const n = groups.sum(key, "n", span.from, span.to);
  const { spans, words } = pastSpans(condition, groups, span, look);
  const known = look.coverage.known(look.sources);
  const firstDay = groups.timeline.dayOf(0);
  const offset = look.coverage.first;
  const isKnown = ({ from, to }: Span): boolean => {
    if (from < 0) return false;
    for (let bucket = from; bucket < to; bucket++) {
      const day = groups.timeline.every === "day" ? firstDay + bucket : groups.timeline.dayOf(bucket);
      if (known[day - offset] !== 1) return false;
    }
    return true;
  };
  const past = spans
    .filter(isKnown)
    .map(({ from, to }) => groups.sum(key, "n", from, to))
    .sort((a, b) => a - b);
  if (past.length < LEAST_PAST) {
    return {
      holds: undefined,
      observations: [{ measure: "count", value: n, n }],
      words: () => ({
        zh: `可比的日子只有 ${past.length} 个，不足 ${LEAST_PAST} 个，不作判断`,
        en: `only ${past.length} comparable days, fewer than ${LEAST_PAST}: not judged`,
      }),
    };
  }
  const middle = median(past);
  const low = past[0] as number;
  const high = past.at(-1) as number;
  const observations = [
    { measure: "count" as const, value: n, n, expected: { middle: Math.round(middle), low, high } },
  ];
  // A fall is one from something: the usual, not what is left, has to reach the minimum.
  const holds = up
    ? n >= look.least && n >= factor * middle
    : look.complete && middle >= look.least && n <= factor * middle;
  if (!holds && !look.complete) return { holds: undefined, observations, words: look.notIn };
  return {
    holds,
    observations,
    words: () => {
      const usual = words();
      return {
        zh: `收到 ${n} 件，通常 ${low}–${high} 件（${usual.zh}，中位数 ${middle}）`,
        en: `${n} messages, usually ${low}–${high} (${usual.en}, median ${middle})`,
      };
    },
  };
}
