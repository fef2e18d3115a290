import type { AlertGroup } from "../../core/alert.js";
import type { Issue } from "../../core/issue.js";
import type { Store } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import type { DayKinds } from "../../trends/baseline/daily-series.js";
import { rankOf } from "../levels.js";
import { isAboutIssues, type Rule } from "../rules/rule.js";
import { CommonWords } from "./common-words.js";
import { Conditions } from "./conditions.js";
import { documentsOf } from "./documents.js";
import type { Evaluation } from "./evaluation.js";
import { judgeIssues } from "./issue-judge.js";
import { Material } from "./material.js";
import type { Moment } from "./moment.js";
import { leavesOf } from "./needs.js";
import { RuleJudge, type Ruling } from "./rule-judge.js";
import type { Watermarks } from "./watermarks.js";

/** So many firing groups get documents at once; those of others can be asked for when they are shown. */
const WITH_DOCUMENTS = 50;

/** What rules are judged by. Instants are ms since the epoch. */
export interface EvaluateOptions {
  store: Pick<Store, "count" | "find">;
  calendar: DayKinds;
  zone: Zone;
  now: number;
  /** The instant of the evaluation before: a clock that was put back does not make anything happen again (R13). */
  last?: number;
  /** Up to which instant the data of each source is complete. */
  watermarks: Watermarks;
  /** The same at the evaluation before: what had been judged then is not judged again, whatever came in for it since. */
  lastWatermarks?: Watermarks;
  /** All issues that are not merged. */
  issues: readonly Issue[];
  /**
   * Groups of a rule with an open case, pending ones too. With it, only they and what fires get a verdict; without it
   * every group does.
   */
  open?: (ruleId: string) => readonly AlertGroup[];
  /** How many firing groups get documents. Default 50, the most urgent first. */
  documents?: number;
}

/**
 * Judges rules at one instant. Questions to the store are shared: how many there are depends on how many kinds of
 * questions the rules ask, not on how many rules or groups there are. A rule that rests has no verdict.
 */
export async function evaluate(rules: readonly Rule[], options: EvaluateOptions): Promise<Evaluation> {
  const { store, calendar, zone, watermarks, issues, open } = options;
  const now = Math.max(options.now, options.last ?? Number.NEGATIVE_INFINITY);
  const moment: Moment = { now, zone, calendar, watermarks, before: options.lastWatermarks };
  const enabled = rules.filter((rule) => rule.enabled);
  const aboutMessages = enabled.filter((rule) => !isAboutIssues(rule));
  const material = await Material.gather(aboutMessages, store, {
    first: now,
    last: now,
    zone,
    calendar,
  });
  const words = new CommonWords();
  const conditions = new Conditions(material, words);

  const rulings: { rule: Rule; ruling: Ruling }[] = [];
  const judged: Evaluation["judged"] = [];
  for (const rule of enabled) {
    if (isAboutIssues(rule)) {
      const found = judgeIssues(rule, issues, moment, open?.(rule.id));
      judged.push(...found.judged);
      for (const verdict of found.verdicts) rulings.push({ rule, ruling: { verdict, matched: [] } });
      continue;
    }
    const judge = new RuleJudge(rule, material, conditions, moment, open?.(rule.id));
    await lookForWords(rule, judge, material, words, store);
    for (const ruling of judge.rulings()) rulings.push({ rule, ruling });
    const window = judge.judgedWindow();
    if (window) judged.push({ ruleId: rule.id, window });
  }
  await addDocuments(rulings, store, options.documents ?? WITH_DOCUMENTS);
  return { verdicts: rulings.map(({ ruling }) => ruling.verdict), judged };
}

async function lookForWords(
  rule: Rule,
  judge: RuleJudge,
  material: Material,
  words: CommonWords,
  store: Pick<Store, "find">,
): Promise<void> {
  for (const leaf of leavesOf(rule)) {
    if (leaf.kind !== "keyword" || leaf.any.length < 2) continue;
    const windows = judge.windows();
    const from = Math.max(0, Math.min(...windows.map((window) => window.from)));
    const to = Math.max(...windows.map((window) => window.to));
    await words.look(rule, leaf, { from, to }, material, judge.timeline, store);
  }
}

async function addDocuments(
  rulings: readonly { rule: Rule; ruling: Ruling }[],
  store: Pick<Store, "find">,
  most: number,
): Promise<void> {
  const firing = rulings
    .filter(({ ruling: { verdict } }) => verdict.state === "firing" && verdict.documents.length === 0)
    .sort((a, b) => rankOf(b.ruling.verdict.level) - rankOf(a.ruling.verdict.level))
    .slice(0, most);
  for (const { rule, ruling } of firing) {
    ruling.verdict.documents = await documentsOf(store, rule, ruling);
  }
}
