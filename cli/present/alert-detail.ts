import { cutTo } from "../../alerts/render/clean.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { CaseEventRecord } from "../../state/alert-events.js";
import type { Told } from "../alerts/told.js";
import { eventLines, figureLines, indented, part, toldLines } from "./alert-parts.js";
import { sinceOf } from "./alerts-json.js";
import type { AlertsLook } from "./alerts-table.js";
import { levelText, OUTCOME_WORDS, STATUS_WORDS } from "./alerts-words.js";
import { oneLine } from "./escape.js";

interface AlertDetail {
  alert: TrackedCase;
  where: string;
  /** The rule in words; absent where it is gone. */
  rule?: string;
  /** Masked texts of messages that show it. */
  quotes: readonly string[];
  told: readonly Told[];
  events: readonly CaseEventRecord[];
}

/** Longest quotes, in characters. */
const QUOTE = 200;

/** One case in full: what it stands on, messages that show it, who was told, what has happened to it. */
export function alertDetail({ alert, where, rule, quotes, told, events }: AlertDetail, look: AlertsLook): string {
  const { language, style, zone } = look;
  const zh = language === "zh";
  const facts = [
    levelText(alert.level, language),
    where,
    STATUS_WORDS[alert.status][language],
    alert.outcome ? OUTCOME_WORDS[alert.outcome][language] : "",
    alert.acknowledgedBy ? `${zh ? "认领" : "taken by"} ${alert.acknowledgedBy}` : "",
    `${zh ? "自" : "since"} ${zone.minuteText(Date.parse(sinceOf(alert)))}`,
  ].filter((fact) => fact !== "");
  return [
    `${style.bold(`${alert.number}  ${oneLine(alert.title)}`)}  ${style.dim(alert.ruleId)}`,
    ...indented(facts.join(" · "), look, 0),
    ...indented(alert.verdict.why[language], look, 0),
    ...part("依据", "Figures", figureLines(alert.verdict, look), look),
    ...part("规则", "Rule", rule === undefined ? [] : indented(rule, look), look),
    ...part(
      "来件",
      "Messages",
      quotes.flatMap((quote) => indented(`“${cutTo(quote, QUOTE)}”`, look)),
      look,
    ),
    ...part("通知", "Told", toldLines(told, look), look),
    ...part("经过", "History", eventLines(events, look), look),
  ].join("\n");
}
