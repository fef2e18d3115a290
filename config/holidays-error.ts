import { UsageError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import { linesOf, type Problem } from "./config-error.js";

const FIX: Localized = {
  zh: "改好后运行 minyi doctor 再检查一遍；写法可对照内置的 config/holidays.yaml。",
  en: "Correct it, then run minyi doctor; the built-in config/holidays.yaml shows how it is written.",
};

/** The file of public holidays cannot be used (exit code 2): every problem found, with line and column. */
export class HolidaysError extends UsageError {
  constructor(readonly problems: readonly Problem[]) {
    super(
      {
        zh: `节假日文件有 ${problems.length} 处问题：${linesOf(problems, "zh")}`,
        en: `The file of public holidays has ${problems.length} problem${problems.length === 1 ? "" : "s"}:${linesOf(problems, "en")}`,
      },
      { fix: FIX },
    );
  }

  /** The file that the configuration names is not there or may not be read. */
  static unreadable(path: string, cause: unknown): UsageError {
    const reason = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    return new UsageError(
      {
        zh: `节假日文件 ${path} 读不了（${reason}）`,
        en: `The file of public holidays ${path} cannot be read (${reason})`,
      },
      {
        fix: {
          zh: "检查配置项 holidays 的路径和读取权限，或删除该项以只用自带的年份。",
          en: "Check the path in holidays and its permissions, or remove the key to use the built-in years alone.",
        },
        cause,
      },
    );
  }
}
