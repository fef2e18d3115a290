import type { AlertWindow } from "../../core/alert.js";
import type { CaseBook } from "./book.js";
import { follow, resolve } from "./follow.js";
import type { KeyedVerdict } from "./in-order.js";
import type { CaseRule, CaseSettings } from "./settings.js";

/** A rule all of whose groups that have messages in a window have a verdict: a group without one has none. */
export interface Judged {
  ruleId: string;
  window: AlertWindow;
}

/**
 * Looks after open cases that no verdict speaks of: their rule is gone or switched off, was edited so that it no longer
 * looks at the group, or has looked at everything and found nothing there.
 */
export function followLeftOver(
  book: CaseBook,
  verdicts: readonly KeyedVerdict[],
  judged: readonly Judged[],
  rules: ReadonlyMap<string, CaseRule>,
  settings: CaseSettings,
): void {
  const spokenOf = new Set(verdicts.map(({ key, verdict }) => `${verdict.ruleId}\0${key}`));
  const speaking = new Set(verdicts.map(({ verdict }) => verdict.ruleId));
  const windows = new Map(judged.map(({ ruleId, window }) => [ruleId, window]));
  for (const one of book.all()) {
    if (one.status === "resolved" || spokenOf.has(`${one.ruleId}\0${one.memory.groupKey}`)) continue;
    const rule = rules.get(one.ruleId);
    const window = windows.get(one.ruleId);
    if (!rule?.enabled) resolve(book, one, REMOVED, "rule-removed");
    else if (rule.version !== one.memory.ruleVersion && (speaking.has(rule.id) || window)) {
      resolve(book, one, EDITED, "rule-edited");
    } else if (window) {
      const { key, verdict } = nothingThere(one.memory.groupKey, one.ruleId, window);
      follow(book, { key, verdict: { ...verdict, group: one.group } }, rule, settings);
    }
  }
}

const REMOVED = {
  zh: "规则已删除或停用，预警随之结束。",
  en: "The rule was removed or switched off, and the alert with it.",
};
const EDITED = {
  zh: "规则已修改，不再关注这一范围，预警随之结束。",
  en: "The rule was edited and no longer looks here; the alert ends with that.",
};

function nothingThere(key: string, ruleId: string, window: AlertWindow): KeyedVerdict {
  const why = { zh: "这一时段没有相关来件。", en: "No message about it in this time." };
  return {
    key,
    verdict: { ruleId, group: {}, window, state: "ok", level: "blue", observations: [], documents: [], why },
  };
}
