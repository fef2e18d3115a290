import type { AlertGroup, AlertWindow } from "../../core/alert.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Hit, Store, Where } from "../../core/store.js";
import { leaves } from "../rules/condition.js";
import type { Rule, RuleWhere } from "../rules/rule.js";
import type { Ruling } from "./rule-judge.js";

/** How many documents a verdict names. */
const SHOWN = 3;
/** So many of the newest messages of the group are looked at; what is severe is asked for by itself where the rule is about it. */
const LOOKED_AT = 200;
const GRAVEST = 3;

/** The messages of a group in a window. */
function whereOf(rule: Pick<Rule, "where">, group: AlertGroup, { from, to }: AlertWindow): Where {
  const { issue: _, ...values } = group;
  const wanted = Object.fromEntries(Object.entries(values).map(([dimension, value]) => [dimension, [value]]));
  return { ...rule.where, ...wanted, from, to };
}

/** What a condition about single messages narrows the search to: its severity, its first word. */
function narrowed(rule: Rule): RuleWhere {
  const all = [rule.when, ...rule.levels.map(({ when }) => when)].flatMap(leaves);
  const grave = all.find((leaf) => leaf.kind === "severity");
  if (!grave) return {};
  const severity = Array.from({ length: GRAVEST - grave.atLeast + 1 }, (_, step) => String(grave.atLeast + step));
  return { severity: severity.filter((level) => rule.where.severity?.includes(level) ?? true) };
}

function support({ engagement }: FeedbackDocument): number {
  return (engagement?.likes ?? 0) + (engagement?.comments ?? 0);
}

/** Most severe first, then what others support or repeat, then the newest, then by id. */
function byWeight(a: Hit, b: Hit): number {
  const [first, second] = [a.document, b.document];
  return (
    second.analysis.severity.level - first.analysis.severity.level ||
    b.folded + support(second) - (a.folded + support(first)) ||
    Date.parse(second.createdAt) - Date.parse(first.createdAt) ||
    (first.id < second.id ? -1 : 1)
  );
}

/** The ids of up to three documents that tell most; of those that repeat one another one. */
export function telling(hits: readonly Hit[]): string[] {
  const chosen: string[] = [];
  const told = new Set<string>();
  for (const { document } of [...hits].sort(byWeight)) {
    const original = document.analysis.duplicateOf ?? document.id;
    if (told.has(original)) continue;
    told.add(original);
    chosen.push(document.id);
    if (chosen.length === SHOWN) break;
  }
  return chosen;
}

/**
 * Up to three documents that show a verdict best, by one question to the store. For verdicts that came without. Where the
 * rule watches for words, the first that was found stands in them.
 */
export async function documentsOf(
  store: Pick<Store, "find">,
  rule: Rule,
  { verdict: { group, window }, matched, from }: Ruling,
): Promise<string[]> {
  const looked = from === undefined ? window : { ...window, from: new Date(from).toISOString() };
  const where = { ...whereOf(rule, group, looked), ...narrowed(rule) };
  const [word] = matched;
  const { hits } = await store.find({ ...where, ...(word !== undefined && { text: word }) }, { size: LOOKED_AT });
  return telling(hits);
}
