import type { Language } from "../../core/localized.js";
import type { Hit } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import { dayOfInstant } from "./dates.js";
import { oneLine } from "./escape.js";
import { snippet } from "./highlight.js";
import type { Style } from "./style.js";
import { cut, pad, width } from "./width.js";
import { SEVERITY_WORDS } from "./words.js";

interface Look {
  language: Language;
  style: Style;
  width: number;
  zone: Zone;
}

/** Where a message is about, as finely as it is known: `A3区 · 桐梓坡路`. */
export function placeText({ document }: Hit): string {
  const { district, street } = document.analysis.area;
  const first = document.analysis.places[0]?.name;
  return [district, street ?? first].filter(Boolean).join(" · ");
}

/** The topic as finely as it is known; a guess is marked by a question mark. */
export function topicText({ document }: Hit): string {
  const { path, abstain } = document.analysis.topic;
  return `${path.slice(0, 2).join("/")}${abstain ? "?" : ""}`;
}

/** Severity in words, from "serious" on in colour. */
export function severityMark(level: number, language: Language, style: Style): string {
  const word = SEVERITY_WORDS[String(level)]?.[language] ?? "";
  if (level === 3) return style.bold(style.red(word));
  return level === 2 ? style.red(word) : style.dim(word);
}

/** What stands before the text: the title, unless the text starts with it. */
function heading({ document: { title, text } }: Hit): string {
  return title && !text.trimStart().startsWith(title) ? `${title}：` : "";
}

/** Title and text as one, the title only once where the text starts with it. */
export function wording(hit: Hit): string {
  return heading(hit) + hit.document.text;
}

/** Where the first place that was found stands in the wording. */
function foundPlace(hit: Hit): [number, number] | undefined {
  const { title = [], text = [] } = hit.highlights ?? {};
  const lead = heading(hit).length;
  if (lead > 0 && title[0]) return title[0];
  return text[0] && [text[0][0] + lead, text[0][1] + lead];
}

const INDENT = 2;

/**
 * Found messages, two lines each: date, severity, topic and place; then the wording around what was found, which is
 * marked by `【】` where there is no colour.
 */
export function hitsText(hits: readonly Hit[], look: Look): string {
  const { language, style, zone } = look;
  const mark = (found: string): string => (style.colour ? style.bold(style.yellow(found)) : `【${found}】`);
  const severityWidth = Math.max(...Object.values(SEVERITY_WORDS).map((word) => width(word[language])));
  return hits
    .map((hit) => {
      const { document, folded } = hit;
      const same = language === "zh" ? `另有 ${folded} 件相同` : `${folded} more like it`;
      const head = [
        dayOfInstant(document.createdAt, zone),
        pad(severityMark(document.analysis.severity.level, language, style), severityWidth),
        style.cyan(oneLine(topicText(hit))),
        oneLine(placeText(hit)),
        ...(folded > 0 ? [style.dim(same)] : []),
        style.dim(oneLine(document.externalId ?? document.id)),
      ].filter((part) => part.trim() !== "");
      const body = snippet(wording(hit), foundPlace(hit), look.width - INDENT - (style.colour ? 0 : 4), mark);
      return `${cutPainted(head.join("  "), look.width)}\n${" ".repeat(INDENT)}${body}`;
    })
    .join("\n");
}

/** Cuts a line with colours only where it is too wide; then the colours go. */
function cutPainted(line: string, columns: number): string {
  return width(line) <= columns ? line : cut(line.replace(/\u001b\[\d+m/g, ""), columns);
}
