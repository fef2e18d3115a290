import type { Notification, NotifiedCase } from "../../core/alert.js";
import { type Language, say } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import { LEVEL_WORDS } from "../levels.js";
import { cutTo, oneLine, safeLink } from "./clean.js";
import { kindWords, LABELS, LEVEL_MARKS, leadOf, moreWords } from "./words.js";

/** A case in words. Every text is one line, bounded, and not escaped for anything. */
export interface CaseText {
  number: number;
  /** 编号 12 · ●●●○ 橙色 · 物业收费 · 城东区 */
  heading: string;
  title: string;
  where: string;
  sentence: string;
  quotes: string[];
  link?: string;
  acknowledge?: string;
}

/** A notification in words, in its own language: what every channel puts into its own form. */
export interface AlertText {
  language: Language;
  /** ●●●○【橙色预警】物业收费 */
  headline: string;
  lead?: string;
  cases: CaseText[];
  /** How many cases are not among `cases`. */
  more: number;
  /** 发出时间 2026-11-09 10:00 */
  sent: string;
}

/** Longest texts, in characters: what comes from rules and citizens has no bound of its own. */
const MOST = { title: 100, where: 100, sentence: 400, quote: 200 };

/** The words of a notification; times on the wall clock of the zone. */
export function alertText(notification: Notification, zone: Zone): AlertText {
  const { kind, level, language, cases, more } = notification;
  const lead = leadOf(kind, cases.length + more);
  return {
    language,
    headline: headlineOf(notification),
    ...(lead && { lead: say(language, lead) }),
    cases: cases.map((one) => caseText(one, language)),
    more,
    sent: `${say(language, LABELS.sent)} ${zone.minuteText(Date.parse(notification.at))}`,
  };

  function headlineOf({ title }: Notification): string {
    const what = say(language, kindWords(kind, level));
    const about = bounded(title, MOST.title);
    const mark = kind === "heartbeat" || kind === "recovered" ? "" : LEVEL_MARKS[level];
    return about === "" || about.includes(what) ? `${mark}【${about || what}】` : `${mark}【${what}】${about}`;
  }
}

function bounded(text: string, most: number): string {
  return cutTo(oneLine(text), most);
}

function caseText(one: NotifiedCase, language: Language): CaseText {
  const link = safeLink(one.link);
  const acknowledge = safeLink(one.acknowledge);
  const title = bounded(one.title, MOST.title);
  const where = bounded(one.where, MOST.where);
  const level = `${LEVEL_MARKS[one.level]} ${say(language, LEVEL_WORDS[one.level])}`;
  return {
    number: one.number,
    heading: [`${say(language, LABELS.number)} ${one.number}`, level, title, where].join(" · "),
    title,
    where,
    sentence: bounded(one.sentence, MOST.sentence),
    quotes: one.quotes.map((quote) => bounded(quote, MOST.quote)).filter((quote) => quote !== ""),
    ...(link && { link }),
    ...(acknowledge && { acknowledge }),
  };
}

/** `另有 5 起未列出`, or nothing where there are none. */
export function moreText(language: Language, more: number): string | undefined {
  return more > 0 ? say(language, moreWords(more)) : undefined;
}

/** `“…”`: a citizen's own words, told apart from ours. */
export function quoted(quote: string): string {
  return `“${quote}”`;
}
