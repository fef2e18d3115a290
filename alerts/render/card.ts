import type { AlertLevel } from "../../core/alert.js";
import { quoted } from "./alert-text.js";
import { withoutAutolinks } from "./escape.js";
import type { Block, Link, RobotPart } from "./robot-parts.js";

/** A card as Feishu's robots take it; see open.feishu.cn, "custom bot usage guide" and "card structure". */
export interface FeishuCard {
  config: { wide_screen_mode: true };
  header: { template: AlertLevel | "green"; title: PlainText };
  elements: CardElement[];
}

interface PlainText {
  tag: "plain_text";
  content: string;
}

type CardElement =
  | { tag: "div"; text: PlainText }
  | { tag: "note"; elements: PlainText[] }
  | { tag: "action"; actions: { tag: "button"; type: "default" | "primary"; text: PlainText; url: string }[] };

/**
 * A robot's message as an interactive card. Every text is `plain_text`, in which nothing has a meaning: no mention, no
 * link and no Markdown can come out of a citizen's text.
 */
export function feishuCard({ headline, blocks, closing }: RobotPart, colour: AlertLevel | "green"): FeishuCard {
  return {
    config: { wide_screen_mode: true },
    header: { template: colour, title: plain(headline) },
    elements: [...blocks.flatMap(elementsOf), ...buttons(closing)],
  };
}

function plain(text: string): PlainText {
  return { tag: "plain_text", content: withoutAutolinks(text) };
}

function elementsOf({ kind, text, links }: Block): CardElement[] {
  const content = plain(kind === "quote" ? quoted(text) : text);
  return [kind === "note" ? { tag: "note", elements: [content] } : { tag: "div", text: content }, ...buttons(links)];
}

function buttons(links: readonly Link[]): CardElement[] {
  if (links.length === 0) return [];
  const actions = links.map(({ label, url }, index) => ({
    tag: "button" as const,
    type: index === 0 ? ("primary" as const) : ("default" as const),
    text: plain(label),
    url,
  }));
  return [{ tag: "action", actions }];
}
