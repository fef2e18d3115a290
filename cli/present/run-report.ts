import type { Language } from "../../core/localized.js";
import type { Manifest } from "../../state/runs.js";
import { exact } from "./numbers.js";
import type { Style } from "./style.js";
import { table } from "./table.js";

const TITLES = {
  zh: ["输入", "读入", "新增", "更正", "未变", "拒收", "其中重复"],
  en: ["input", "read", "new", "corrected", "unchanged", "rejected", "of these folded"],
} as const;

/** What a run did, input by input, with a sum where there are several. */
export function runReport(
  { inputs, counts }: Manifest,
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
  return table(columns, rows, { style: options.style, total: options.width });
}
