import { UsageError } from "../../core/errors.js";

/** Levels that a topic can have, each in a column of its own. */
const MOST = 3;

/** The columns that `--label` names, by commas. @throws UsageError when there is none, or more than three */
export function labelColumns(text: string | undefined): string[] {
  const names = (text ?? "").split(/[,，]/u).map((name) => name.trim());
  if (names.length <= MOST && !names.includes("")) return names;
  throw new UsageError(
    text === undefined
      ? { zh: "必须用 --label 指明标签列", en: "--label must name the column of the labels" }
      : {
          zh: `--label 应为一到三个列名，用逗号隔开，不能是 ${text}`,
          en: `--label takes one to three columns by commas, not ${text}`,
        },
    {
      fix: {
        zh: "例如 --label 情感，或多级主题 --label 一级,二级。",
        en: "For example --label 情感, or for the levels of a topic --label 一级,二级.",
      },
    },
  );
}
