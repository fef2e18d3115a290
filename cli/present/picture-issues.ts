import type { Picture } from "../../trends/picture.js";
import { oneLine } from "./escape.js";
import { marksOf, STAGE_WORDS, stageOf } from "./issue-words.js";
import { exact } from "./numbers.js";
import { type Look, section, unit, zh } from "./picture-look.js";
import { type Cell, table } from "./table.js";
import { cut } from "./width.js";

/** The hottest issues with messages in the period; nothing where none is known. */
export function hotIssues({ issues, period }: Picture, look: Look): string {
  if (issues.length === 0) return "";
  const { style, language, width } = look;
  const title = zh(look) ? "热点问题" : "Hot issues";
  const titles = zh(look)
    ? ["", "热度", "", "", `本${unit(look)}`, "累计/人", "状态", ""]
    : ["", "Heat", "", "", `This ${unit(look)}`, "All/people", "Stage", ""];
  const columns = titles.map((text, i) => ({
    title: text,
    align: [0, 1, 4, 5].includes(i) ? ("right" as const) : ("left" as const),
    flexible: [2, 3, 7].includes(i),
  }));
  const end = Date.parse(period.to);
  const rows = issues.map(({ issue, n }, index): Cell[] => {
    const stage = stageOf(issue, end);
    return [
      { text: String(index + 1), paint: style.dim },
      { text: issue.heat.toFixed(1), paint: style.red },
      { text: issue.title, paint: style.bold },
      issue.title.includes(issue.district) ? "" : issue.district,
      exact(n),
      `${exact(issue.stats.count)}/${exact(issue.stats.citizens)}`,
      { text: STAGE_WORDS[stage][language], paint: stage === "new" || stage === "rising" ? style.red : style.dim },
      { text: marksOf({ issue, degraded: false }, language).join(" "), paint: style.yellow },
    ];
  });
  const [header = "", ...lines] = table(columns, rows, { style, total: width, indent: 2 }).split("\n");
  const told = lines.flatMap((line, i) => {
    const sentence = issues[i]?.issue.summary[0]?.text;
    return sentence === undefined
      ? [line]
      : [line, `     ${style.cyan("“")}${style.dim(cut(oneLine(sentence).trim(), width - 9))}${style.cyan("”")}`];
  });
  return section(title, [header, ...told].join("\n"), look);
}
