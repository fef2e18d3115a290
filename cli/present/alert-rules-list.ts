import type { Rule } from "../../alerts/rules/rule.js";
import type { Localized } from "../../core/localized.js";
import type { HitRate } from "../../state/alert-cases.js";
import type { StoredRule } from "../../state/alert-rules.js";
import { indented } from "./alert-parts.js";
import type { AlertsLook } from "./alerts-table.js";
import { levelText } from "./alerts-words.js";
import { oneLine } from "./escape.js";

/** A rule, how right it has been, and who edited it here. */
export interface ListedRule {
  rule: Rule;
  words: Localized;
  rate?: HitRate;
  edited?: StoredRule;
}

function rateText(rate: HitRate | undefined, zh: boolean): string {
  if (rate === undefined) return zh ? "还没有报过" : "never fired yet";
  const { cases, permille } = rate;
  const judged = rate.true + rate.false + rate.handled;
  const fired = zh ? `报过 ${cases} 起` : `fired ${cases} times`;
  if (permille === undefined) return `${fired}${zh ? "，尚未核实" : ", none checked yet"}`;
  const share = `${Math.round(permille / 10)}%`;
  return zh
    ? `${fired}，核实 ${judged} 起，命中率 ${share}（属实 ${rate.true}，已处置 ${rate.handled}，误报 ${rate.false}）`
    : `${fired}, ${judged} checked, hit rate ${share} (true ${rate.true}, dealt with ${rate.handled}, false ${rate.false})`;
}

/** Rules in the given order: what they are called, when they fire, how right they have been. */
export function rulesText(rows: readonly ListedRule[], look: AlertsLook): string {
  const { language, style } = look;
  const zh = language === "zh";
  return rows
    .flatMap(({ rule, words, rate, edited }) => {
      const marks = [
        levelText(rule.level, language),
        rule.owner ? `${zh ? "责任" : "owner"} ${rule.owner}` : "",
        edited
          ? zh
            ? `${edited.by} 改过（第 ${edited.version} 版）`
            : `edited by ${edited.by} (version ${edited.version})`
          : "",
        rule.enabled ? "" : zh ? "已停用" : "at rest",
      ].filter((mark) => mark !== "");
      return [
        `${style.bold(oneLine(rule.title ?? rule.id))}  ${style.dim(rule.id)}  ${oneLine(marks.join(" · "))}`,
        ...indented(words[language], look, 4),
        ...indented(rateText(rate, zh), look, 4).map(style.dim),
      ];
    })
    .join("\n");
}
