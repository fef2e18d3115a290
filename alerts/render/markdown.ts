import { quoted } from "./alert-text.js";
import { escapeMarkdown } from "./escape.js";
import type { Block, Link, RobotPart } from "./robot-parts.js";

/** A robot's message as Markdown that WeCom and DingTalk both show. `lineEnd`: what they need between two lines. */
export function markdown({ headline, blocks, closing }: RobotPart, lineEnd: "\n" | "\n\n"): string {
  const lines = [`**${escapeMarkdown(headline)}**`, ...blocks.flatMap(blockLines), ...linkLine(closing)];
  return lines.join(lineEnd);
}

function blockLines({ kind, text, links }: Block): string[] {
  const safe = escapeMarkdown(text);
  switch (kind) {
    case "heading":
      return [`**${safe}**`, ...linkLine(links)];
    case "quote":
      return [`> ${quoted(safe)}`, ...linkLine(links)];
    default:
      return [safe, ...linkLine(links)];
  }
}

function linkLine(links: readonly Link[]): string[] {
  return links.length === 0 ? [] : [links.map(({ label, url }) => `[${label}](${url})`).join(" ")];
}
