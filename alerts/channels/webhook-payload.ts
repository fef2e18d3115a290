import type { AlertLevel, Notification, NotificationKind, NotifiedCase } from "../../core/alert.js";
import type { Zone } from "../../core/zone.js";
import { alertText } from "../render/alert-text.js";
import { oneLine } from "../render/clean.js";

/** Version of the schema: it grows when a field changes its meaning or goes, not when one is added. */
export const WEBHOOK_VERSION = "1";

/** What a webhook gets; docs/alert-webhook.md has the words for it. */
export interface WebhookPayload {
  version: typeof WEBHOOK_VERSION;
  key: string;
  kind: NotificationKind;
  level: AlertLevel;
  at: string;
  language: "zh" | "en";
  title: string;
  headline: string;
  cases: {
    number: number;
    title: string;
    level: AlertLevel;
    where: string;
    sentence: string;
    quotes: string[];
    link?: string;
    acknowledge?: string;
  }[];
  more: number;
}

/** A notification in minyi's own form for programs. The texts are masked and on one line, and escaped for nothing. */
export function webhookPayload(notification: Notification, zone: Zone): WebhookPayload {
  const { key, kind, level, at, language, title, cases, more } = notification;
  const text = alertText(notification, zone);
  return {
    version: WEBHOOK_VERSION,
    key,
    kind,
    level,
    at,
    language,
    title: oneLine(title),
    headline: text.headline,
    cases: text.cases.map((one, index) => {
      const { number, title, where, sentence, quotes, link, acknowledge } = one;
      const level = (cases[index] as NotifiedCase).level;
      return {
        number,
        title,
        level,
        where,
        sentence,
        quotes,
        ...(link && { link }),
        ...(acknowledge && { acknowledge }),
      };
    }),
    more,
  };
}
