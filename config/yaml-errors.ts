import type { ErrorCode } from "yaml";
import type { Localized } from "../core/localized.js";

/** What the parser's complaints mean to someone who edits a file by hand. */
const MEANING: Partial<Record<ErrorCode, Localized>> = {
  BAD_INDENT: { zh: "缩进不对：同一级的各行要对齐", en: "wrong indentation: lines of one level must line up" },
  TAB_AS_INDENT: { zh: "缩进不能用制表符，请改用空格", en: "tabs cannot indent; use spaces" },
  DUPLICATE_KEY: { zh: "同一个配置项写了两次", en: "the same key is given twice" },
  MISSING_CHAR: {
    zh: "缺少符号：引号或括号没有配对，或冒号后没有空格",
    en: "a character is missing: an unpaired quote or bracket, or no space after a colon",
  },
  UNEXPECTED_TOKEN: { zh: "这里不该有这些字符", en: "unexpected characters here" },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: "一行里只能有一个“键: 值”；含冒号的值请加引号",
    en: 'only one "key: value" a line; quote values that hold a colon',
  },
  MULTILINE_IMPLICIT_KEY: { zh: "缺少冒号：应为“键: 值”", en: 'a colon is missing: "key: value" is expected' },
  BLOCK_IN_FLOW: { zh: "{ } 或 [ ] 里不能换用缩进写法", en: "inside { } or [ ] nothing can be written by indentation" },
  BAD_SCALAR_START: { zh: "以这个符号开头的值要加引号", en: "a value that starts with this character needs quotes" },
  BAD_DQ_ESCAPE: {
    zh: "双引号里的 \\ 要写成 \\\\，或改用单引号",
    en: "inside double quotes write \\\\ for \\, or use single quotes",
  },
  MULTIPLE_DOCS: {
    zh: "一个文件里只能有一份配置（多了 ---）",
    en: "one file holds one configuration (there is a --- too many)",
  },
};

const REFERENCE_IN_BRACES: Localized = {
  zh: `写在 { } 或 [ ] 里的 \${…} 要加引号`,
  en: `inside { } or [ ] a \${…} needs quotes`,
};

/** Explains one complaint of the YAML parser about a line. Never quotes the line: it may hold a secret. */
export function yamlErrorText(code: ErrorCode, line: string): Localized {
  if (code === "UNEXPECTED_TOKEN" && /[[{].*\$\{/.test(line)) return REFERENCE_IN_BRACES;
  return MEANING[code] ?? { zh: `不是合法的 YAML（${code}）`, en: `not valid YAML (${code})` };
}
