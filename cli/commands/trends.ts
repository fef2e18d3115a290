import type { Command } from "commander";
import type { Localized } from "../../core/localized.js";
import {
  type CountRow,
  DIMENSIONS,
  type Dimension,
  INTERVALS,
  type Interval,
  type Store,
  type Where,
} from "../../core/store.js";
import { daysOf, daysPeriod } from "../../trends/periods.js";
import { makeCommand } from "../command.js";
import { RANGE_OPTIONS, type RangeOptions, rangeOf } from "../options/dates.js";
import { choice, choices, wholeNumber } from "../options/values.js";
import { type Conditions, WHERE_OPTION, whereOf } from "../options/where.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";
import { type TrendView, viewOf, viewRequest } from "../trends/view.js";
import { withStore } from "../with-store.js";

interface TrendsOptions extends RangeOptions, Partial<Record<TrendView, boolean>> {
  by?: Dimension[];
  interval?: Interval;
  where?: Conditions;
  limit: number;
  json?: boolean;
}

const EMPTY: Localized = {
  zh: "库里还没有来件；先运行 minyi run",
  en: "there are no messages yet: run minyi run first",
};

interface Answer {
  where: Where;
  by: Dimension[];
  rows: CountRow[];
  total: number;
}

async function ask(store: Store, where: Where, options: TrendsOptions): Promise<Answer> {
  const by = options.by ?? (options.interval ? [] : ["topic" as const]);
  const rows = await store.count({ where, by, ...(options.interval ? { every: options.interval } : {}) });
  return { where, by, rows, total: rows.reduce((sum, { n }) => sum + n, 0) };
}

/** Rows with their values under the names of the dimensions, for scripts that do not want to count columns. */
function jsonRows({ by, rows }: Answer): object[] {
  return rows.map(({ key, ...figures }) => ({
    ...Object.fromEntries(by.map((dimension, index) => [dimension, key[index]])),
    key,
    ...figures,
  }));
}

/** The same question about as many days just before; only where a start was given. */
async function before(store: Store, shell: Shell, { where, by }: Answer): Promise<CountRow[] | undefined> {
  if (!where.from) return undefined;
  const zone = shell.zone();
  const to = where.to ?? new Date(shell.clock.now()).toISOString();
  const { first, last } = daysOf({ from: where.from, to }, zone);
  const period = daysPeriod(first - (last - first + 1), first - 1, zone);
  return store.count({ where: { ...where, ...period }, by });
}

async function print(store: Store, shell: Shell, options: TrendsOptions, answer: Answer): Promise<void> {
  const { trendsLines, trendsTable } = await import("../present/trends-table.js");
  const { exact } = await import("../present/numbers.js");
  const { where, by, rows, total } = answer;
  const range = { ...(where.from ? { from: where.from } : {}), ...(where.to ? { to: where.to } : {}) };
  const earlier = await before(store, shell, answer);
  const view = {
    rows,
    by,
    range,
    ...(options.interval ? { every: options.interval } : {}),
    ...(earlier ? { before: earlier } : {}),
  };
  const zone = shell.zone();
  const { language, style, width } = shell;
  if (total > 0) shell.out(trendsTable(view, { language, style, width, zone, limit: options.limit }));
  const lines = trendsLines(view, zone);
  const shown = Math.min(lines, options.limit);
  shell.note({
    zh:
      total === 0
        ? "没有符合条件的来件。"
        : `共 ${exact(total)} 件${lines > shown ? `；显示 ${shown}/${lines} 行，--limit 可调` : ""}`,
    en:
      total === 0
        ? "No messages match."
        : `${exact(total)} in all${lines > shown ? `; ${shown} of ${lines} lines shown, see --limit` : ""}`,
  });
}

/** Shows one of the views that say more than counts. */
async function show(view: TrendView, store: Store, shell: Shell, where: Where, options: TrendsOptions): Promise<void> {
  const { by, limit, json } = options;
  const request = await viewRequest(store, shell, where, { limit, ...(by ? { by } : {}), ...(json ? { json } : {}) });
  if (!request) {
    if (json) shell.json({ judged: false, why: EMPTY });
    else shell.note(EMPTY);
    return;
  }
  if (view === "forecast") return (await import("../trends/forecast.js")).forecastView(store, shell, request);
  if (view === "different") return (await import("../trends/different.js")).differentView(store, shell, request);
  return (await import("../trends/seasonal.js")).seasonalView(store, shell, request);
}

/** `minyi trends`: how many messages, by what, over what time. */
export function trendsCommand(session: Session): Command {
  return makeCommand<TrendsOptions>(session, {
    name: "trends",
    summary: {
      zh: "按主题、区县、情感等统计来件，看走势",
      en: "count messages by topic, district, mood … and over time",
    },
    options: [
      {
        flags: "--by <dimension>",
        help: {
          zh: `按什么统计，最多三个，用逗号隔开：${DIMENSIONS.join(" ")}（默认 topic）`,
          en: `what to count by, up to three, by commas: ${DIMENSIONS.join(" ")} (default topic)`,
        },
        parse: choices("--by", DIMENSIONS, 3),
      },
      {
        flags: "--interval <interval>",
        help: { zh: "按时间分段：hour day week month", en: "buckets of time: hour day week month" },
        parse: choice("--interval", INTERVALS),
      },
      ...RANGE_OPTIONS,
      WHERE_OPTION,
      {
        flags: "--forecast",
        help: {
          zh: "预测数据之后的七天（可加 --by 分组）；日均不足 5 件不作预测",
          en: "the seven days after the data (by groups with --by); nothing below 5 messages a day",
        },
      },
      {
        flags: "--different",
        help: {
          zh: "最近七天（或 --from 至 --to，最多七天）与之前八周相比有什么不同，并给出环比、同比",
          en: "what is different in the last seven days (or --from to --to) from the eight weeks before, and how they compare",
        },
      },
      {
        flags: "--seasonal",
        help: {
          zh: "接下来的一周，往年同期多出来的是什么（至少两年数据）",
          en: "what came up in past years in the week to come (two years of data at least)",
        },
      },
      {
        flags: "--limit <n>",
        help: { zh: "表格最多几行", en: "most lines of the table" },
        parse: wholeNumber("--limit", 1, 100_000),
        default: 30,
      },
      {
        flags: "--json",
        help: {
          zh: "输出 JSON：{ total, rows: [ … ] }，不受 --limit 限制",
          en: "print JSON: { total, rows: [ … ] }, without limit",
        },
      },
    ],
    examples: [
      {
        line: "minyi trends",
        shows: { zh: "各主题的件数、占比、负面和严重件数", en: "topics with count, share, negative and severe ones" },
      },
      {
        line: "minyi trends --by area,topic --from 7d",
        shows: {
          zh: "最近七天各区县各主题，并与前七天比较",
          en: "districts and topics of the last seven days, against the seven before",
        },
      },
      {
        line: "minyi trends --interval week --where topic=环境保护",
        shows: { zh: "环境保护类来件的逐周走势", en: "one topic week by week" },
      },
      {
        line: "minyi trends --forecast",
        shows: { zh: "今后七天大约多少件", en: "how many to expect in the next seven days" },
      },
      {
        line: "minyi trends --different",
        shows: { zh: "本周与往常有什么不同", en: "what is different this week" },
      },
      { line: "minyi trends --by severity --interval month --json", shows: { zh: "供脚本使用", en: "for scripts" } },
    ],
    run: (shell, options) => {
      const view = viewOf(options);
      const asked = { ...whereOf(options.where), ...rangeOf(options, shell.zone(), shell.clock.now()) };
      return withStore(shell, async (store) => {
        if (view) return show(view, store, shell, asked, options);
        const answer = await ask(store, asked, options);
        if (!options.json) return print(store, shell, options, answer);
        const { where, by, total } = answer;
        shell.json({
          total,
          by,
          interval: options.interval ?? null,
          from: where.from ?? null,
          to: where.to ?? null,
          rows: jsonRows(answer),
        });
      });
    },
  });
}
