import type { CellStyle, CellValue, ColumnDef, WriteSheet } from "hucre/xlsx";
import type { Zone } from "../../core/zone.js";
import { distinctUsers } from "./distinct-users.js";
import type { ListedIssue } from "./listed-issue.js";

/** A spreadsheet takes no more characters in one cell. */
const LONGEST_CELL = 32_767;
/** Control characters and halves of surrogate pairs, which no XML may hold. */
const NO_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const HEADER: CellStyle = {
  font: { bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "DDEBF7" } },
  alignment: { vertical: "center" },
};
const WRAPPED: CellStyle = { alignment: { wrapText: true, vertical: "top" } };
const TOP: CellStyle = { alignment: { vertical: "top" } };
const AS_TEXT: CellStyle = { ...TOP, numFmt: "@" };
const TIME: CellStyle = { ...TOP, numFmt: "yyyy-mm-dd hh:mm:ss" };

/** What stands in the sheet 说明, line by line: what and its value. */
export type TableNotes = readonly (readonly [string, string])[];

/** A text as a cell: always a text, whatever it begins with, and never longer than a cell may be. */
function textCell(text: string): string {
  const clean = text.replace(NO_XML, "");
  return clean.length <= LONGEST_CELL ? clean : `${clean.slice(0, LONGEST_CELL - 1).replace(NO_XML, "")}…`;
}

/** The wall clock of an instant, in the form in which spreadsheets keep times: as if it were UTC. */
function wallClock(at: number, zone: Zone): Date {
  return new Date(Date.parse(`${zone.minuteText(at).replace(" ", "T")}:00Z`) + (((at % 60_000) + 60_000) % 60_000));
}

function day(instant: string, zone: Zone): string {
  return zone.dayText(zone.dayOf(Date.parse(instant))).replaceAll("-", "/");
}

interface TableColumn {
  header: string;
  width: number;
  style: CellStyle;
}

function columnName(index: number): string {
  return String.fromCharCode(65 + index);
}

function sheet(name: string, columns: readonly TableColumn[], rows: readonly CellValue[][]): WriteSheet {
  const cells = new Map(columns.map(({ header }, i) => [`0,${i}`, { value: header, style: HEADER }] as const));
  return {
    name,
    columns: columns.map(({ width, style }): ColumnDef => ({ width, style })),
    rows: [columns.map(({ header }) => header), ...rows],
    cells: new Map(cells),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${columnName(columns.length - 1)}${rows.length + 1}` },
  };
}

/** 热点问题表: one row per issue, in the given order. */
function issueSheet(issues: readonly ListedIssue[], zone: Zone): WriteSheet {
  const columns: TableColumn[] = [
    { header: "热度排名", width: 10, style: TOP },
    { header: "问题ID", width: 14, style: AS_TEXT },
    { header: "热度指数", width: 10, style: { ...TOP, numFmt: "0.00" } },
    { header: "时间范围", width: 26, style: TOP },
    { header: "地点/人群", width: 28, style: WRAPPED },
    { header: "问题描述", width: 60, style: WRAPPED },
  ];
  const rows = issues.map(({ issue }, index): CellValue[] => [
    index + 1,
    textCell(issue.id),
    issue.heat,
    `${day(issue.stats.from, zone)} 至 ${day(issue.stats.to, zone)}`,
    textCell(issue.place || issue.district),
    textCell(issue.title),
  ]);
  return sheet("热点问题表", columns, rows);
}

/** 热点问题留言明细表: every message of these issues, issue by issue, oldest first. */
function messageSheet(issues: readonly ListedIssue[], zone: Zone): WriteSheet {
  const columns: TableColumn[] = [
    { header: "问题ID", width: 14, style: AS_TEXT },
    { header: "留言编号", width: 18, style: AS_TEXT },
    { header: "留言用户", width: 12, style: TOP },
    { header: "留言主题", width: 36, style: WRAPPED },
    { header: "留言时间", width: 20, style: TIME },
    { header: "留言详情", width: 80, style: WRAPPED },
    { header: "点赞数", width: 9, style: TOP },
    { header: "反对数", width: 9, style: TOP },
  ];
  const userOf = distinctUsers();
  const rows = issues.flatMap(({ issue, messages }) =>
    messages.map((message): CellValue[] => [
      textCell(issue.id),
      textCell(message.externalId),
      `用户${userOf(message.authorKey)}`,
      textCell(message.title ?? ""),
      wallClock(message.at, zone),
      textCell(message.text),
      message.likes ?? null,
      message.dislikes ?? null,
    ]),
  );
  return sheet("热点问题留言明细表", columns, rows);
}

function noteSheet(notes: TableNotes): WriteSheet {
  const columns = [
    { header: "项目", width: 16, style: TOP },
    { header: "说明", width: 100, style: WRAPPED },
  ];
  return sheet(
    "说明",
    columns,
    notes.map(([what, value]) => [textCell(what), textCell(value)]),
  );
}

/**
 * The hot issues as a workbook in the form that the 2020 智慧政务 text-mining challenge asks for: 热点问题表,
 * 热点问题留言明细表, and a sheet 说明. Ids are texts, times are the office's wall clock, users are 用户1 … n within the
 * workbook, and no cell is a formula. The same issues at the same `now` (ms) give the same bytes.
 */
export async function challengeTables(
  issues: readonly ListedIssue[],
  { zone, now, notes }: { zone: Zone; now: number; notes: TableNotes },
): Promise<Uint8Array> {
  const { writeXlsx } = await import("hucre/xlsx");
  const written = new Date(now);
  return writeXlsx({
    sheets: [issueSheet(issues, zone), messageSheet(issues, zone), noteSheet(notes)],
    properties: { creator: "minyi", title: "热点问题", created: written, modified: written },
  });
}
