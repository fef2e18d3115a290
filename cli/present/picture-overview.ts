import type { Demand } from "../../core/analysis.js";
import type { Picture } from "../../trends/picture.js";
import { share, shares } from "../../trends/share.js";
import { changePaint, changeText, exact, percent, short } from "./numbers.js";
import { type Look, unit, zh } from "./picture-look.js";
import { sparkline } from "./sparkline.js";
import { pad, width } from "./width.js";
import { DEMAND_WORDS, SENTIMENT_WORDS, SEVERITY_WORDS } from "./words.js";

const SEPARATOR = " · ";
const LABEL = { zh: 6, en: 11 };

function line(label: string, content: string, look: Look): string {
  return `  ${look.style.dim(pad(label, LABEL[look.language]))}${content}`;
}

function count(picture: Picture, look: Look): string {
  const { style, language } = look;
  const { total } = picture;
  const compared = changePaint(total, style)(changeText(total, language, style));
  const words = zh(look)
    ? `${style.bold(short(total.now, language))} 件   较上${unit(look)} ${compared}（${short(total.before, language)} 件）`
    : `${style.bold(short(total.now, language))}   ${compared} on the ${unit(look)} before (${short(total.before, language)})`;
  const course = zh(look)
    ? `近 ${picture.periods.length} ${unit(look)}`
    : `last ${picture.periods.length} ${unit(look)}s`;
  return line(zh(look) ? "来件" : "Messages", `${words}   ${course} ${style.cyan(sparkline(picture.periods))}`, look);
}

/** Parts of the whole as percentages that add up to 100, on as many lines as they need. */
function split(label: string, parts: { word: string; n: number }[], look: Look): string {
  const rates = shares(parts.map(({ n }) => n));
  const room = look.width - 2 - LABEL[look.language];
  const lines: string[][] = [[]];
  parts.forEach(({ word }, index) => {
    const part = `${word} ${percent(rates[index]!)}`;
    if (width([...lines.at(-1)!, part].join(SEPARATOR)) > room) lines.push([]);
    lines.at(-1)!.push(part);
  });
  return lines
    .map((shown, index) => line(index === 0 ? label : "", shown.join(look.style.dim(SEPARATOR)), look))
    .join("\n");
}

function severity(picture: Picture, look: Look): string {
  const { style, language } = look;
  const of = (level: string): number => picture.severity.find(({ value }) => value === level)?.n ?? 0;
  const part = (level: string, paint: (text: string) => string): string => {
    const n = of(level);
    const text = `${SEVERITY_WORDS[level]![language]} ${exact(n)}`;
    return n > 0 ? paint(text) : text;
  };
  const parts = [
    part("3", (text) => style.bold(style.red(text))),
    part("2", style.red),
    part("1", String),
    part("0", String),
  ];
  return line(zh(look) ? "程度" : "Severity", parts.join(style.dim(SEPARATOR)), look);
}

/** The first lines: how many, against before, how severe, how they feel, what they want, how many were answered. */
export function overview(picture: Picture, look: Look): string {
  const { figures, replies } = picture;
  const { language } = look;
  if (figures.n === 0) {
    return `${count(picture, look)}\n\n  ${zh(look) ? "这段时间没有来件。" : "No messages in this period."}`;
  }
  const moods = (["negative", "neutral", "positive"] as const).map((label) => ({
    word: SENTIMENT_WORDS[label][language],
    n: figures[label],
  }));
  const demands = picture.demands.map(({ value, n }) => ({
    word: DEMAND_WORDS[value as Demand]?.[language] ?? (zh(look) ? "其他" : "other"),
    n,
  }));
  const out = [
    count(picture, look),
    severity(picture, look),
    split(zh(look) ? "情感" : "Mood", moods, look),
    split(zh(look) ? "诉求" : "Demand", demands, look),
  ];
  if (replies) {
    const rate = percent(share(replies.answered, replies.of));
    const text = zh(look)
      ? `${rate}（${exact(replies.of)} 件中 ${exact(replies.answered)} 件已答复）`
      : `${rate} (${exact(replies.answered)} of ${exact(replies.of)})`;
    out.push(line(zh(look) ? "答复" : "Answered", text, look));
  }
  return out.join("\n");
}
