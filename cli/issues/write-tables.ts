import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { writeFileAtomic } from "../../core/atomic-file.js";
import { UsageError } from "../../core/errors.js";
import type { ListedIssue } from "../../pipelines/issues/listed-issue.js";
import type { Shell } from "../shell.js";

/** What the workbook says about how it was made. */
export interface TablesAbout {
  /** What was looked through: a file, or 全库. */
  what: string;
  range: { from?: string; to?: string };
  /** Issues that there are, listed or not. */
  found: number;
  /** The instant at which heat was measured, ms. */
  now: number;
}

/** Says before any work is done that there can be no such file. @throws UsageError */
export function assertTablesPath(path: string, cwd: string): void {
  if (!/\.xlsx$/i.test(path)) {
    throw new UsageError({ zh: `-o 应为 .xlsx 文件，不能是 ${path}`, en: `-o takes an .xlsx file, not ${path}` });
  }
  const folder = dirname(resolve(cwd, path));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(
      { zh: `无法写入 ${path}：没有文件夹 ${folder}`, en: `Cannot write ${path}: there is no folder ${folder}` },
      { fix: { zh: "请先建立文件夹，或换一个位置。", en: "Make the folder first, or choose another place." } },
    );
  }
}

function notesOf(issues: readonly ListedIssue[], about: TablesAbout, shell: Shell): [string, string][] {
  const zone = shell.zone();
  const edge = (instant: string | undefined, word: string): string =>
    instant === undefined ? word : zone.minuteText(Date.parse(instant));
  const notes: [string, string][] = [
    ["数据", about.what],
    ["时间", `${edge(about.range.from, "最早")} 起，${edge(about.range.to, "最新")} 止（不含），时区 ${zone.id}`],
    ["问题", `共 ${about.found} 个，按热度列出前 ${issues.length} 个`],
    ["热度指数", "0–100，由来件数、诉求人数、近期增长、持续时间、严重程度、负面情绪、点赞与反对、时近程度加权相加"],
    ["热度时点", zone.minuteText(about.now)],
    ["计数口径", "一条留言至多属于一个问题；重复留言随其首件归入同一问题"],
    ["留言用户", "同一人在本表中用同一编号，没有署名的每条各算一人；编号离开本表没有意义"],
    ["个人信息", "姓名、电话、证件号、门牌等已遮蔽"],
    ["说明", "标题、热度、归并均为机器判断，供人工核实"],
  ];
  if (issues.some(({ degraded }) => degraded)) {
    notes.push(["降级", "部分问题没有用模型、只按字词归并"]);
  }
  return notes;
}

/** Writes the hot-issue table and its detail table to an XLSX file, complete or not at all, and says so. */
export async function writeTables(
  shell: Shell,
  path: string,
  issues: readonly ListedIssue[],
  about: TablesAbout,
): Promise<void> {
  const { challengeTables } = await import("../../pipelines/issues/challenge-tables.js");
  const bytes = await challengeTables(issues, {
    zone: shell.zone(),
    now: about.now,
    notes: notesOf(issues, about, shell),
  });
  writeFileAtomic(path, bytes);
  const messages = issues.reduce((sum, listed) => sum + listed.messages.length, 0);
  shell.note({
    zh: `已写入 ${path}：${issues.length} 个问题，${messages} 条留言。`,
    en: `${path} was written: ${issues.length} issues, ${messages} messages.`,
  });
}
