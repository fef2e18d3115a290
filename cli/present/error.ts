import { hideSecrets } from "../../config/secrets.js";
import { MinyiError } from "../../core/errors.js";
import type { Language } from "../../core/localized.js";
import { lines } from "./escape.js";
import type { Style } from "./style.js";

export interface ErrorContext {
  language: Language;
  style: Style;
  secrets: readonly string[];
  /** For texts that we did not write: they may quote a message. */
  mask: (text: string) => string;
  /** With `DEBUG=minyi` the stack is shown too. */
  debug: boolean;
}

interface Said {
  what: string;
  fix?: string;
}

const SYSTEM: Readonly<Record<string, { zh: string; en: string }>> = {
  ENOENT: { zh: "找不到", en: "not found" },
  EACCES: { zh: "没有权限", en: "permission denied" },
  EPERM: { zh: "没有权限", en: "permission denied" },
  EISDIR: { zh: "是文件夹，不是文件", en: "is a folder, not a file" },
  ENOTDIR: { zh: "路径中有一段不是文件夹", en: "a part of the path is not a folder" },
  EMFILE: { zh: "打开的文件太多", en: "too many open files" },
  EADDRINUSE: { zh: "端口已被占用", en: "the port is in use" },
};

function said(error: unknown, { language, mask }: ErrorContext): Said {
  if (error instanceof MinyiError) {
    return { what: error.what[language], ...(error.fix ? { fix: error.fix[language] } : {}) };
  }
  const { code, path, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  const known = code ? SYSTEM[code] : undefined;
  if (known && path) return { what: `${path}${language === "zh" ? "：" : ": "}${known[language]}（${code}）` };
  return language === "zh"
    ? {
        what: `内部错误：${mask(message)}`,
        fix: "这是 minyi 的缺陷。用 DEBUG=minyi 再运行一次可看到出错位置，请连同它一起报告。",
      }
    : {
        what: `Internal error: ${mask(message)}`,
        fix: "This is a defect of minyi. Run again with DEBUG=minyi to see where, and report it.",
      };
}

/** An error as people read it on stderr: what went wrong and where, then what to do. No stack unless it is asked for. */
export function errorText(error: unknown, context: ErrorContext): string {
  const { style, secrets, language } = context;
  const { what, fix } = said(error, context);
  const clean = (text: string): string => lines(hideSecrets(text, secrets)).replaceAll("\n", "\n  ");
  const parts = [`${style.red(language === "zh" ? "错误：" : "Error: ")}${clean(what)}`];
  if (fix) parts.push(`${style.cyan("→")} ${clean(fix)}`);
  if (context.debug && error instanceof Error) parts.push(style.dim(clean(context.mask(error.stack ?? ""))));
  return parts.join("\n");
}
