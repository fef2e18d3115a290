import type { Observation } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import type { Threshold } from "../rules/condition.js";
import { figureWords, MEASURE_WORDS } from "../rules/words.js";
import type { Finding } from "./finding.js";
import type { Groups } from "./groups.js";
import type { Look } from "./look.js";
import type { Span } from "./windows.js";

/** Since when it has been like this is looked for no further back. */
export const STEPS_BACK = 30;
/** A fall below a limit is one only where there was something in so many buckets before. */
export const REMEMBERED = { day: 28, hour: 72 } as const;

interface Figures {
  n: number;
  /** In the unit of the rule: messages, share, score. */
  value: number;
}

function figuresOf(groups: Groups, key: string, { measure }: Threshold, { from, to }: Span): Figures {
  const n = groups.sum(key, "n", from, to);
  if (measure === "count") return { n, value: n };
  if (measure === "severe") return { n, value: groups.sum(key, "severe", from, to) };
  if (n === 0) return { n, value: 0 };
  if (measure === "negativeShare") return { n, value: groups.sum(key, "negative", from, to) / n };
  return { n, value: groups.sum(key, "scoreMilli", from, to) / 1000 / n };
}

/** A share or score in thousandths, a count as it is: what observations hold. */
function inUnit({ measure }: Threshold, value: number): number {
  return measure === "count" || measure === "severe" ? value : Math.round(value * 1000);
}

function beyond({ side }: Threshold, value: number, limit: number): boolean {
  return side === "above" ? value >= limit : value <= limit;
}

/** Whether the limit is reached; for what fires already, whether it is not yet back beyond the point where it ends. */
function reached(condition: Threshold, value: number, open: boolean): boolean {
  if (beyond(condition, value, condition.limit)) return true;
  return open && condition.clear !== undefined && beyond(condition, value, condition.clear);
}

/** How a figure that holds stands to the rule: beyond its limit, or not yet back beyond the point where it ends. */
function boundWords(condition: Threshold, value: number): Localized {
  const { measure, side, limit, clear = limit } = condition;
  const above = side === "above";
  if (beyond(condition, value, limit)) {
    const bound = figureWords(measure, limit);
    return {
      zh: `${above ? "达到" : "不高于"}规则的 ${bound}`,
      en: `${above ? "at or above" : "at or below"} the rule's ${bound}`,
    };
  }
  const bound = figureWords(measure, clear);
  return {
    zh: `还没有${above ? "降到" : "升到"}规则的 ${bound} ${above ? "以下" : "以上"}，不算结束`,
    en: `not yet ${above ? "below" : "above"} the rule's ${bound}, where it ends`,
  };
}

/** What more messages cannot undo. */
function isFinal({ measure, side }: Threshold): boolean {
  return side === "above" && (measure === "count" || measure === "severe");
}

/** Start of the window's last bucket when it was first beyond the limit without a break. */
function since(groups: Groups, key: string, condition: Threshold, span: Span, least: number, open: boolean): number {
  let step = 0;
  while (step < STEPS_BACK && span.from - step - 1 >= 0) {
    const earlier = { from: span.from - step - 1, to: span.to - step - 1 };
    const { n, value } = figuresOf(groups, key, condition, earlier);
    if (n < least || !reached(condition, value, open)) break;
    step += 1;
  }
  return groups.timeline.startOf(span.to - 1 - step);
}

/** Compares a figure of a window with a fixed limit. */
export function judgeThreshold(condition: Threshold, groups: Groups, key: string, look: Look): Finding {
  const { measure, side, limit } = condition;
  const span = look.window;
  const { n, value } = figuresOf(groups, key, condition, span);
  const observation: Observation = {
    measure: measure === "count" ? "count" : measure,
    value: inUnit(condition, value),
    n,
    limit: inUnit(condition, limit),
  };
  const isRatio = measure === "negativeShare" || measure === "meanScore";
  const figure = figureWords(measure, value);
  const seen = isRatio
    ? {
        zh: `${MEASURE_WORDS[measure].zh} ${figure}（${n} 件）`,
        en: `${MEASURE_WORDS[measure].en} ${figure} (${n} messages)`,
      }
    : measure === "severe"
      ? { zh: `收到严重消息 ${value} 件（共 ${n} 件）`, en: `${value} severe messages (of ${n})` }
      : { zh: `收到 ${n} 件`, en: `${n} messages` };
  if (!look.complete && !isFinal(condition))
    return { holds: undefined, observations: [observation], words: look.notIn };
  if (isRatio && n < look.least) {
    return {
      holds: undefined,
      observations: [observation],
      words: () => ({
        zh: `只有 ${n} 件，不足 ${look.least} 件，不作判断`,
        en: `only ${n} messages, fewer than ${look.least}: not judged`,
      }),
    };
  }
  const never = side === "below" && groups.sum(key, "n", span.from - REMEMBERED[groups.timeline.every], span.to) === 0;
  const holds = !never && reached(condition, value, look.open(key));
  const bound = figureWords(measure, limit);
  if (!holds) {
    return {
      holds: look.complete ? false : undefined,
      observations: [observation],
      words: () =>
        look.complete
          ? {
              zh: `${seen.zh}，${side === "above" ? `未达 ${bound}` : never ? "此前也没有" : `高于 ${bound}`}`,
              en: `${seen.en}, ${side === "above" ? `below ${bound}` : never ? "nor any before" : `above ${bound}`}`,
            }
          : look.notIn(),
    };
  }
  const by = boundWords(condition, value);
  const from = since(groups, key, condition, span, isRatio ? look.least : 0, look.open(key));
  const lasting = from < groups.timeline.startOf(span.to - 1);
  return {
    holds: true,
    observations: [{ ...observation, since: new Date(from).toISOString() }],
    words: () => {
      const start = look.timeWords(from);
      return {
        zh: `${seen.zh}，${by.zh}${lasting ? `，自${start.zh}起如此` : ""}`,
        en: `${seen.en}, ${by.en}${lasting ? `, since ${start.en}` : ""}`,
      };
    },
  };
}
