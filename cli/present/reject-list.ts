import type { Localized } from "../../core/localized.js";
import type { Reject } from "../../core/reject.js";

/** One reject in a line: which file, which row, which field, what was wrong. */
export function rejectLine({ input, row, line, field, reason }: Omit<Reject, "raw" | "columns">): Localized {
  const place = (rowWord: string, lineWord: string, fieldWord: string, gap: string) =>
    [
      input,
      ...(row > 0 ? [`${rowWord}${row}`] : []),
      ...(line === undefined ? [] : [`${lineWord}${line}`]),
      ...(field === undefined ? [] : [`${fieldWord}${field}`]),
    ].join(gap);
  return {
    zh: `${place("记录 ", "行 ", "字段 ", "，")}：${reason.zh}`,
    en: `${place("record ", "line ", "field ", ", ")}: ${reason.en}`,
  };
}
