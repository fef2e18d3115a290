import type { AlertCase, Verdict } from "../../core/alert.js";
import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { ListedCase } from "../alerts/listed-cases.js";
import { sinceOf } from "./alerts-json.js";
import { levelCell, OUTCOME_WORDS, STATUS_WORDS } from "./alerts-words.js";
import { oneLine } from "./escape.js";
import type { Style } from "./style.js";
import { type Cell, type Column, table } from "./table.js";
import { wrap } from "./width.js";

export interface AlertsLook {
  language: Language;
  style: Style;
  /** Columns that no line exceeds. */
  width: number;
  zone: Zone;
}

const TITLES: Record<Language, readonly string[]> = {
  zh: ["编号", "级别", "预警", "范围", "自何时", "状态", "认领"],
  en: ["no.", "level", "alert", "where", "since", "status", "taken by"],
};
const FLEXIBLE = [2, 3, 6];

function statusText({ status, outcome, memory }: TrackedCase, language: Language): string {
  const words = [STATUS_WORDS[status][language]];
  if (outcome) words.push(OUTCOME_WORDS[outcome][language]);
  if (status !== "resolved" && memory.mutedBy) words.push(language === "zh" ? "暂不通知" : "quiet");
  return words.join(language === "zh" ? "·" : ", ");
}

function takenBy({ status, acknowledgedBy, deadline }: AlertCase, { language, zone }: AlertsLook): string {
  if (status !== "acknowledged" || acknowledgedBy === undefined) return "";
  if (deadline === undefined) return acknowledgedBy;
  const until = zone.minuteText(Date.parse(deadline)).slice(5);
  return language === "zh" ? `${acknowledgedBy} 至 ${until}` : `${acknowledgedBy} until ${until}`;
}

/** Lines of a table, each followed by a sentence. */
function told(
  columns: readonly Column[],
  rows: readonly Cell[][],
  sentences: readonly string[],
  look: AlertsLook,
): string {
  const [header = "", ...lines] = table(columns, rows, { style: look.style, total: look.width }).split("\n");
  const under = (sentence: string): string[] => wrap(oneLine(sentence), look.width - 4).map((line) => `    ${line}`);
  return [header, ...lines.flatMap((line, i) => [line, ...under(sentences[i] ?? "")])].join("\n");
}

/** 预警表: cases in the given order, each with the sentence that it stands on. */
export function alertsTable(rows: readonly ListedCase[], look: AlertsLook): string {
  const { language, style, zone } = look;
  const columns = TITLES[language].map(
    (title, i): Column => ({ title, align: i === 0 ? "right" : "left", flexible: FLEXIBLE.includes(i) }),
  );
  const cells = rows.map(({ alert, where }): Cell[] => [
    String(alert.number),
    levelCell(alert.level, language, style),
    { text: alert.title, paint: style.bold },
    where,
    { text: zone.minuteText(Date.parse(sinceOf(alert))), paint: style.dim },
    statusText(alert, language),
    takenBy(alert, look),
  ]);
  const sentences = rows.map(({ alert }) => alert.verdict.why[language]);
  return told(columns, cells, sentences, look);
}

/** What rules find, case or not. */
export function verdictsTable(
  rows: readonly { verdict: Verdict; title: string; where: string }[],
  look: AlertsLook,
): string {
  const { language, style } = look;
  const titles = language === "zh" ? ["级别", "规则", "预警", "范围"] : ["level", "rule", "alert", "where"];
  const columns = titles.map((title, i): Column => ({ title, flexible: i >= 2 }));
  const cells = rows.map(({ verdict, title, where }): Cell[] => [
    levelCell(verdict.level, language, style),
    { text: verdict.ruleId, paint: style.dim },
    { text: title, paint: style.bold },
    where,
  ]);
  return told(
    columns,
    cells,
    rows.map(({ verdict }) => verdict.why[language]),
    look,
  );
}
