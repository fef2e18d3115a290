import type { Hit } from "../../core/store.js";
import type { Picture } from "../../trends/picture.js";
import { shortMinute } from "./dates.js";
import { oneLine } from "./escape.js";
import { exact } from "./numbers.js";
import { type Look, section, zh } from "./picture-look.js";
import { placeText, severityMark, topicText, wording } from "./search-table.js";
import { cut, pad, width, wrap } from "./width.js";
import { SEVERITY_WORDS } from "./words.js";

const SAMPLE_LINES = 2;

/** A message's words in at most `lines` lines, the last one cut where there is more. */
function excerpt(hit: Hit, columns: number, lines: number): string[] {
  // No more than can be shown: a message may have 20,000 characters.
  const start = wording(hit).slice(0, (lines + 1) * columns * 2);
  const all = wrap(oneLine(start).replace(/ {2,}/g, " ").trim(), columns);
  if (all.length <= lines) return all;
  return [...all.slice(0, lines - 1), cut(`${all[lines - 1]}${all[lines]}`, columns)];
}

function about(hit: Hit, look: Look): string {
  const same = hit.folded > 0 ? (zh(look) ? `等 ${exact(hit.folded + 1)} 件` : `×${exact(hit.folded + 1)}`) : "";
  return [shortMinute(hit.document.createdAt, look.zone), placeText(hit), topicText(hit), same]
    .map(oneLine)
    .filter((part) => part !== "")
    .join("  ");
}

/** The gravest messages of the period, newest first, each with the words that made it grave. */
export function severe({ severeMessages }: Picture, look: Look): string {
  const title = zh(look) ? "最严重的来件" : "Most severe";
  if (severeMessages.length === 0) {
    return section(title, `  ${look.style.dim(zh(look) ? "没有严重的来件。" : "None.")}`, look);
  }
  const { style, language } = look;
  const indent = Math.max(...Object.values(SEVERITY_WORDS).map((word) => width(word[language]))) + 4;
  const blank = " ".repeat(indent);
  const lines = severeMessages.map((hit) => {
    const { level, reasons } = hit.document.analysis.severity;
    const mark = pad(`  ${severityMark(level, language, style)}`, indent);
    const why = reasons.length > 0 ? style.red(oneLine(reasons.slice(0, 4).join(zh(look) ? "、" : ", "))) : "";
    const facts = cut(about(hit, look), look.width - indent - width(why) - 2);
    const text = excerpt(hit, look.width - indent, 1).map((line) => blank + line);
    return [`${mark}${style.dim(facts)}  ${why}`.trimEnd(), ...text].join("\n");
  });
  return section(title, lines.join("\n"), look);
}

/** A few messages in the citizens' own words, from different topics. */
export function voices({ samples }: Picture, look: Look): string {
  if (samples.length === 0) return "";
  const lines = samples.map((hit) => {
    const [first = "", ...more] = excerpt(hit, look.width - 4, SAMPLE_LINES);
    const text = [`  ${look.style.cyan("“")} ${first}`, ...more.map((line) => `    ${line}`)];
    return [...text, `    ${look.style.dim(cut(`— ${about(hit, look)}`, look.width - 4))}`].join("\n");
  });
  return section(zh(look) ? "市民原声" : "In their own words", lines.join("\n"), look);
}
