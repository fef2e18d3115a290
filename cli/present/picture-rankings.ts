import type { Picture, PictureLine, PictureList } from "../../trends/picture.js";
import { oneLine } from "./escape.js";
import { changePaint, changeText, exact, percent } from "./numbers.js";
import { type Look, section, unit, zh } from "./picture-look.js";
import { bar, sparkline } from "./sparkline.js";
import { type Cell, type Column, table } from "./table.js";
import { cut, pad, width } from "./width.js";

const LONGEST_LABEL = 24;
/** Index of the column that holds the change. */
const CHANGE = 5;

function columns(look: Look): Column[] {
  const titles = zh(look)
    ? ["", "", "", "件数", "占比", `较上${unit(look)}`, `近 8 ${unit(look)}`, "严重"]
    : ["", "", "", "Count", "Share", "Change", `8 ${unit(look)}s`, "Severe"];
  // Both tables have the same columns, whatever changes stand in them.
  titles[CHANGE] = pad(titles[CHANGE]!, 8, "right");
  const right = [0, 3, 4, CHANGE, 7];
  return titles.map((title, index) => ({ title, align: right.includes(index) ? "right" : "left" }));
}

function row(line: PictureLine, rank: number, most: number, columnsOfBar: number, label: number, look: Look): Cell[] {
  const { style } = look;
  return [
    { text: String(rank), paint: style.dim },
    pad(cut(oneLine(line.value), label), label),
    { text: pad(bar(line.change.now, most, columnsOfBar), columnsOfBar), paint: style.cyan },
    exact(line.change.now),
    percent(line.permille),
    { text: changeText(line.change, look.language, style), paint: changePaint(line.change, style) },
    { text: sparkline(line.periods), paint: style.cyan },
    line.severe > 0 ? { text: exact(line.severe), paint: style.red } : { text: "–", paint: style.dim },
  ];
}

/** What the list leaves out, so that its numbers add up to the total; `what` is the Chinese word for its values. */
function rest({ others, unknown }: PictureList, what: string, look: Look): string {
  const parts: string[] = [];
  if (others > 0) parts.push(zh(look) ? `其余${what} ${exact(others)} 件` : `others: ${exact(others)}`);
  if (unknown > 0) parts.push(zh(look) ? `未写明${what} ${exact(unknown)} 件` : `not known: ${exact(unknown)}`);
  return parts.length > 0 ? `\n     ${look.style.dim(parts.join(zh(look) ? "，" : ", "))}` : "";
}

/** Without the bar a line takes about this many columns beside its label. */
const OTHER_COLUMNS = 56;

/** Topics and districts with the most messages, both tables on the same columns. */
export function rankings({ topics, districts }: Picture, look: Look): string {
  const all = [...topics.lines, ...districts.lines];
  const label = Math.min(LONGEST_LABEL, Math.max(8, ...all.map(({ value }) => width(oneLine(value)))));
  const columnsOfBar = Math.max(6, Math.min(20, look.width - OTHER_COLUMNS - label));
  const ranking = (title: string, list: PictureList, what: string): string => {
    const most = list.lines[0]?.change.now ?? 0;
    const rows = list.lines.map((line, index) => row(line, index + 1, most, columnsOfBar, label, look));
    const lines = table(columns(look), rows, { style: look.style, total: look.width, indent: 2 });
    return section(title, lines + rest(list, what, look), look);
  };
  const parts = [
    ranking(zh(look) ? "热点主题" : "Topics", topics, "主题"),
    districts.lines.length > 0
      ? ranking(zh(look) ? "区县" : "Districts", districts, "区县")
      : section(
          zh(look) ? "区县" : "Districts",
          `  ${look.style.dim(zh(look) ? "来件都没有写明区县。" : "No message names its district.")}`,
          look,
        ),
  ];
  return parts.join("\n");
}
