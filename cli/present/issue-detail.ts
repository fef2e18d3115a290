import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { IssueMessage } from "../../pipelines/issues/issue-message.js";
import type { ListedIssue } from "../../pipelines/issues/listed-issue.js";
import type { IssueEventRecord } from "../../state/issues.js";
import { oneLine } from "./escape.js";
import { eventWord } from "./issue-events.js";
import { ownIds } from "./issue-json.js";
import { heatLines, marksOf, STAGE_WORDS, stageOf } from "./issue-words.js";
import { spanOf } from "./issues-table.js";
import { exact } from "./numbers.js";
import { bar } from "./sparkline.js";
import type { Style } from "./style.js";
import { cut, pad, width, wrap } from "./width.js";

interface Look {
  language: Language;
  style: Style;
  width: number;
  zone: Zone;
  /** What "new" is measured from, ms. */
  now: number;
  /** Messages that are listed, the newest of them. */
  limit: number;
}

const BAR = 20;

function section(zh: string, en: string, lines: readonly string[], { language, style }: Look): string[] {
  if (lines.length === 0) return [];
  return ["", `${style.cyan("▍")}${style.bold(language === "zh" ? zh : en)}`, ...lines];
}

/** Facts on as few lines as they need, none of them broken. */
function filled(facts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const longer = lines.length === 0 ? fact : `${lines.at(-1)} · ${fact}`;
    if (lines.length > 0 && width(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(cut(fact, columns));
  }
  return lines;
}

function head(listed: ListedIssue, look: Look): string[] {
  const { issue } = listed;
  const { language, style, zone } = look;
  const { count, citizens } = issue.stats;
  const size =
    language === "zh"
      ? `${exact(count)} 件 ${exact(citizens)} 人`
      : `${exact(count)} messages, ${exact(citizens)} people`;
  const facts = [
    STAGE_WORDS[stageOf(issue, look.now)][language],
    spanOf(issue, zone),
    size,
    [issue.district, issue.place].filter(Boolean).join(" "),
    issue.topic.join("/"),
    ...marksOf(listed, language),
  ].filter((part) => part !== "");
  return [`${style.bold(oneLine(issue.title))}  ${style.dim(issue.id)}`, ...filled(facts.map(oneLine), look.width)];
}

function heat({ issue }: ListedIssue, { language, style }: Look): string[] {
  const parts = heatLines(issue, language);
  const most = Math.max(...parts.map(({ value }) => value));
  const label = Math.max(...parts.map(({ word }) => width(word)));
  return parts.map(({ word, value }) =>
    `  ${pad(word, label)}  ${pad(value.toFixed(1), 5, "right")}  ${style.cyan(bar(value, most, BAR))}`.trimEnd(),
  );
}

function summary(listed: ListedIssue, look: Look): string[] {
  const own = ownIds(listed);
  return listed.issue.summary.flatMap(({ text, documentId }) => {
    const [first = "", ...more] = wrap(oneLine(text), look.width - 4);
    const id = oneLine(own.get(documentId) ?? documentId);
    return [
      `  ${look.style.cyan("“")} ${first}`,
      ...more.map((line) => `    ${line}`),
      `    ${look.style.dim(`— ${id}`)}`,
    ];
  });
}

function written({ issue }: ListedIssue, look: Look): string[] {
  if (issue.written === undefined) return [];
  const { text, model, at } = issue.written;
  const made = `— ${oneLine(model)}  ${look.zone.minuteText(Date.parse(at))}`;
  return [...wrap(oneLine(text), look.width - 2).map((line) => `  ${line}`), `  ${look.style.dim(made)}`];
}

function message({ externalId, at, title, text, duplicateOf }: IssueMessage, ids: number, look: Look): string {
  const mark = duplicateOf === undefined ? "" : look.language === "zh" ? "（重复）" : "(repeat) ";
  const lead = `  ${look.zone.minuteText(at)}  ${pad(oneLine(externalId), ids)}  `;
  const words = cut(oneLine(`${mark}${title ? `${title}：` : ""}${text}`), Math.max(10, look.width - width(lead)));
  return `${look.style.dim(lead)}${words}`;
}

function messages({ messages: all }: ListedIssue, look: Look): string[] {
  const shown = all.slice(-look.limit).reverse();
  const ids = Math.max(0, ...shown.map(({ externalId }) => width(oneLine(externalId))));
  return shown.map((each) => message(each, ids, look));
}

function history(events: readonly IssueEventRecord[], { language, style, zone }: Look): string[] {
  const zh = language === "zh";
  return events.map(({ at, kind, other, by, details, undone }) => {
    const who = by === "machine" ? (zh ? "自动" : "by itself") : by;
    const title = typeof details?.to === "string" ? `“${details.to}”` : undefined;
    const back = undone ? (zh ? "（已撤销）" : "(taken back)") : undefined;
    const what = [eventWord(kind, language), other, title, back].filter((part) => part !== undefined).join(" ");
    return `  ${style.dim(zone.minuteText(at))}  ${oneLine(what)}  ${style.dim(oneLine(who))}`;
  });
}

/** One issue in full: what it is, what its heat is made of, citizens' sentences, its messages, what happened to it. */
export function issueDetail(listed: ListedIssue, events: readonly IssueEventRecord[], look: Look): string {
  const { issue } = listed;
  const { language } = look;
  const zh = language === "zh";
  const all = listed.messages.length;
  const rest =
    all > look.limit ? (zh ? `（最新 ${look.limit} / ${all} 件）` : ` (newest ${look.limit} of ${all})`) : "";
  const words = (list: readonly string[]): string[] =>
    list.length === 0 ? [] : wrap(oneLine(list.join(zh ? "、" : ", ")), look.width - 2).map((line) => `  ${line}`);
  return [
    ...head(listed, look),
    ...section(`热度 ${issue.heat.toFixed(1)}`, `Heat ${issue.heat.toFixed(1)}`, heat(listed, look), look),
    ...section("机器撰写，已逐项核对", "Written by a machine, each item checked", written(listed, look), look),
    ...section("市民原话", "In citizens' words", summary(listed, look), look),
    ...section("关键词", "Keywords", words(issue.keywords), look),
    ...section("涉及地点", "Places", words(issue.places), look),
    ...section("往年同类", "Earlier ones", words(issue.recurs), look),
    ...section(`来件${rest}`, `Messages${rest}`, messages(listed, look), look),
    ...section("经过", "History", history(events, look), look),
  ].join("\n");
}
