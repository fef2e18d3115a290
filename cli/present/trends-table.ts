import type { Language } from "../../core/localized.js";
import type { CountRow, Dimension, Interval } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import { change } from "../../trends/change.js";
import { series } from "../../trends/series.js";
import { share } from "../../trends/share.js";
import { add, type Figures, NOTHING } from "../../trends/tally.js";
import { byCodePoint } from "../../trends/top-list.js";
import { dayOfInstant } from "./dates.js";
import { changePaint, changeText, exact, percent } from "./numbers.js";
import { bar, sparkline } from "./sparkline.js";
import type { Style } from "./style.js";
import { type Cell, type Column, table } from "./table.js";
import { DIMENSION_WORDS, INTERVAL_WORDS, valueWord } from "./words.js";

export interface TrendsView {
  rows: readonly CountRow[];
  by: readonly Dimension[];
  every?: Interval;
  /** The same question about the period before; absent when there is no period. */
  before?: readonly CountRow[];
  range: { from?: string; to?: string };
}

interface Look {
  language: Language;
  style: Style;
  width: number;
  zone: Zone;
  limit: number;
}

const SPARK_POINTS = 16;

function label(at: string, every: Interval, zone: Zone): string {
  if (every === "hour") return zone.minuteText(Date.parse(at));
  const day = dayOfInstant(at, zone);
  return every === "month" ? day.slice(0, 7) : day;
}

interface Group {
  key: string[];
  rows: CountRow[];
  sum: Figures;
}

function groups(rows: readonly CountRow[]): Group[] {
  const found = new Map<string, Group>();
  for (const row of rows) {
    const id = row.key.join("\0");
    const group: Group = found.get(id) ?? { key: row.key, rows: [], sum: NOTHING };
    group.rows.push(row);
    group.sum = add(group.sum, row);
    found.set(id, group);
  }
  const id = (group: Group): string => group.key.join("\0");
  return [...found.values()].sort((a, b) => b.sum.n - a.sum.n || byCodePoint(id(a), id(b)));
}

/** One line per value (or combination of values): count, share, change or course, share of negative ones, severe ones. */
function valuesTable(view: TrendsView, look: Look): string {
  const { language, style, zone } = look;
  const zh = language === "zh";
  const all = groups(view.rows);
  const total = all.reduce((sum, group) => sum + group.sum.n, 0);
  const before = view.before && new Map(groups(view.before).map(({ key, sum }) => [key.join("\0"), sum.n]));
  const { every } = view;
  const times = view.rows.map((row) => Date.parse(row.at));
  const whole = { from: view.range.from ?? "", to: view.range.to ?? "" };
  if (every && times.length > 0) {
    whole.from ||= new Date(times.reduce((a, b) => Math.min(a, b))).toISOString();
    whole.to ||= new Date(times.reduce((a, b) => Math.max(a, b)) + 1).toISOString();
  }
  const course = (group: Group): number[] =>
    every
      ? series(group.rows, { every, zone, ...whole })
          .map(({ n }) => n)
          .slice(-SPARK_POINTS)
      : [];

  const columns: Column[] = [
    ...view.by.map((dimension) => ({ title: DIMENSION_WORDS[dimension][language], flexible: true })),
    { title: zh ? "件数" : "Count", align: "right" },
    { title: zh ? "占比" : "Share", align: "right" },
    ...(before ? [{ title: zh ? "较上期" : "Change", align: "right" as const }] : []),
    ...(every ? [{ title: zh ? `逐${INTERVAL_WORDS[every].zh}走势` : `By ${INTERVAL_WORDS[every].en}` }] : []),
    { title: zh ? "负面" : "Negative", align: "right" },
    { title: zh ? "严重" : "Severe", align: "right" },
  ];
  const rows = all.slice(0, look.limit).map((group): Cell[] => {
    const compared = before && change(group.sum.n, before.get(group.key.join("\0")) ?? 0);
    return [
      ...view.by.map((dimension, index) => valueWord(dimension, group.key[index] ?? "", language)),
      exact(group.sum.n),
      percent(share(group.sum.n, total)),
      ...(compared ? [{ text: changeText(compared, language, style), paint: changePaint(compared, style) }] : []),
      ...(every ? [{ text: sparkline(course(group)), paint: style.cyan }] : []),
      percent(share(group.sum.negative, group.sum.n)),
      severeCell(group.sum.severe, style),
    ];
  });
  return table(columns, rows, { style, total: look.width });
}

function severeCell(n: number, style: Style): Cell {
  return n === 0 ? { text: "–", paint: style.dim } : { text: exact(n), paint: style.red };
}

const BAR = 30;

/** One line per bucket of time, oldest first, gaps shown as zeros. */
function timeTable(view: TrendsView & { every: Interval }, look: Look): string {
  const { language, style, zone } = look;
  const zh = language === "zh";
  const points = series(view.rows, { every: view.every, zone, ...view.range });
  const most = points.reduce((max, { n }) => Math.max(max, n), 0);
  const columns: Column[] = [
    { title: INTERVAL_WORDS[view.every][language] },
    { title: zh ? "件数" : "Count", align: "right" },
    { title: "" },
    { title: zh ? "负面" : "Negative", align: "right" },
    { title: zh ? "严重" : "Severe", align: "right" },
  ];
  const rows = points
    .slice(-look.limit)
    .map((point): Cell[] => [
      label(point.at, view.every, zone),
      exact(point.n),
      { text: bar(point.n, most, BAR), paint: style.cyan },
      percent(share(point.negative, point.n)),
      severeCell(point.severe, style),
    ]);
  return table(columns, rows, { style, total: look.width });
}

/** A count as a table for people. With an interval and no dimension it runs down the time, else down the values. */
export function trendsTable(view: TrendsView, look: Look): string {
  const { every } = view;
  return view.by.length === 0 && every ? timeTable({ ...view, every }, look) : valuesTable(view, look);
}

/** How many lines the table would have without a limit. */
export function trendsLines(view: TrendsView, zone: Zone): number {
  const { every, by, rows, range } = view;
  return by.length === 0 && every ? series(rows, { every, zone, ...range }).length : groups(rows).length;
}
