import type { LabelledFile } from "../../pipelines/evaluate/labelled-file.js";
import type { OptionSpec } from "../command.js";
import type { Shell } from "../shell.js";
import { labelColumns } from "./label-columns.js";

/** Which columns of a labelled file are meant. */
export interface LabelledFileOptions {
  label?: string;
  text?: string;
  title?: string;
}

/** Options for the columns that are recognised when nobody names them. */
export const TEXT_COLUMNS: readonly OptionSpec[] = [
  { flags: "--text <column>", help: { zh: "正文列（默认自动识别）", en: "column of the text (default: recognised)" } },
  {
    flags: "--title <column>",
    help: { zh: "标题列（默认自动识别）", en: "column of the title (default: recognised)" },
  },
];

/**
 * Opens the labelled file of a command, `-` being standard input; from here on the log masks personal data.
 * @throws UsageError when `--label` names no column, or the file cannot be read
 */
export async function openLabelledFile(
  shell: Shell,
  path: string,
  { label, text, title }: LabelledFileOptions,
): Promise<LabelledFile> {
  const [{ openLabelled }, { maskText }] = await Promise.all([
    import("../../pipelines/evaluate/labelled-file.js"),
    import("../../analyzers/privacy/mask.js"),
  ]);
  shell.maskWith(maskText);
  const { timezone } = shell.config().config;
  return openLabelled(path, {
    labels: labelColumns(label),
    text,
    title,
    timezone,
    clock: shell.clock,
    stdin: shell.stdin,
  });
}
