import { MinyiError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";

/**
 * What a value looks like without saying what it is: digits become 9, Latin letters a, everything else that is a letter
 * 字; at most 24 characters. Rejects and warnings show this, since the value itself may be personal data.
 */
export function shapeOf(value: string): string {
  const shape = value
    .slice(0, 200)
    .replace(/\p{N}/gu, "9")
    .replace(/[A-Za-z]/g, "a")
    .replace(/(?!a)\p{L}/gu, "字")
    .replace(/[\p{C}\p{Z}\s]+/gu, " ");
  return shape.length > 24 ? `${shape.slice(0, 24)}…` : shape;
}

/** A name that can be shown. In a file without a header the "names" are data: long ones and numbers show as shapes. */
export function shownName(name: string): string {
  const trimmed = name.trim();
  return trimmed.length > 24 || /[@＠]|\p{N}{4}/u.test(trimmed) ? shapeOf(trimmed) : shapeless(trimmed);
}

/** Control characters would disturb a terminal. */
function shapeless(name: string): string {
  return name.replace(/[\p{C}\s]+/gu, " ");
}

/** A list of columns for a message, at most 30 of them. */
export function shownColumns(names: readonly string[]): string {
  if (names.length === 0) return "-";
  const shown = names.slice(0, 30).map((n) => shownName(n) || "∅");
  return shown.join("、") + (names.length > 30 ? ` … (${names.length})` : "");
}

/** The reason for a whole input that cannot be read: what happened and what to do about it. */
export function reasonOf(error: unknown): Localized {
  if (error instanceof MinyiError) {
    if (!error.fix) return error.what;
    return { zh: `${error.what.zh}。${error.fix.zh}`, en: `${error.what.en}. ${error.fix.en}` };
  }
  const text = error instanceof Error ? error.message : String(error);
  return { zh: `读取失败：${text}`, en: `Reading failed: ${text}` };
}

const PERMISSION = { zh: "没有权限读取该文件", en: "no permission to read the file" };
const VANISHED = { zh: "文件在读取过程中消失了", en: "the file disappeared while it was being read" };

/** The same for an error of the operating system, in words. */
export function systemReason(error: NodeJS.ErrnoException): Localized {
  if (error.code === "EACCES" || error.code === "EPERM") return PERMISSION;
  if (error.code === "ENOENT") return VANISHED;
  return reasonOf(error);
}
