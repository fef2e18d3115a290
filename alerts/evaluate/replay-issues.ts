import type { Issue } from "../../core/issue.js";
import type { Localized } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { Rule } from "../rules/rule.js";
import type { Episode, Replay } from "./evaluation.js";
import { isMeant } from "./judge-issue.js";
import { bucketsOf, leavesOf } from "./needs.js";
import { dayWords } from "./time-words.js";

const HEAT: Localized = {
  zh: "议题过去的热度没有保存：含 heat 条件的规则无法回放。",
  en: "The heat that issues had in the past is not kept: rules with heat cannot be replayed.",
};
const MEMBERS: Localized = {
  zh: "按议题现在的成员来算：其间的合并、拆分和改名不在其内。",
  en: "Issues count as they are made up now: merges, splits and new names since are left out.",
};

/** When a rule about new issues would have fired, from the messages a day that issues have now. */
export function replayIssues(
  rule: Rule,
  options: { zone: Zone; from: number; to: number; issues: readonly Issue[] },
): Replay {
  const { zone, from, to } = options;
  const conditions = leavesOf(rule);
  if (rule.when.kind !== "newIssue" || conditions.length > 1) {
    return { ruleId: rule.id, episodes: [], windows: 0, cannotKnow: [HEAT, MEMBERS] };
  }
  const { least } = rule.when;
  const { length } = bucketsOf(rule.window);
  const [firstDay, lastDay] = [zone.dayOf(from), zone.dayOf(to - 1)];
  const episodes = options.issues
    .filter((issue) => isMeant(issue, rule.where))
    .flatMap((issue): Episode[] => {
      const begin = zone.dayOf(Date.parse(issue.stats.from));
      const reached = dayOfMessage(issue, least);
      const known = reached === undefined ? undefined : zone.dayOf(Date.parse(`${reached}T12:00:00Z`));
      if (known === undefined || known >= begin + length || known < firstDay || known > lastDay) return [];
      const last = Math.min(begin + length - 1, lastDay);
      const day = dayWords(begin, lastDay, zone);
      return [
        {
          group: { issue: issue.id },
          level: rule.level,
          from: new Date(zone.startOfDay(known + 1)).toISOString(),
          to: new Date(zone.startOfDay(last + 1)).toISOString(),
          windows: last - known + 1,
          told: rule.for === undefined,
          why: {
            zh: `「${issue.title}」自${day.zh}首次出现，已有 ${least} 件`,
            en: `"${issue.title}" first came up on ${day.en}: ${least} messages`,
          },
        },
      ];
    })
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return { ruleId: rule.id, episodes, windows: lastDay - firstDay + 1, cannotKnow: [MEMBERS] };
}

/** The day (`2026-11-08`) on which the so-many-th message of an issue came. */
function dayOfMessage(issue: Issue, least: number): string | undefined {
  let sum = 0;
  for (const { day, n } of issue.stats.days) {
    sum += n;
    if (sum >= least) return day;
  }
  return undefined;
}
