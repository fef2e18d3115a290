import { LEVEL_WORDS } from "../../alerts/levels.js";
import { LEVEL_MARKS } from "../../alerts/render/words.js";
import { type Language, say } from "../../core/localized.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import { STATUS_WORDS } from "./alerts-words.js";
import type { Style } from "./style.js";
import { wrap } from "./width.js";

/** Alerts, the newest first, each with its level and its sentence, and which are over; "" where there are none. */
export function alertLines(
  cases: readonly TrackedCase[],
  { language, style, width }: { language: Language; style: Style; width: number },
): string {
  if (cases.length === 0) return "";
  const title = `${style.cyan("▍")}${style.bold(say(language, { zh: "本周预警", en: "Alerts of the week" }))}`;
  const lines = cases.map(({ number, level, title: name, status, verdict }) => {
    const over = status === "resolved" ? `  ${say(language, STATUS_WORDS.resolved)}` : "";
    const head = `${LEVEL_MARKS[level]} ${say(language, LEVEL_WORDS[level])}  ${name}  #${number}${over}`;
    const sentence = wrap(say(language, verdict.why), Math.min(width, 100) - 4).map((line) => `    ${line}`);
    return [`  ${head}`, ...sentence].join("\n");
  });
  return `\n${title}\n${lines.join("\n")}`;
}
