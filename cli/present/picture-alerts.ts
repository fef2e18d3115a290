import { LEVEL_MARKS, LEVEL_WORDS } from "../../alerts/render/words.js";
import { type Language, say } from "../../core/localized.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { Style } from "./style.js";
import { wrap } from "./width.js";

/** Open alerts, the newest first, each with its level and its sentence; "" where there are none. */
export function alertLines(
  cases: readonly TrackedCase[],
  { language, style, width }: { language: Language; style: Style; width: number },
): string {
  if (cases.length === 0) return "";
  const title = style.bold(say(language, { zh: "预警", en: "Alerts" }));
  const lines = cases.map(({ number, level, title: name, verdict }) => {
    const head = `${LEVEL_MARKS[level]} ${say(language, LEVEL_WORDS[level])}  ${name}  #${number}`;
    const sentence = wrap(say(language, verdict.why), Math.min(width, 100) - 4).map((line) => `    ${line}`);
    return [`  ${head}`, ...sentence].join("\n");
  });
  return `\n${title}\n${lines.join("\n")}`;
}
