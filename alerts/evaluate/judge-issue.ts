import type { Issue } from "../../core/issue.js";
import type { HeatAbove, NewIssue } from "../rules/condition.js";
import type { RuleWhere } from "../rules/rule.js";
import type { Finding } from "./finding.js";

/** Whether an issue is one that a rule's filter means. */
export function isMeant({ topic, district }: Issue, where: RuleWhere): boolean {
  return (
    (where.topic?.includes(topic[0] ?? "") ?? true) &&
    (where.topic2?.includes(topic[1] ?? "") ?? true) &&
    (where.topic3?.includes(topic[2] ?? "") ?? true) &&
    (where.area?.includes(district) ?? true)
  );
}

/** Whether an issue is still of interest to anybody. */
export function isLive({ status, dismissed }: Issue): boolean {
  return !dismissed && (status === "open" || status === "growing");
}

/** Title and first day of an issue in words. */
type When = (instant: number) => { zh: string; en: string };

/** An issue whose first message lies in the window (ms) and which has so many. */
export function judgeNewIssue({ least }: NewIssue, issue: Issue, from: number, to: number, when: When): Finding {
  const { stats, title } = issue;
  const first = Date.parse(stats.from);
  const since = when(first);
  return {
    holds: isLive(issue) && first >= from && first < to && stats.count >= least,
    observations: [{ measure: "messages", value: stats.count, n: stats.count, limit: least, since: stats.from }],
    words: () => ({
      zh: `「${title}」自${since.zh}首次出现，已有 ${stats.count} 件，涉及 ${stats.citizens} 人`,
      en: `"${title}" first came up on ${since.en}: ${stats.count} messages, ${stats.citizens} people`,
    }),
  };
}

/** An issue that got a message in the window (ms) and whose heat is high. */
export function judgeHeat({ above }: HeatAbove, issue: Issue, from: number, to: number): Finding {
  const { stats, title, heat } = issue;
  const last = Date.parse(stats.to);
  const shown = Math.round(heat);
  return {
    holds: isLive(issue) && last >= from && last < to && heat >= above,
    observations: [{ measure: "heat", value: heat, n: stats.count, limit: above, since: stats.from }],
    words: () => ({
      zh: `「${title}」热度 ${shown}，规则为 ${above}，共 ${stats.count} 件`,
      en: `"${title}" has heat ${shown}, the rule says ${above}; ${stats.count} messages`,
    }),
  };
}
