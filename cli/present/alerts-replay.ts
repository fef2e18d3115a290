import type { Episode, Replay } from "../../alerts/evaluate/evaluation.js";
import { describeRule } from "../../alerts/rules/describe-rule.js";
import type { Rule } from "../../alerts/rules/rule.js";
import type { AlertsLook } from "./alerts-table.js";
import { levelText } from "./alerts-words.js";
import { oneLine } from "./escape.js";
import { wrap } from "./width.js";

interface ReplayLook extends AlertsLook {
  /** The time that was looked at, ms. */
  from: number;
  to: number;
}

interface Told extends Replay {
  episodes: (Episode & { where: string })[];
}

function episodeLines(
  { level, from, to, windows, told, why, where }: Told["episodes"][number],
  look: AlertsLook,
): string[] {
  const { language, style, zone } = look;
  const zh = language === "zh";
  const [start, end] = [from, to].map((instant) => zone.minuteText(Date.parse(instant)));
  const span = start === end ? start : zh ? `${start} 至 ${end}` : `${start} to ${end}`;
  const times = windows > 1 ? (zh ? `连续 ${windows} 次` : `${windows} times in a row`) : "";
  const short = told ? "" : zh ? "持续不够久，不会通知" : "too short to be told";
  const facts = [levelText(level, language), where, times, short].filter((fact) => fact !== "").join(" · ");
  return [
    `${style.dim(span as string)}  ${oneLine(facts)}`,
    ...wrap(oneLine(why[language]), look.width - 4).map((line) => `    ${line}`),
  ];
}

/** When a rule would have fired, what it stood on, and what the past does not tell. */
export function replayText(rule: Rule, { episodes, windows, cannotKnow }: Told, look: ReplayLook): string {
  const { language, style, width, zone } = look;
  const zh = language === "zh";
  const span = `${zone.minuteText(look.from)} – ${zone.minuteText(look.to)}`;
  const count = zh
    ? `${span}：判断 ${windows} 次，会报 ${episodes.length} 起`
    : `${span}: judged ${windows} times, would have fired ${episodes.length} times`;
  return [
    ...wrap(oneLine(describeRule(rule)[language]), width),
    style.bold(count),
    ...episodes.flatMap((episode) => episodeLines(episode, look)),
    "",
    style.dim(zh ? "过去说明不了的：" : "What the past does not tell:"),
    ...cannotKnow.flatMap((one) =>
      wrap(one[language], width - 4).map((line, i) => style.dim(i === 0 ? `  - ${line}` : `    ${line}`)),
    ),
  ].join("\n");
}
