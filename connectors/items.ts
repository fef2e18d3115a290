import type { MappableField } from "../config/schema.js";
import type { Clock } from "../core/clock.js";
import { type Channel, type FeedbackItem, feedbackItemSchema, type SourceKind } from "../core/feedback-item.js";
import type { Localized } from "../core/localized.js";
import type { Zone } from "../core/zone.js";
import { channelOf } from "./channels.js";
import type { Plan } from "./columns.js";
import { type Notes, type Rows, rowsText } from "./notes.js";
import { parseCount } from "./numbers.js";
import { shapeOf, shownName } from "./reasons.js";
import type { FoundRecord } from "./records.js";
import { isClockTime, parseTime } from "./times.js";

/** What holds for every record of an input. */
export interface ItemRules {
  source: string;
  channel: Channel;
  kind: SourceKind;
  zone: Zone;
  clock: Clock;
  /** Taken where a record has no time; undefined: such a record is a reject. */
  defaultCreatedAt: string | undefined;
  /** The calendar in which the workbook counts its days. */
  excel: 1900 | 1904;
}

/** Why a record is no item. */
export interface ItemProblem {
  field: string;
  reason: Localized;
}

/** How programs write that there is nothing. */
const NOTHING = /^(?:null|nil|none|nan|n\/a|#n\/a|\\n|undefined|-+|—+|\/|无|暂无|0000-00-00(?: 00:00:00)?)$/i;

/** A number that a spreadsheet has shortened: its last digits are lost, so it is no id. */
const SHORTENED = /^\d(?:\.\d+)?e\+\d+$/i;

const UNRATED = /^(?:-\d+|未评价|未评|未回访|未测评|待评价)$/;

/**
 * Makes the item of a record. What a message cannot be without (a text or title, a time) makes a reject when it is
 * missing or wrong; any other value that makes no sense is left out, and a note says in which records.
 */
export function makeItem(record: FoundRecord, plan: Plan, rules: ItemRules, notes: Notes): FeedbackItem | ItemProblem {
  const { values, columns, row } = record;
  const { at } = plan;
  const raw = (field: MappableField): string => {
    const index = at[field];
    return index === undefined ? "" : (values[index] ?? "").trim();
  };
  const value = (field: MappableField): string | undefined => {
    const text = raw(field);
    return text === "" || (text.length < 20 && NOTHING.test(text)) ? undefined : text;
  };
  const nameOf = (field: MappableField): string => {
    const index = at[field];
    return index === undefined ? field : shownName(columns[index] ?? field);
  };
  const omit = (field: MappableField, what: Localized) =>
    notes.add(`${field} ${what.en}`, row, omitted(nameOf(field), what));

  const title = value("title");
  const text = raw("text");
  if (text === "" && title === undefined) return { field: nameOf("text"), reason: NO_TEXT };

  const createdAt = readCreatedAt(record, plan, rules, value("createdAt"));
  if (typeof createdAt !== "string") return { field: nameOf("createdAt"), reason: createdAt.problem };

  const id = value("externalId");
  const shortened = id !== undefined && SHORTENED.test(id);
  if (shortened) omit("externalId", LOST_DIGITS);

  const count = (field: MappableField): number | undefined => {
    const found = value(field);
    if (found === undefined) return undefined;
    const number = parseCount(found);
    if (number === undefined) omit(field, NO_COUNT);
    return number;
  };
  const time = (field: MappableField): string | undefined => {
    const found = value(field);
    if (found === undefined) return undefined;
    const instant = parseTime(found, rules.zone, rules.clock, rules.excel);
    if (typeof instant === "string") return instant;
    omit(field, NO_TIME);
    return undefined;
  };
  const word = value("channel");
  const channel = word === undefined ? undefined : channelOf(word);
  if (word !== undefined && channel === undefined) omit("channel", unknownChannel(word));
  const category = value("category");
  const satisfaction = value("satisfaction");
  const replyText = value("reply");

  const item: FeedbackItem = {
    source: rules.source,
    channel: channel ?? rules.channel,
    kind: rules.kind,
    text,
    createdAt,
  };
  put(item, "externalId", shortened ? undefined : id);
  put(item, "title", title);
  put(item, "author", value("author"));
  put(item, "district", value("district"));
  put(item, "street", value("street"));
  put(item, "address", value("address"));
  put(item, "department", value("department"));
  // A code without its name tells nobody anything.
  put(item, "category", category !== undefined && /^-?\d+$/.test(category) ? undefined : category);
  put(item, "url", value("url"));
  put(item, "status", value("status"));
  put(item, "satisfaction", satisfaction !== undefined && UNRATED.test(satisfaction) ? undefined : satisfaction);
  const engagement: NonNullable<FeedbackItem["engagement"]> = {};
  for (const field of ["views", "likes", "dislikes", "comments", "reposts"] as const)
    put(engagement, field, count(field));
  if (Object.keys(engagement).length > 0) item.engagement = engagement;
  if (replyText !== undefined) {
    item.reply = { text: replyText };
    put(item.reply, "department", value("replyDepartment"));
    put(item.reply, "at", time("replyAt"));
  }
  const history = readHistory(record, plan, rules, notes);
  const answered = replyText === undefined ? time("replyAt") : undefined;
  if (answered !== undefined) history.push({ state: "答复", at: answered });
  // Equal times keep the order of a ticket's life.
  if (history.length > 0) item.history = history.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return feedbackItemSchema.parse(item);
}

/** Sets a key only where there is a value. */
function put<T extends object, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) target[key] = value;
}

function readCreatedAt(
  record: FoundRecord,
  plan: Plan,
  rules: ItemRules,
  time: string | undefined,
): string | { problem: Localized } {
  const day = plan.day === undefined ? "" : (record.values[plan.day] ?? "").trim();
  const text = time === undefined ? day : day !== "" && isClockTime(time) ? `${day} ${time}` : time;
  if (text === "") return rules.defaultCreatedAt ?? { problem: NO_CREATED_AT };
  return parseTime(text, rules.zone, rules.clock, rules.excel);
}

/** The columns that are steps, then the list of steps that a JSON record may have. */
function readHistory(
  record: FoundRecord,
  plan: Plan,
  rules: ItemRules,
  notes: Notes,
): NonNullable<FeedbackItem["history"]> {
  const history: NonNullable<FeedbackItem["history"]> = [];
  for (const { state, at } of plan.steps) {
    const text = (record.values[at] ?? "").trim();
    if (text === "" || NOTHING.test(text)) continue;
    const instant = parseTime(text, rules.zone, rules.clock, rules.excel);
    if (typeof instant === "string") history.push({ state, at: instant });
    else notes.add(`step ${at}`, record.row, omitted(shownName(record.columns[at] ?? state), NO_TIME));
  }
  for (const step of record.history ?? []) {
    const { state, at, unit } = (step ?? {}) as Record<string, unknown>;
    const instant = typeof at === "string" ? parseTime(at, rules.zone, rules.clock) : undefined;
    if (typeof state === "string" && typeof instant === "string") {
      history.push({ state, at: instant, ...(typeof unit === "string" ? { unit } : {}) });
    } else notes.add("history", record.row, omitted("history", NO_STEP));
  }
  return history;
}

const NO_TEXT = { zh: "内容和标题都是空的", en: "text and title are empty" };
const NO_CREATED_AT = { zh: "没有时间", en: "there is no time" };
const NO_COUNT = { zh: "不是 0 或正整数", en: "is no count" };
const NO_TIME = { zh: "不是可用的时间", en: "is no usable time" };
const NO_STEP = { zh: "缺少 state 或 at", en: "lacks state or at" };
const LOST_DIGITS = {
  zh: "被表格软件改成了科学计数法，末位已丢失，不能作编号（请把该列设为文本后重新导出）",
  en: "was shortened by a spreadsheet (1.23E+17), so it is no id (make the column text and export again)",
};

function unknownChannel(word: string): Localized {
  const shape = word.length > 12 ? shapeOf(word) : shownName(word);
  return { zh: `的渠道「${shape}」不认识，按来源的渠道计`, en: `"${shape}" is no known channel; the source's is used` };
}

function omitted(column: string, what: Localized): (rows: Rows) => Localized {
  return (rows) => ({
    zh: `${rowsText(rows).zh}的「${column}」${what.zh}，该值未采用`,
    en: `"${column}" of ${rowsText(rows).en} ${what.en}; the value is left out`,
  });
}
