import { InputError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import { EmptyInput } from "./records.js";

const SAVE_AS: Localized = {
  zh: "请用 Excel 或 WPS 打开后「另存为」.xlsx 或 .csv",
  en: 'Open it in Excel or WPS and "save as" .xlsx or .csv',
};

const MAGIC: { bytes: string; what: Localized; fix: Localized }[] = [
  {
    bytes: "PK\x03\x04",
    what: { zh: "这是 xlsx 或 zip 文件，不是文本", en: "This is an xlsx or zip file, not text" },
    fix: { zh: "若是表格，请把扩展名改为 .xlsx", en: "If it is a table, name it .xlsx" },
  },
  {
    bytes: "\xd0\xcf\x11\xe0",
    what: {
      zh: "这是旧版 Excel（.xls）或加密的文件，不是文本",
      en: "This is an old Excel (.xls) or encrypted file, not text",
    },
    fix: SAVE_AS,
  },
  {
    bytes: "%PDF",
    what: { zh: "这是 PDF 文件，不是表格", en: "This is a PDF file, not a table" },
    fix: { zh: "请从原系统导出 CSV 或 Excel", en: "Export CSV or Excel from where it came from" },
  },
];

/** The error for a file without a single character. */
export function emptyFile(): EmptyInput {
  return new EmptyInput(
    { zh: "文件是空的", en: "The file is empty" },
    { fix: { zh: "请检查导出是否成功", en: "Check whether the export succeeded" } },
  );
}

/** Whether there is nothing but white space. */
export function isEmpty(bytes: Buffer): boolean {
  return bytes.length < 65_536 && bytes.toString("latin1").trim() === "";
}

/** Refuses what is no text: its beginning is enough to tell. @throws InputError that says what it is */
export function refuseBinary(sample: Buffer): void {
  const start = sample.toString("latin1", 0, 8);
  const magic = MAGIC.find(({ bytes }) => start.startsWith(bytes));
  if (magic) throw new InputError(magic.what, { fix: magic.fix });
  const head = sample.subarray(0, 65_536);
  let nuls = 0;
  for (const byte of head) if (byte === 0) nuls++;
  if (nuls > head.length / 5) {
    throw new InputError(
      {
        zh: "文件里大量是 NUL 字节，不是文本（可能写入时断电或传输中断）",
        en: "Most of the file is NUL bytes, not text (a power cut or a broken transfer?)",
      },
      { fix: { zh: "请重新导出或传输该文件", en: "Export or transfer the file again" } },
    );
  }
}
