import type { Command } from "commander";
import { EXIT, UsageError } from "../../core/errors.js";
import type { Issue } from "../../core/issue.js";
import type { ListedIssue } from "../../pipelines/issues/listed-issue.js";
import { makeCommand } from "../command.js";
import { assertTablesPath, type TablesAbout, writeTables } from "../issues/write-tables.js";
import { RANGE_OPTIONS, type RangeOptions, rangeOf } from "../options/dates.js";
import { type ColumnMap, MAP_OPTION } from "../options/map.js";
import { wholeNumber } from "../options/values.js";
import type { IssueRow } from "../present/issues-table.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";
import { correctionCommands } from "./issues-correct.js";
import { showIssueCommand } from "./issues-show.js";

interface IssuesOptions extends RangeOptions {
  map?: ColumnMap;
  top?: number;
  output?: string;
  json?: boolean;
}

interface Range {
  from?: string;
  to?: string;
}

/** Lines of the table, and issues in the workbook, where nobody says how many. */
const TOP = 20;

async function printTable(
  shell: Shell,
  rows: readonly IssueRow[],
  { found, now }: { found: number; now: number },
): Promise<void> {
  const { issuesTable } = await import("../present/issues-table.js");
  const { language, style, width } = shell;
  if (rows.length > 0) shell.out(issuesTable(rows, { language, style, width, zone: shell.zone(), now }));
  const more = found > rows.length;
  shell.note(
    found === 0
      ? { zh: "没有热点问题。", en: "There are no hot issues." }
      : {
          zh: `共 ${found} 个热点问题${more ? `，显示前 ${rows.length} 个，--top 可调` : ""}`,
          en: `${found} hot issues${more ? `, the first ${rows.length} shown, see --top` : ""}`,
        },
  );
}

async function printJson(shell: Shell, issues: readonly ListedIssue[]): Promise<void> {
  const { issueJson } = await import("../present/issue-json.js");
  shell.json(issues.map((listed, index) => issueJson(listed, index + 1)));
}

/** The issues of a file alone: neither store nor state is touched. */
async function ofFile(shell: Shell, file: string, range: Range, options: IssuesOptions): Promise<void> {
  const { fileIssues, fileWarnings } = await import("../issues/file-issues.js");
  const result = await fileIssues(shell, file, { map: options.map, ...range });
  if (result === undefined) return;
  const { issues, now, unreadable } = result;
  const { top = TOP, output, json } = options;
  if (output !== undefined) {
    const about: TablesAbout = { what: file, range, found: issues.length, now };
    await writeTables(shell, output, issues.slice(0, top), about);
  }
  if (json) await printJson(shell, issues.slice(0, options.top));
  else if (output === undefined) {
    const { ownIds } = await import("../present/issue-json.js");
    const rows = issues.slice(0, top).map((listed, i) => ({ rank: i + 1, ...listed, own: ownIds(listed) }));
    await printTable(shell, rows, { found: issues.length, now });
  }
  for (const warning of fileWarnings(result)) shell.warn(warning);
  if (unreadable > 0) shell.setExitCode(EXIT.rejected);
}

/** The issues that the runs have found, those with a message in the time asked for. */
async function ofState(shell: Shell, range: Range, options: IssuesOptions): Promise<void> {
  const { withIssues } = await import("../issues/with-issues.js");
  const { issueOfState, isDegraded, measuredAt, quotedIds } = await import("../../pipelines/issues/of-state.js");
  const { issuesWithin, pinnedFirst } = await import("../../trends/hot-issues.js");
  const zone = shell.zone();
  await withIssues(shell, async (state, store) => {
    const all = state.issues.list({});
    const now = measuredAt(state, shell.clock);
    const period = {
      from: range.from ?? new Date(0).toISOString(),
      to: range.to ?? new Date(Math.max(now, shell.clock.now()) + 1).toISOString(),
    };
    const bounded = range.from !== undefined || range.to !== undefined;
    const issues = bounded ? issuesWithin(all, period, zone).map(({ issue }) => issue) : all;
    const { top = TOP, output, json } = options;
    const listed = async (shown: readonly Issue[]): Promise<ListedIssue[]> => {
      const list: ListedIssue[] = [];
      for (const issue of shown) list.push(await issueOfState(issue, state, store));
      return list;
    };
    if (output !== undefined) {
      const about: TablesAbout = { what: "全库", range, found: issues.length, now };
      await writeTables(shell, output, await listed(issues.slice(0, top)), about);
    }
    if (json) return printJson(shell, await listed(issues.slice(0, options.top)));
    if (output !== undefined) return;
    const shown = pinnedFirst(
      issues.map((issue, i) => ({ rank: i + 1, issue })),
      top,
    );
    const own = await quotedIds(
      shown.map(({ issue }) => issue),
      store,
    );
    const rows = shown.map(({ rank, issue }) => ({ rank, issue, own, degraded: isDegraded(issue, state) }));
    await printTable(shell, rows, { found: issues.length, now });
  });
}

/** `minyi issues`: what many messages are about, hottest first; with a file, over that file alone. */
export function issuesCommand(session: Session): Command {
  const command = makeCommand<IssuesOptions>(session, {
    name: "issues",
    arguments: [
      {
        name: "[file]",
        help: {
          zh: "只看这个文件（CSV、XLSX、JSONL、TXT，- 为标准输入），不读写任何库",
          en: "this file alone (CSV, XLSX, JSONL, TXT; - for stdin), no store is touched",
        },
      },
    ],
    summary: { zh: "热点问题：许多来件说的同一件事", en: "hot issues: what many messages are about" },
    details: {
      zh: "同一地点、同一对象的同一件事归为一个问题，按热度排列。不给文件时列出 minyi run 已发现的问题；热度的公式见 docs/issues.md。",
      en: "Messages about the same matter in the same place, or about the same party, hottest first. Without a file those that minyi run has found. docs/issues.md has the formula of heat.",
    },
    options: [
      MAP_OPTION,
      {
        flags: "--top <n>",
        help: {
          zh: "列出前几个（表格和 XLSX 默认 20，JSON 默认全部）",
          en: "how many (default: 20 in tables, all in JSON)",
        },
        parse: wholeNumber("--top", 1, 1_000_000),
      },
      ...RANGE_OPTIONS,
      {
        flags: "-o, --output <file>",
        help: {
          zh: "写成 XLSX：热点问题表、热点问题留言明细表",
          en: "write the hot-issue table and its detail table as XLSX",
        },
      },
      { flags: "--json", help: { zh: "输出 JSON 数组", en: "print a JSON array" } },
    ],
    examples: [
      { line: "minyi issues", shows: { zh: "现在最热的 20 个问题", en: "the 20 hottest issues" } },
      {
        line: "minyi issues 留言.xlsx --map text=留言详情 --top 5 -o 热点问题.xlsx",
        shows: { zh: "一个文件的前五，写成两张表", en: "the first five of one file, as two tables" },
      },
      {
        line: "minyi issues --from 7d --json",
        shows: {
          zh: "近七天有来件的问题，供脚本使用",
          en: "issues with a message in the last seven days, for scripts",
        },
      },
    ],
    async run(shell, options, [file]) {
      const range = rangeOf(options, shell.zone(), shell.clock.now());
      if (options.output !== undefined) assertTablesPath(options.output, shell.cwd);
      if (options.map !== undefined && file === undefined) {
        throw new UsageError({ zh: "--map 只用于文件", en: "--map is for a file" });
      }
      if (file === undefined) await ofState(shell, range, options);
      else await ofFile(shell, file, range, options);
    },
  });
  // Options behind the name of a command below belong to that command.
  command.enablePositionalOptions();
  for (const make of [showIssueCommand, ...correctionCommands]) command.addCommand(make(session));
  return command;
}
