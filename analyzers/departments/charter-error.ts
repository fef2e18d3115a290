import { UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";

const FIX: Localized = {
  zh: "departments 之下每个单位缩进两格，其 names、topics、words、against 缩进四格，值为以空格分开的词；可对照内置的 config/departments.yaml。",
  en: "Indent each unit under departments by two spaces, its names, topics, words and against by four; their values are words separated by spaces. Compare with the built-in config/departments.yaml.",
};

/** The file that says which unit is in charge of what cannot be used; says which line and what was expected. */
export class ChartersError extends UsageError {
  static unreadable(path: string, cause: unknown): ChartersError {
    return new ChartersError(
      { zh: `无法读取承办单位文件 ${path}`, en: `Cannot read the file of departments ${path}` },
      {
        fix: {
          zh: "检查配置项 departments.file 的路径，或删除该项以使用内置文件。",
          en: "Check the path in departments.file, or remove the key to use the built-in file.",
        },
        cause,
      },
    );
  }

  static at(path: string, line: number, what: Localized): ChartersError {
    return new ChartersError(
      {
        zh: `承办单位文件 ${path} 第 ${line} 行：${what.zh}`,
        en: `File of departments ${path}, line ${line}: ${what.en}`,
      },
      { fix: FIX },
    );
  }
}
