import type { Localized } from "../../core/localized.js";
import { DIMENSIONS } from "../../core/store.js";
import { LEVEL_WORDS } from "../levels.js";
import type { Condition, Leaf, Threshold } from "./condition.js";
import type { Rule } from "./rule.js";
import { DIMENSION_WORDS, durationWords, figureWords, MEASURE_WORDS } from "./words.js";

/** A probability as a share that people can picture: 千分之一. */
function chanceWords(chance: number): Localized {
  const per = Math.round(1 / chance);
  return { zh: `1/${per}`, en: `1 in ${per}` };
}

function thresholdWords({ measure, side, limit, clear }: Threshold): Localized {
  const name = MEASURE_WORDS[measure];
  const figure = figureWords(measure, limit);
  const end = clear === undefined ? "" : figureWords(measure, clear);
  if (side === "above") {
    return {
      zh: `${name.zh}达到 ${figure}${end && `（降到 ${end} 以下才算结束）`}`,
      en: `${name.en} at ${figure} or more${end && ` (over when below ${end})`}`,
    };
  }
  return {
    zh: `${name.zh}不高于 ${figure}${end && `（升到 ${end} 以上才算结束）`}`,
    en: `${name.en} at ${figure} or less${end && ` (over when above ${end})`}`,
  };
}

function leafWords(leaf: Leaf): Localized {
  switch (leaf.kind) {
    case "threshold":
      return thresholdWords(leaf);
    case "change": {
      const { factor, weeks } = leaf;
      return factor > 1
        ? {
            zh: `达到近 ${weeks} 周同一星期几中位数的 ${factor} 倍`,
            en: `${factor} times the median of the same weekday of the last ${weeks} weeks, or more`,
          }
        : {
            zh: `降到近 ${weeks} 周同一星期几中位数的 ${factor} 倍以下`,
            en: `${factor} times the median of the same weekday of the last ${weeks} weeks, or less`,
          };
    }
    case "burst": {
      const chance = chanceWords(leaf.chance);
      return {
        zh: `件数突增（偶然出现的可能不到 ${chance.zh}）`,
        en: `a burst of messages (by chance less often than ${chance.en})`,
      };
    }
    case "flatline": {
      const chance = chanceWords(leaf.chance);
      return {
        zh: `消息中断或骤减（偶然出现的可能不到 ${chance.zh}）`,
        en: `messages have ceased or all but (by chance less often than ${chance.en})`,
      };
    }
    case "newIssue":
      return { zh: `出现新议题，达到 ${leaf.least} 件`, en: `a new issue with ${leaf.least} messages or more` };
    case "heat":
      return { zh: `议题热度达到 ${leaf.above}`, en: `an issue's heat at ${leaf.above} or more` };
    case "keyword": {
      const words = leaf.any.map((word) => `「${word}」`).join("");
      return {
        zh: `提到${words}的达到 ${leaf.least} 件`,
        en: `${leaf.least} or more messages with ${leaf.any.map((word) => `"${word}"`).join(" or ")}`,
      };
    }
    case "severity":
      return {
        zh: `有 1 件严重程度为 ${leaf.atLeast}${leaf.atLeast < 3 ? " 级及以上" : " 级"}的消息`,
        en: `a single message of severity ${leaf.atLeast}${leaf.atLeast < 3 ? " or graver" : ""}`,
      };
  }
}

function conditionWords(condition: Condition): Localized {
  if (!("of" in condition)) return leafWords(condition);
  const parts = condition.of.map((part) => {
    const words = conditionWords(part);
    return "of" in part ? { zh: `（${words.zh}）`, en: `(${words.en})` } : words;
  });
  const [zh, en] = condition.kind === "all" ? ["，且", " and "] : ["，或", " or "];
  return { zh: parts.map((part) => part.zh).join(zh), en: parts.map((part) => part.en).join(en) };
}

function scope({ where, groupBy }: Rule): Localized {
  const filters = DIMENSIONS.flatMap((dimension) => {
    const values = where[dimension];
    if (!values) return [];
    const { zh, en } = DIMENSION_WORDS[dimension];
    return [{ zh: `${zh}为${values.join("、")}`, en: `${en} ${values.join(" or ")}` }];
  });
  if (where.text !== undefined) filters.push({ zh: `提到「${where.text}」`, en: `with "${where.text}"` });
  if (where.folded === "representatives") filters.push({ zh: "重复的只算一次", en: "copies counted once" });
  const groups = groupBy.map((dimension) => DIMENSION_WORDS[dimension]);
  return {
    zh: `${filters.map(({ zh }) => zh).join("，") || "全部消息"}${
      groups.length > 0 ? `，按${groups.map(({ zh }) => zh).join("×")}分别看` : ""
    }`,
    en: `${filters.map(({ en }) => en).join(", ") || "All messages"}${
      groups.length > 0 ? `, each ${groups.map(({ en }) => en).join(" × ")} by itself` : ""
    }`,
  };
}

/** Whether the minimum count of a rule has a say in its condition. */
function needsLeast(condition: Condition): boolean {
  if ("of" in condition) return condition.of.some(needsLeast);
  if (condition.kind === "threshold") return condition.measure === "negativeShare" || condition.measure === "meanScore";
  return condition.kind === "change" || condition.kind === "burst";
}

/**
 * A rule in words, one sentence: whom it is about, what it counts over which time, when it fires at which level. It is
 * what an official reads before trusting the rule.
 */
export function describeRule(rule: Rule): Localized {
  const about = scope(rule);
  const window = durationWords(rule.window);
  const all = [{ level: rule.level, when: rule.when }, ...rule.levels];
  const levels = all.map(({ level, when }) => ({ level: LEVEL_WORDS[level], condition: conditionWords(when) }));
  const least = all.some(({ when }) => needsLeast(when));
  const hold = rule.for && durationWords(rule.for);
  return {
    zh: `${about.zh}；看 ${window.zh}：${levels
      .map(({ level, condition }) => `${condition.zh}时发${level.zh}预警`)
      .join("；")}${least ? `；不足 ${rule.least} 件不判断` : ""}${hold ? `；持续 ${hold.zh}才通知` : ""}。`,
    en: `${about.en}; over ${window.en}: ${levels
      .map(({ level, condition }) => `${level.en} at ${condition.en}`)
      .join("; ")}${least ? `; below ${rule.least} messages nothing is judged` : ""}${
      hold ? `; told when it has held for ${hold.en}` : ""
    }.`,
  };
}
