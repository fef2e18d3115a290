import { kindWords } from "../../alerts/render/words.js";
import type { Verdict } from "../../core/alert.js";
import type { Language } from "../../core/localized.js";
import type { CaseEventRecord } from "../../state/alert-events.js";
import type { Told } from "../alerts/told.js";
import type { AlertsLook } from "./alerts-table.js";
import { CASE_EVENT_WORDS, OUTBOX_WORDS, OUTCOME_WORDS, observationText } from "./alerts-words.js";
import { oneLine } from "./escape.js";
import { wrap } from "./width.js";

/** A part with its title, or nothing where it has no lines. */
export function part(zh: string, en: string, lines: readonly string[], { language, style }: AlertsLook): string[] {
  if (lines.length === 0) return [];
  return ["", `${style.cyan("▍")}${style.bold(language === "zh" ? zh : en)}`, ...lines];
}

/** A text of others, indented. */
export function indented(text: string, look: AlertsLook, by = 2): string[] {
  return wrap(oneLine(text), look.width - by).map((line) => `${" ".repeat(by)}${line}`);
}

/** The figures that a verdict stands on, and the time that they are of. */
export function figureLines({ window, observations }: Verdict, look: AlertsLook): string[] {
  const { zone, language } = look;
  const [from, to] = [window.from, window.to].map((instant) => zone.minuteText(Date.parse(instant)));
  const span = language === "zh" ? `时段 ${from} 至 ${to}` : `window ${from} to ${to}`;
  return [span, ...observations.map((one) => observationText(one, language))].flatMap((line) => indented(line, look));
}

function receiverText(receiver: string, language: Language): string {
  const [kind, ...name] = receiver.split(":");
  if (kind !== "channel") return name.join(":");
  return language === "zh" ? `渠道 ${name.join(":")}` : `channel ${name.join(":")}`;
}

/** Who was told when by which channel, and what came of every attempt. */
export function toldLines(all: readonly Told[], look: AlertsLook): string[] {
  const { zone, language } = look;
  const zh = language === "zh";
  return all.flatMap(({ at, receiver, kind, level, status, channel, tries, reason }) => {
    const times = zh ? `试过 ${tries.length} 次` : `${tries.length} attempts`;
    const line = [
      zone.minuteText(at),
      receiverText(receiver, language),
      kindWords(kind, level)[language],
      `${channel}：${OUTBOX_WORDS[status][language]}`,
      tries.length > 1 || status !== "delivered" ? times : "",
    ].filter((fact) => fact !== "");
    const why = status === "delivered" ? tries.at(-1)?.answer : (tries.at(-1)?.answer ?? reason);
    return [...indented(line.join("  "), look), ...(why ? indented(why[language], look, 4) : [])];
  });
}

function detail({ kind, details = {} }: CaseEventRecord, { language, zone }: AlertsLook): string {
  const { deadline, outcome, note, reason } = details;
  const texts = [
    kind === "acknowledged" && typeof deadline === "string"
      ? `${language === "zh" ? "至" : "until"} ${zone.minuteText(Date.parse(deadline))}`
      : "",
    kind === "outcome" && (outcome === "true" || outcome === "false" || outcome === "handled")
      ? OUTCOME_WORDS[outcome][language]
      : "",
    typeof note === "string" ? note : "",
    typeof reason === "string" ? reason : "",
  ];
  return texts.filter((text) => text !== "").join(" ");
}

/** What has happened to a case, a line each. */
export function eventLines(events: readonly CaseEventRecord[], look: AlertsLook): string[] {
  const { language, style, zone } = look;
  return events.map((event) => {
    const who = event.by === "machine" ? (language === "zh" ? "自动" : "by itself") : event.by;
    const what = `${CASE_EVENT_WORDS[event.kind][language]} ${detail(event, look)}`.trim();
    return `  ${style.dim(zone.minuteText(event.at))}  ${oneLine(what)}  ${style.dim(oneLine(who))}`;
  });
}
