import { InputError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";

const SAVE_AS: Localized = {
  zh: "请用 Excel 或 WPS 打开后「另存为」.xlsx 或 .csv",
  en: 'Open it in Excel or WPS and "save as" .xlsx or .csv',
};
const EXPORT_AGAIN: Localized = { zh: "请重新导出或传输该文件", en: "Export or transfer the file again" };

/** Everything for which a workbook is not read, with what to do about it. */
export const refusals = {
  old: () => refuse("这是旧版 Excel 文件(.xls)", "This is an old Excel file (.xls)", SAVE_AS),
  password: () =>
    refuse("文件有密码保护", "The file is protected by a password", {
      zh: "请打开后取消密码，再另存为 .xlsx 或 .csv",
      en: "Open it, remove the password and save it as .xlsx or .csv",
    }),
  web: () =>
    refuse("这是网页(HTML)形式的表格,不是 xlsx", "This is a table in the form of a web page (HTML), not xlsx", SAVE_AS),
  text: () =>
    refuse("这不是 xlsx，像是文本或 CSV", "This is not xlsx; it looks like text or CSV", {
      zh: "若是 CSV，请把扩展名改为 .csv",
      en: "If it is CSV, name it .csv",
    }),
  binary: () => refuse("这是二进制工作簿(.xlsb)", "This is a binary workbook (.xlsb)", SAVE_AS),
  foreign: () => refuse("压缩包里没有 Excel 工作簿", "The archive holds no Excel workbook", SAVE_AS),
  truncated: () => refuse("xlsx 文件不完整(被截断)", "The xlsx file is incomplete (cut off)", EXPORT_AGAIN),
  damaged: (part: string, cause?: unknown) =>
    refuse(`xlsx 文件已损坏(${part})`, `The xlsx file is damaged (${part})`, EXPORT_AGAIN, cause),
  declared: () =>
    refuse("xlsx 内含 DTD 或实体声明,已拒绝读取", "The xlsx holds a DTD or entity declarations; refused", SAVE_AS),
  rows: (limit: number) =>
    refuse(`超过 ${limit} 行`, `More than ${limit} rows`, { zh: "请分成几个文件", en: "Split it into several files" }),
  columns: (limit: number) =>
    refuse(`表头超过 ${limit} 列`, `The header has more than ${limit} columns`, {
      zh: "请删去不需要的列",
      en: "Remove the columns that are not needed",
    }),
  strings: () => refuse("共享字符串过多", "Too many shared strings", SAVE_AS),
  noSheet: (wanted: string | undefined, names: readonly string[]) =>
    refuse(
      wanted === undefined ? "工作簿里没有工作表" : `没有名为「${wanted}」的工作表;现有:${names.join("、")}`,
      wanted === undefined
        ? "The workbook has no sheet"
        : `No sheet is named "${wanted}"; there are: ${names.join(", ")}`,
      { zh: "请检查配置里的 sheet", en: "Check sheet in the configuration" },
    ),
};

function refuse(zh: string, en: string, fix: Localized, cause?: unknown): InputError {
  return new InputError({ zh, en }, cause === undefined ? { fix } : { fix, cause });
}
