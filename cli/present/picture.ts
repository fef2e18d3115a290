import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import { daysOf } from "../../trends/periods.js";
import type { Picture } from "../../trends/picture.js";
import { dayOfInstant, periodText } from "./dates.js";
import { exact } from "./numbers.js";
import { hotIssues } from "./picture-issues.js";
import { type Look, section, unit, zh } from "./picture-look.js";
import { overview } from "./picture-overview.js";
import { rankings } from "./picture-rankings.js";
import { rising } from "./picture-rising.js";
import { severe, voices } from "./picture-voices.js";
import type { Style } from "./style.js";
import { pad, width, wrap } from "./width.js";

function head(picture: Picture, look: Look): string {
  const week = look.days === 7;
  const title = zh(look) ? `民意 · ${week ? "一周" : "本期"}要况` : `minyi · the ${unit(look)} in view`;
  const when = periodText(picture.period, look.zone, look.language);
  const gap = Math.max(2, look.width - width(title) - width(when));
  return `${look.style.bold(title)}${pad("", gap)}${when}\n${look.style.dim("─".repeat(look.width))}`;
}

function foot({ data }: Picture, look: Look): string {
  const span = `${dayOfInstant(data.first, look.zone)} – ${dayOfInstant(data.last, look.zone)}`;
  const text = zh(look)
    ? `数据 ${span}，共 ${exact(data.documents)} 件。\n个人信息已遮蔽；主题、情感、严重程度为机器判断，标 ? 的主题把握不大。`
    : `Data ${span}, ${exact(data.documents)} messages.\nPersonal data masked. Topic, mood, severity judged by machine; ? marks a guess.`;
  const lines = wrap(text, look.width).map((line) => look.style.dim(line));
  return `\n${lines.join("\n")}`;
}

/** The picture of a period as a person reads it in a terminal of 80 to 100 columns, with colour or without. */
export function pictureText(
  picture: Picture,
  options: { language: Language; style: Style; width: number; zone: Zone },
): string {
  const { first, last } = daysOf(picture.period, options.zone);
  const look: Look = { ...options, width: Math.min(options.width, 100), days: last - first + 1 };
  const issues = hotIssues(picture, look);
  const figures = overview(picture, look);
  const parts =
    issues === ""
      ? [head(picture, look), figures]
      : [head(picture, look), issues, section(zh(look) ? "总体" : "Overall", figures, look)];
  if (picture.figures.n > 0) {
    parts.push(rankings(picture, look), rising(picture, look), severe(picture, look), voices(picture, look));
  }
  return [...parts, foot(picture, look)].filter((part) => part !== "").join("\n");
}
