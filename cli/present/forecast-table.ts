import type { Calendar } from "../../core/calendar.js";
import type { Language, Localized } from "../../core/localized.js";
import type { Dimension } from "../../core/store.js";
import type { Forecasts } from "../../trends/forecast/find-forecasts.js";
import { LEAST_A_DAY } from "../../trends/forecast/forecast.js";
import type { Shell } from "../shell.js";
import type { ViewRequest } from "../trends/view.js";
import { dayWithWeekday } from "./dates.js";
import { exact } from "./numbers.js";
import { bar, sparkline } from "./sparkline.js";
import { type Cell, type Column, table } from "./table.js";
import { DIMENSION_WORDS, valueWord } from "./words.js";

interface Look {
  by: readonly Dimension[];
  shell: Shell;
  request: Pick<ViewRequest, "calendar" | "zone" | "limit">;
}

const BAR = 24;

function interval({ low, high }: { low: number; high: number }): string {
  return `${exact(low)}–${exact(high)}`;
}

/** What is special about a day: its holiday's name, or that it is worked instead of another. */
function occasion(day: number, calendar: Calendar, language: Language): string {
  const holiday = calendar.holiday(day);
  if (holiday) return holiday.name;
  if (calendar.kind(day) !== "makeup") return "";
  return language === "zh" ? "调休上班" : "make-up workday";
}

/** One line a day, or with dimensions one line a group; "" where nothing is forecast. */
export function forecastTable({ total, groups }: Forecasts, { by, shell, request }: Look): string {
  const { language, style, width } = shell;
  const zh = language === "zh";
  if (by.length > 0) {
    const columns: Column[] = [
      ...by.map((dimension) => ({ title: DIMENSION_WORDS[dimension][language], flexible: true })),
      { title: zh ? "七日合计" : "Seven days", align: "right" },
      { title: zh ? "95%区间" : "95% interval", align: "right" },
      { title: zh ? "逐日" : "By day" },
    ];
    const rows = groups
      .slice(0, request.limit)
      .map(({ key, forecast }): Cell[] => [
        ...by.map((dimension, index) => valueWord(dimension, key[index] ?? "", language)),
        exact(forecast.total.middle),
        interval(forecast.total),
        { text: sparkline(forecast.days.map(({ middle }) => middle)), paint: style.cyan },
      ]);
    return rows.length === 0 ? "" : table(columns, rows, { style, total: width });
  }
  if (!total.judged) return "";
  const most = total.days.reduce((max, { middle }) => Math.max(max, middle), 0);
  const columns: Column[] = [
    { title: zh ? "日期" : "Day" },
    { title: zh ? "预计" : "Expected", align: "right" },
    { title: zh ? "95%区间" : "95% interval", align: "right" },
    { title: "" },
    { title: "" },
  ];
  const rows = total.days.map((expected): Cell[] => [
    dayWithWeekday(expected.day, request.zone, language),
    exact(expected.middle),
    interval(expected),
    { text: bar(expected.middle, most, BAR), paint: style.cyan },
    occasion(expected.day, request.calendar, language),
  ]);
  rows.push([zh ? "七日合计" : "Seven days", exact(total.total.middle), interval(total.total), "", ""]);
  return table(columns, rows, { style, total: width });
}

/** What the table stands on, and why something is missing. */
export function forecastNotes(
  { day, total, groups, abstained }: Forecasts,
  { by = [], calendar, zone, limit }: Pick<ViewRequest, "by" | "calendar" | "zone" | "limit">,
): Localized[] {
  const notes: Localized[] = [];
  const last = zone.dayText(day - 1);
  if (total.judged && by.length === 0) {
    notes.push({
      zh: `依据截至 ${last} 的 ${total.from} 天数据；近八周日均 ${(total.recentTenths / 10).toFixed(1)} 件`,
      en: `from ${total.from} days of data up to ${last}; ${(total.recentTenths / 10).toFixed(1)} messages a day over the last eight weeks`,
    });
  }
  if (!total.judged) notes.push(total.why);
  if (abstained > 0) {
    notes.push({
      zh: `另有 ${exact(abstained)} 组日均不足 ${LEAST_A_DAY} 件或数据太少，不作预测`,
      en: `nothing is forecast for ${exact(abstained)} more groups: fewer than ${LEAST_A_DAY} messages a day, or too little data`,
    });
  }
  if (groups.length > limit) {
    notes.push({
      zh: `显示 ${limit}/${groups.length} 行，--limit 可调`,
      en: `${limit} of ${groups.length} lines shown, see --limit`,
    });
  }
  if (!calendar.covers(day) || !calendar.covers(day + 6)) {
    notes.push({
      zh: "缺少这一年的节假日安排，按普通周预测；可在配置 holidays 中补上",
      en: "the holidays of that year are not known: forecast as ordinary days; add them by the key holidays",
    });
  }
  return notes;
}
