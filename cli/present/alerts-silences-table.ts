import type { Silence } from "../../state/alert-silences.js";
import type { AlertsLook } from "./alerts-table.js";
import { levelCell } from "./alerts-words.js";
import { type Cell, type Column, table } from "./table.js";

/** Silences in the given order, a line each. */
export function silencesTable(list: readonly Silence[], { language, style, width, zone }: AlertsLook): string {
  const zh = language === "zh";
  const titles = zh
    ? ["编号", "规则", "范围", "至多", "起", "止", "理由", "负责"]
    : ["no.", "rule", "where", "up to", "from", "to", "reason", "by"];
  const columns = titles.map(
    (title, i): Column => ({ title, align: i === 0 ? "right" : "left", flexible: [2, 6].includes(i) }),
  );
  const rows = list.map(({ number, ruleId, group, upTo, from, to, reason, by }): Cell[] => [
    String(number),
    ruleId ?? (zh ? "全部" : "any"),
    Object.entries(group)
      .map(([dimension, value]) => `${dimension}=${value}`)
      .join(",") || (zh ? "全部" : "any"),
    levelCell(upTo, language, style),
    zone.minuteText(from).slice(5),
    zone.minuteText(to).slice(5),
    reason,
    by,
  ]);
  return table(columns, rows, { style, total: width });
}
