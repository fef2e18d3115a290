import type { Issue } from "../../core/issue.js";
import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import { dayOfInstant } from "./dates.js";
import { oneLine } from "./escape.js";
import { marksOf, STAGE_WORDS, stageOf } from "./issue-words.js";
import { exact } from "./numbers.js";
import type { Style } from "./style.js";
import { type Cell, type Column, table } from "./table.js";
import { cut, width } from "./width.js";

/** An issue as a table shows it. */
export interface IssueRow {
  /** By heat, from 1. */
  rank: number;
  issue: Issue;
  degraded: boolean;
  /** The ids that its quoted messages have in their sources, by document. */
  own: ReadonlyMap<string, string>;
}

interface Look {
  language: Language;
  style: Style;
  /** Columns that no line exceeds. */
  width: number;
  zone: Zone;
  /** What "new" is measured from, ms. */
  now: number;
}

/** Issues under which a sentence of a citizen stands. */
const TOLD = 5;

const TITLES: Record<Language, readonly string[]> = {
  zh: ["排名", "热度", "热点问题", "地点", "起止", "件/人", "状态", "标记", "编号"],
  en: ["rank", "heat", "issue", "place", "period", "msgs/people", "stage", "marks", "id"],
};
const RIGHT = [0, 1, 5];
const FLEXIBLE = [2, 3, 7];
/** Place and period: left out where they would leave no room for the title. */
const ROOMY = [3, 4];
const LEAST_ROOM = 96;

/** `2026-10-31–11-08`: the year of the end only where it is another. */
export function spanOf({ stats }: Issue, zone: Zone): string {
  const from = dayOfInstant(stats.from, zone);
  const to = dayOfInstant(stats.to, zone);
  if (from === to) return from;
  return `${from}–${from.slice(0, 4) === to.slice(0, 4) ? to.slice(5) : to}`;
}

/** What the title does not say already: the district, or the place. */
function where({ title, place, district }: Issue): string {
  return [district, place].filter((name) => name !== "" && !title.includes(name)).join(" ") || district || place;
}

function row(shown: IssueRow, { language, style, zone, now }: Look): Cell[] {
  const { issue, rank } = shown;
  const stage = stageOf(issue, now);
  const hot = stage === "new" || stage === "rising" ? style.red : stage === "steady" ? String : style.dim;
  return [
    { text: String(rank), paint: style.dim },
    { text: issue.heat.toFixed(1), paint: style.red },
    { text: issue.title, paint: style.bold },
    where(issue),
    { text: spanOf(issue, zone), paint: style.dim },
    `${exact(issue.stats.count)}/${exact(issue.stats.citizens)}`,
    { text: STAGE_WORDS[stage][language], paint: hot },
    { text: marksOf(shown, language).join(" "), paint: style.yellow },
    { text: issue.id, paint: style.dim },
  ];
}

/** A citizen's sentence that tells the matter, with the message that it stands in. */
function tellingOf({ issue, own }: IssueRow, { style, width: columns }: Look): string[] {
  const [sentence] = issue.summary;
  if (sentence === undefined) return [];
  const id = oneLine(own.get(sentence.documentId) ?? sentence.documentId);
  const text = cut(oneLine(sentence.text).trim(), columns - 8 - width(id));
  return [`    ${style.cyan("“")}${text}${style.cyan("”")} ${style.dim(id)}`];
}

/** 热点问题表: issues in the given order, a line each; under the first five a sentence of a citizen. */
export function issuesTable(rows: readonly IssueRow[], look: Look): string {
  const shows = (_: unknown, i: number): boolean => look.width >= LEAST_ROOM || !ROOMY.includes(i);
  const columns = TITLES[look.language]
    .map(
      (title, i): Column => ({
        title,
        align: RIGHT.includes(i) ? "right" : "left",
        flexible: FLEXIBLE.includes(i),
      }),
    )
    .filter(shows);
  const cells = rows.map((shown) => row(shown, look).filter(shows));
  const [header = "", ...lines] = table(columns, cells, { style: look.style, total: look.width }).split("\n");
  const told = lines.flatMap((line, i) => [line, ...(i < TOLD ? tellingOf(rows[i] as IssueRow, look) : [])]);
  return [header, ...told].join("\n");
}
