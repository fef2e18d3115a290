import type { Notification } from "../../core/alert.js";
import { say } from "../../core/localized.js";
import { LEVEL_WORDS } from "../levels.js";
import { cutTo, oneLine, safeLink } from "./clean.js";
import { withoutAutolinks } from "./escape.js";

/** Characters (UTF-16 units, as the network counts Chinese) of a message sent alone, and of a part of a longer one. */
const ALONE = 70;
const PART = 67;

/** What a template of the office's gateway can be filled with. */
export const SMS_VARIABLES = ["level", "number", "title", "where", "sentence", "count", "link"] as const;
export type SmsVariable = (typeof SMS_VARIABLES)[number];
export type SmsVariables = Record<SmsVariable, string>;

/** How many messages the network makes of a text, signature included. */
export function smsParts(text: string): number {
  return text.length <= ALONE ? 1 : Math.ceil(text.length / PART);
}

/** A template's text with its `{variables}` filled in. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] as string) : whole,
  );
}

/**
 * What a template is filled with, from the first case, which is the gravest: shortened, the sentence first, then place
 * and title, until signature and text keep to the parts that are allowed. Signature signs in the values become others,
 * since carriers refuse a second signature.
 */
export function smsVariables(
  notification: Notification,
  template: string,
  signature: string,
  most: number,
): SmsVariables {
  const { language, level, title, cases, more } = notification;
  const [first] = cases;
  const values: SmsVariables = {
    level: say(language, LEVEL_WORDS[level]),
    number: String(first?.number ?? ""),
    title: inside(first?.title ?? title),
    where: inside(first?.where ?? ""),
    sentence: inside(first?.sentence ?? ""),
    count: String(cases.length + more),
    link: safeLink(first?.link) ?? "",
  };
  const over = (): number => smsText(template, values, signature).length - roomOf(most);
  for (const name of ["sentence", "where", "title"] as const) {
    // A variable may stand in the template more than once; a surrogate pair counts two: shortened until it fits.
    while (over() > 0 && values[name].length > 1) {
      values[name] = cutTo(values[name], Math.max(1, [...values[name]].length - Math.max(1, Math.floor(over() / 4))));
    }
  }
  return values;
}

/** The message as it arrives. */
export function smsText(template: string, values: Readonly<Record<string, string>>, signature: string): string {
  return `【${signature}】${fillTemplate(template, values)}`;
}

function roomOf(parts: number): number {
  return parts === 1 ? ALONE : PART * parts;
}

function inside(text: string): string {
  return withoutAutolinks(oneLine(text)).replaceAll("【", "[").replaceAll("】", "]");
}
