import type { Language } from "../../core/localized.js";
import type { Manifest } from "../../state/runs.js";
import { degradedIn, degradedNote } from "../degraded.js";
import { kindWord, spanText, statusWord, triggerWord } from "./jobs-words.js";
import { exact } from "./numbers.js";
import type { Style } from "./style.js";
import { table } from "./table.js";

const TITLES = {
  zh: ["输入", "读入", "新增", "更正", "未变", "拒收", "其中重复"],
  en: ["input", "read", "new", "corrected", "unchanged", "rejected", "of these folded"],
} as const;

/** What a run did, input by input, with a sum where there are several. */
export function runReport(
  { inputs, counts, steps }: Manifest,
  options: { language: Language; style: Style; width: number },
): string {
  if (inputs.length === 0) {
    return options.language === "zh" ? "没有新的来件。" : "Nothing new to read.";
  }
  const [input, ...figures] = TITLES[options.language];
  const columns = [{ title: input, flexible: true }, ...figures.map((title) => ({ title, align: "right" as const }))];
  const cells = (c: Manifest["counts"]) =>
    [c.in, c.new, c.replaced, c.unchanged + c.refused, c.rejected, c.folded].map((n) => exact(n));
  const rows = inputs.map(({ source, input: name, counts: c }) => [`${source}: ${name}`, ...cells(c)]);
  if (inputs.length > 1) rows.push([options.language === "zh" ? "合计" : "total", ...cells(counts)]);
  const report = table(columns, rows, { style: options.style, total: options.width });
  const degraded = degradedIn({ steps });
  if (degraded === 0) return report;
  return `${report}\n${options.style.yellow(degradedNote(degraded)[options.language])}`;
}

/** A run in a line: `#12 夜间 · 补跑：完成，读入 1,204，新增 1,180，拒收 3，用时 12 秒`. */
export function runLine(
  { runId, kind, trigger, status, counts, steps, startedAt, finishedAt }: Manifest,
  language: Language,
): string {
  const zh = language === "zh";
  const what = `#${runId} ${kindWord(kind, language)} · ${triggerWord(trigger, kind, language)}`;
  const took = spanText(((finishedAt ?? startedAt) - startedAt) / 1000, language);
  const degraded = degradedIn({ steps });
  const marked = degraded > 0 ? `${zh ? "，降级 " : ", degraded "}${exact(degraded)}` : "";
  const figures = [counts.in, counts.new, counts.rejected].map(exact);
  return zh
    ? `${what}：${statusWord(status, language)}，读入 ${figures[0]}，新增 ${figures[1]}，拒收 ${figures[2]}${marked}，用时 ${took}`
    : `${what}: ${statusWord(status, language)}, ${figures[0]} read, ${figures[1]} new, ${figures[2]} rejected${marked}, ${took}`;
}
