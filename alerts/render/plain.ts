import { say } from "../../core/localized.js";
import { type AlertText, type CaseText, moreText, quoted } from "./alert-text.js";
import { LABELS } from "./words.js";

/** The notification as plain text: for the console and for mail programs without HTML. */
export function plainText(text: AlertText): string {
  const { headline, lead, cases, language, more, sent } = text;
  const blocks = [[headline, lead], ...cases.map((one) => caseLines(one, text)), [moreText(language, more), sent]];
  return `${blocks.map((lines) => lines.filter((line) => line !== undefined).join("\n")).join("\n\n")}\n`;
}

function caseLines(one: CaseText, { language }: AlertText): string[] {
  const links = [
    [LABELS.view, one.link],
    [LABELS.acknowledge, one.acknowledge],
  ] as const;
  return [
    one.heading,
    one.sentence,
    ...one.quotes.map((quote) => `  ${quoted(quote)}`),
    ...links.flatMap(([label, link]) => (link ? [`${say(language, label)}: ${link}`] : [])),
  ];
}
