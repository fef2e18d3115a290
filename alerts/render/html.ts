import type { AlertLevel } from "../../core/alert.js";
import { say } from "../../core/localized.js";
import { type AlertText, type CaseText, moreText, quoted } from "./alert-text.js";
import { escapeHtml } from "./escape.js";
import { LABELS } from "./words.js";

/** Colours with a contrast of at least 4.5 : 1 on white; the words beside them say the same. */
const COLOURS: Readonly<Record<AlertLevel, string>> = {
  blue: "#1d5fbf",
  yellow: "#7a5c00",
  orange: "#a84300",
  red: "#b3171b",
};

/**
 * The notification as HTML for mail: no script, no style sheet, nothing fetched from anywhere; the chart is a part of
 * the mail, named by its content id.
 */
export function htmlMail(text: AlertText, level: AlertLevel, chart?: string): string {
  const { headline, lead, cases, language, more, sent } = text;
  const left = moreText(language, more);
  const colour = COLOURS[level];
  return [
    `<!doctype html><html lang="${language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8"><title>${escapeHtml(headline)}</title></head>`,
    `<body style="font-family:sans-serif;line-height:1.6;color:#222">`,
    `<h2 style="border-left:6px solid ${colour};padding-left:10px;color:${colour}">${escapeHtml(headline)}</h2>`,
    ...(lead ? [`<p>${escapeHtml(lead)}</p>`] : []),
    ...cases.map((one) => caseHtml(one, text)),
    ...(chart ? [`<p><img src="cid:${escapeHtml(chart)}" alt="${escapeHtml(headline)}"></p>`] : []),
    ...(left ? [`<p>${escapeHtml(left)}</p>`] : []),
    `<p style="color:#595959;font-size:12px">${escapeHtml(sent)}</p>`,
    "</body></html>",
  ].join("\n");
}

function caseHtml(one: CaseText, { language }: AlertText): string {
  const links = [
    [LABELS.view, one.link],
    [LABELS.acknowledge, one.acknowledge],
  ] as const;
  const anchors = links.flatMap(([label, link]) =>
    link ? [`<a href="${escapeHtml(link)}" rel="noopener noreferrer">${escapeHtml(say(language, label))}</a>`] : [],
  );
  return [
    `<h3 style="margin-bottom:0">${escapeHtml(one.heading)}</h3>`,
    `<p style="margin-top:4px">${escapeHtml(one.sentence)}</p>`,
    ...one.quotes.map((quote) => `<blockquote style="color:#444">${escapeHtml(quoted(quote))}</blockquote>`),
    ...(anchors.length > 0 ? [`<p>${anchors.join(" · ")}</p>`] : []),
  ].join("\n");
}
