import type { Language, Localized } from "../../core/localized.js";

/** Something that happened to an issue. */
export interface IssueEventLook {
  /** ms */
  at: number;
  kind: string;
  /** The other issue that took part in it. */
  other?: string;
  /** `machine`, or the account of a person. */
  by: string;
}

const EVENT_WORDS: Readonly<Record<string, Localized>> = {
  opened: { zh: "出现", en: "found" },
  merged: { zh: "并入", en: "merged with" },
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
export function eventWord(kind: string, language: Language): string {
  return EVENT_WORDS[kind]?.[language] ?? kind;
}
