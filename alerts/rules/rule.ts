import { z } from "zod";
import { ALERT_LEVELS, type AlertLevel } from "../../core/alert.js";
import { DEMANDS, SENTIMENT_LABELS } from "../../core/analysis.js";
import { CHANNELS } from "../../core/feedback-item.js";
import { DIMENSIONS, type Dimension, type Where } from "../../core/store.js";
import { type Condition, conditionSchema, leaves } from "./condition.js";
import { type Duration, durationSchema, windowSchema } from "./duration.js";

/** What a rule can be grouped by. */
export type GroupDimension = Dimension | "issue";

/** Which messages a rule is about: all of {@link Where} but the time, which is the rule's window. */
export type RuleWhere = Omit<Where, "from" | "to">;

/** What an official wants to be told of. */
export interface Rule {
  /** Small letters, digits and -; never changes, cases refer to it. */
  id: string;
  /** What people read; absent: the rule in words (see describe-rule.ts). */
  title?: string;
  level: AlertLevel;
  /** Account or unit that answers for the rule and its cases. */
  owner?: string;
  enabled: boolean;
  where: RuleWhere;
  /** Each combination of values is judged and alerted by itself; empty: all together. Rules about issues have `issue`. */
  groupBy: readonly GroupDimension[];
  /** Stretch of time that is judged: whole hours, or whole days of the wall calendar. */
  window: Duration;
  /** Messages in the window below which shares, means, changes and bursts are not judged. */
  least: number;
  when: Condition;
  /** More urgent levels with conditions of their own; the most urgent one that holds counts. */
  levels: readonly { level: AlertLevel; when: Condition }[];
  /** How long it must hold before anybody is told. */
  for?: Duration;
  /** How long after its end the same group opens no new case. */
  cooldown?: Duration;
  /** Ids of rules that say nothing while this one fires for a group that holds theirs. */
  inhibits: readonly string[];
  /** Names of channels; empty: as subscriptions and defaults say. */
  channels: readonly string[];
}

const ID = /^[a-z][a-z0-9-]*$/;
const names = z.array(z.string().trim().max(100)).min(1).max(500);

const whereSchema = z.strictObject({
  text: z.string().trim().min(2).max(100).optional().describe("words that stand in title or text, just so"),
  topic: names.optional(),
  topic2: names.optional(),
  topic3: names.optional(),
  area: names.optional(),
  street: names.optional(),
  source: names.optional(),
  channel: z.array(z.enum(CHANNELS)).min(1).optional(),
  department: names.optional(),
  demand: z.array(z.enum(DEMANDS)).min(1).optional(),
  sentiment: z.array(z.enum(SENTIMENT_LABELS)).min(1).optional(),
  severity: z
    .array(z.union([z.int().min(0).max(3), z.enum(["0", "1", "2", "3"])]).transform(String))
    .min(1)
    .optional(),
  folded: z.enum(["all", "representatives"]).optional().describe("representatives: copies do not count"),
});

const shape = {
  id: z.string().regex(ID).max(64).describe("name that never changes"),
  title: z.string().trim().min(1).max(60).optional().describe("what people read"),
  level: z.enum(ALERT_LEVELS).describe("blue, yellow, orange or red"),
  owner: z.string().trim().min(1).max(100).optional().describe("who answers for it"),
  enabled: z.boolean().default(true).describe("false: it rests"),
  where: whereSchema.default({}).describe("which messages it is about; default: all"),
  groupBy: z
    .array(z.enum([...DIMENSIONS, "issue"]))
    .max(3)
    .default([])
    .describe("what is judged apart"),
  window: windowSchema.default({ unit: "days", value: 1 }).describe("stretch of time that is judged"),
  least: z.int().min(1).max(1_000_000).default(5).describe("messages below which nothing is judged"),
  when: conditionSchema.describe("when it fires"),
  levels: z
    .array(z.strictObject({ level: z.enum(ALERT_LEVELS), when: conditionSchema }))
    .max(3)
    .default([])
    .describe("more urgent levels"),
  for: durationSchema.optional().describe("how long it must hold"),
  cooldown: durationSchema.optional().describe("rest after its end"),
  inhibits: z.array(z.string().regex(ID)).max(100).default([]).describe("rules that keep silent meanwhile"),
  channels: z.array(z.string().min(1)).max(20).default([]).describe("ways out"),
};

/** Names of the keys of a rule, and of its filter, for hints about mistyped ones. */
export const RULE_KEYS = Object.keys(shape);
export const WHERE_KEYS = Object.keys(whereSchema.shape);

const ABOUT_ISSUES = new Set(["newIssue", "heat"]);
/** What is known of an issue and can be asked for. */
const ISSUE_FILTERS = new Set(["topic", "topic2", "topic3", "area"]);

/** Whether a rule judges issues rather than messages. */
export function isAboutIssues(rule: Pick<Rule, "when">): boolean {
  return leaves(rule.when).some(({ kind }) => ABOUT_ISSUES.has(kind));
}

type Fault = (path: PropertyKey[], message: string, zh: string) => void;

function checkIssueRule(rule: Rule, fault: Fault): void {
  if (rule.groupBy.some((dimension) => dimension !== "issue")) {
    fault(["groupBy"], "a rule about issues is grouped by issue, nothing else", "热点议题的规则只能按 issue 分组");
  }
  for (const key of Object.keys(rule.where)) {
    if (ISSUE_FILTERS.has(key)) continue;
    fault(["where", key], "of issues only topic and area are known", "议题只能按 topic、topic2、topic3、area 筛选");
  }
  if (rule.window.unit === "hours") fault(["window"], "for issues: days or weeks", "议题的规则按 days 或 weeks");
}

function checkMessageRule(rule: Rule, fault: Fault): void {
  if (rule.groupBy.includes("issue")) {
    fault(["groupBy"], "issue goes with newIssue and heat only", "issue 只能用于 newIssue 和 heat 条件");
  }
  const kinds = new Set([rule.when, ...rule.levels.map(({ when }) => when)].flatMap(leaves).map(({ kind }) => kind));
  if (rule.window.unit === "hours" && (kinds.has("burst") || kinds.has("flatline"))) {
    fault(
      ["window"],
      "bursts and silences are judged by days: days or weeks",
      "突增和中断按天判断：window 请用 days 或 weeks",
    );
  }
  if (kinds.has("keyword") && rule.where.text !== undefined) {
    fault(
      ["where", "text"],
      "does not go with keyword: put the words there",
      "不能与 keyword 条件同用：请把词写进 keyword",
    );
  }
}

/** What no single key can say. */
function check(rule: Rule, fault: Fault): void {
  const conditions = [rule.when, ...rule.levels.map(({ when }) => when)];
  const about = new Set(conditions.flatMap(leaves).map(({ kind }) => ABOUT_ISSUES.has(kind)));
  if (about.size > 1) {
    fault(
      ["when"],
      "newIssue and heat cannot be mixed with conditions about messages",
      "newIssue、heat 不能与针对消息的条件混用",
    );
    return;
  }
  if (new Set(rule.groupBy).size < rule.groupBy.length) fault(["groupBy"], "names one twice", "同一项写了两次");
  if (rule.inhibits.includes(rule.id)) fault(["inhibits"], "a rule cannot inhibit itself", "规则不能抑制自己");
  let rank = ALERT_LEVELS.indexOf(rule.level);
  rule.levels.forEach(({ level }, index) => {
    const next = ALERT_LEVELS.indexOf(level);
    if (next <= rank) {
      fault(
        ["levels", index, "level"],
        "must be more urgent than the one before",
        "须比前一级更紧急（蓝 < 黄 < 橙 < 红）",
      );
    }
    rank = Math.max(rank, next);
  });
  if (about.has(true)) checkIssueRule(rule, fault);
  else checkMessageRule(rule, fault);
}

/** A rule as it is written in YAML; what comes out is complete. */
export const ruleSchema: z.ZodType<Rule> = z.strictObject(shape).transform((written, context): Rule => {
  const { title, owner, for: hold, cooldown, where, ...rest } = written;
  const rule: Rule = {
    ...rest,
    where: Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined)),
    ...(title !== undefined && { title }),
    ...(owner !== undefined && { owner }),
    ...(hold !== undefined && { for: hold }),
    ...(cooldown !== undefined && { cooldown }),
  };
  check(rule, (path, message, zh) =>
    context.addIssue({ code: "custom", path, message, params: { zh }, input: written }),
  );
  return isAboutIssues(rule) ? { ...rule, groupBy: ["issue"] } : rule;
});
