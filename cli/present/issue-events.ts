import type { Language, Localized } from "../../core/localized.js";
import type { IssueEventKind } from "../../state/issues.js";

const EVENT_WORDS: Record<IssueEventKind, Localized> = {
  opened: { zh: "出现", en: "found" },
  merged: { zh: "合并", en: "merged with" },
  split: { zh: "拆分", en: "split from" },
  closed: { zh: "结束", en: "closed" },
  reopened: { zh: "重新出现", en: "reopened" },
  renamed: { zh: "改名", en: "renamed" },
  pinned: { zh: "置顶", en: "pinned" },
  unpinned: { zh: "取消置顶", en: "unpinned" },
  dismissed: { zh: "忽略", en: "dismissed" },
  restored: { zh: "恢复", en: "restored" },
  undone: { zh: "撤销", en: "undone" },
};

/** A kind of event in words. */
export function eventWord(kind: IssueEventKind, language: Language): string {
  return EVENT_WORDS[kind][language];
}
