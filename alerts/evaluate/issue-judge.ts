import type { AlertGroup } from "../../core/alert.js";
import type { Issue } from "../../core/issue.js";
import type { Condition } from "../rules/condition.js";
import type { Rule } from "../rules/rule.js";
import type { Evaluation } from "./evaluation.js";
import { type Finding, joined } from "./finding.js";
import { isLive, isMeant, judgeHeat, judgeNewIssue } from "./judge-issue.js";
import type { Moment } from "./moment.js";
import { bucketsOf } from "./needs.js";
import { dayWords } from "./time-words.js";

const SHOWN = 3;

/**
 * Judges a rule about issues. An issue is judged by what is known of it now: its messages are in already, so no
 * watermark is waited for, and an issue whose first message was written before the window (a backfill) is not new.
 * @param open issues with an open case; undefined: a verdict is wanted of every issue that the rule means
 */
export function judgeIssues(
  rule: Rule,
  issues: readonly Issue[],
  { now, zone }: Pick<Moment, "now" | "zone">,
  open: readonly AlertGroup[] | undefined,
): Evaluation {
  const today = zone.dayOf(now);
  const from = zone.startOfDay(today - bucketsOf(rule.window).length + 1);
  const to = zone.startOfDay(today + 1);
  const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const openIds = new Set((open ?? []).map(({ issue }) => issue));
  const levels = [...rule.levels].reverse().concat({ level: rule.level, when: rule.when });

  const judge = (condition: Condition, issue: Issue): Finding => {
    if ("of" in condition) {
      return joined(
        condition.kind,
        condition.of.map((part) => judge(part, issue)),
      );
    }
    if (condition.kind === "heat") return judgeHeat(condition, issue, from, to);
    if (condition.kind === "newIssue") {
      return judgeNewIssue(condition, issue, from, to, (instant) => dayWords(zone.dayOf(instant), today, zone));
    }
    return { holds: false, observations: [], words: () => ({ zh: "", en: "" }) };
  };

  const verdicts = issues
    .filter((issue) => isMeant(issue, rule.where))
    .filter((issue) => isLive(issue) || openIds.has(issue.id))
    .flatMap((issue): Evaluation["verdicts"] => {
      const findings = levels.map(({ level, when }) => ({ level, finding: judge(when, issue) }));
      const held = findings.find(({ finding }) => finding.holds);
      if (!held && open !== undefined && !openIds.has(issue.id)) return [];
      const { level, finding } = held ?? (findings.at(-1) as (typeof findings)[number]);
      const words = finding.words();
      const place =
        issue.district === "" ? { zh: "", en: "" } : { zh: `${issue.district}：`, en: `${issue.district}: ` };
      return [
        {
          ruleId: rule.id,
          group: { issue: issue.id },
          window,
          state: held ? "firing" : "ok",
          level,
          observations: [...finding.observations],
          documents: held ? issue.representatives.slice(0, SHOWN) : [],
          why: { zh: `${place.zh}${words.zh}`, en: `${place.en}${words.en}` },
        },
      ];
    });
  return { verdicts, judged: [{ ruleId: rule.id, window }] };
}
