import { z } from "zod";
import { nearest } from "../config/nearest.js";
import type { SourceConfig } from "../config/schema.js";
import { shownName } from "../connectors/reasons.js";
import { parseTime } from "../connectors/times.js";
import type { Clock } from "../core/clock.js";
import { type FeedbackItem, feedbackItemSchema } from "../core/feedback-item.js";
import type { Localized } from "../core/localized.js";
import type { Zone } from "../core/zone.js";

export type PushSource = Extract<SourceConfig, { type: "push" }>;

/** Characters of the longest text, and of every other field. */
const LONGEST_TEXT = 1_000_000;
const LONGEST_FIELD = 10_000;

const field = z.string().max(LONGEST_FIELD);
/** A point in time as programs write it; read in the zone of the office. */
const time = z.union([field, z.number()]);
const externalId = z.union([z.string().min(1).max(LONGEST_FIELD), z.int()]);
const { channel, kind, engagement } = feedbackItemSchema.shape;

const pushedSchema = z.strictObject({
  source: field.optional(),
  externalId: externalId.optional(),
  id: externalId.optional(),
  channel: channel.optional(),
  kind: kind.optional(),
  title: field.optional(),
  text: z.string().max(LONGEST_TEXT),
  createdAt: time.optional(),
  author: field.optional(),
  district: field.optional(),
  street: field.optional(),
  address: field.optional(),
  department: field.optional(),
  category: field.optional(),
  url: field.optional(),
  engagement,
  reply: z
    .strictObject({ text: z.string().max(LONGEST_TEXT), department: field.optional(), at: time.optional() })
    .optional(),
  history: z
    .array(z.strictObject({ state: field, at: time, unit: field.optional() }))
    .max(1000)
    .optional(),
  status: field.optional(),
  satisfaction: field.optional(),
});
type Pushed = z.infer<typeof pushedSchema>;

/** Names of the fields that a pushed message may have. */
export const PUSHED_FIELDS = Object.keys(pushedSchema.shape);

/** What is wrong with a record; never quotes its content. */
export interface PushProblem {
  field?: string;
  reason: Localized;
}

/** A message read from a record; `dated` tells whether the record itself gave the time. */
export interface PushedItem {
  item: FeedbackItem;
  dated: boolean;
}

/**
 * Reads one pushed record: the fields of a {@link FeedbackItem}, of which only `text` must be there. Channel and kind are
 * the source's unless given, the time is now unless given, `id` is another name for `externalId`, null counts as absent.
 */
export function readPushed(
  record: unknown,
  source: PushSource,
  { zone, clock }: { zone: Zone; clock: Clock },
): PushedItem | PushProblem {
  const parsed = pushedSchema.safeParse(withoutNulls(record));
  if (!parsed.success) return problemOf(parsed.error.issues[0] as z.core.$ZodIssue);
  const { id, createdAt, reply, history, ...rest } = parsed.data;
  if (rest.source !== undefined && rest.source !== source.name) return { field: "source", reason: OTHER_SOURCE };
  if (id !== undefined && rest.externalId !== undefined) return { field: "id", reason: TWO_IDS };
  const times = new Times(zone, clock);
  const name = rest.externalId ?? id;
  const item = {
    ...rest,
    source: source.name,
    channel: rest.channel ?? source.channel,
    kind: rest.kind ?? source.kind,
    externalId: name === undefined ? undefined : String(name),
    createdAt: createdAt === undefined ? new Date(clock.now()).toISOString() : times.read("createdAt", createdAt),
    reply: reply && { ...reply, at: reply.at === undefined ? undefined : times.read("reply.at", reply.at) },
    history: history?.map((step, i) => ({ ...step, at: times.read(`history[${i}].at`, step.at) })),
  };
  if (times.problem) return times.problem;
  return { item: withoutNulls(item) as FeedbackItem, dated: createdAt !== undefined };
}

/** Reads the times of one record and remembers the first that is none. */
class Times {
  problem: PushProblem | undefined;

  constructor(
    private readonly zone: Zone,
    private readonly clock: Clock,
  ) {}

  read(name: string, value: NonNullable<Pushed["createdAt"]>): string {
    const instant = parseTime(String(value), this.zone, this.clock);
    if (typeof instant === "string") return instant;
    this.problem ??= { field: name, reason: instant.problem };
    return "";
  }
}

/** The same value without keys that hold null or nothing, at every level. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined);
  // Not by assignment: a key called __proto__ stays a key, and is refused as an unknown one.
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutNulls(entry)]));
}

const OTHER_SOURCE = {
  zh: "与接收的数据源名称不同；去掉该字段，或用 ?source= 指定数据源",
  en: "is not the name of the source that takes this message; leave it out, or choose the source with ?source=",
};
const TWO_IDS = {
  zh: "与 externalId 是同一个字段，只能给一个",
  en: "is another name for externalId; give only one of them",
};
const NO_OBJECT = { zh: "每条来件应是一个 JSON 对象", en: "every message must be a JSON object" };
const MISSING = { zh: "缺少该字段", en: "is missing" };

const TYPES: Readonly<Record<string, Localized>> = {
  string: { zh: "文字", en: "a text" },
  number: { zh: "数字", en: "a number" },
  int: { zh: "整数", en: "a whole number" },
  array: { zh: "列表", en: "a list" },
  object: { zh: "对象", en: "an object" },
};

function problemOf(issue: z.core.$ZodIssue): PushProblem {
  const path = issue.path.map((part, i) =>
    typeof part === "number" ? `[${part}]` : i > 0 ? `.${String(part)}` : part,
  );
  const name = path.join("");
  if (issue.code === "unrecognized_keys") return unknownField(name, issue.keys[0] as string);
  if (name === "") return { reason: NO_OBJECT };
  return { field: name, reason: reasonOf(issue) };
}

function unknownField(parent: string, key: string): PushProblem {
  const shown = shownName(key);
  const meant = parent === "" ? nearest(key, PUSHED_FIELDS) : undefined;
  return {
    field: parent === "" ? shown : `${parent}.${shown}`,
    reason: {
      zh: `没有这个字段${meant ? `，是不是 ${meant}？` : ""}`,
      en: `there is no such field${meant ? `; did you mean ${meant}?` : ""}`,
    },
  };
}

function reasonOf(issue: z.core.$ZodIssue): Localized {
  switch (issue.code) {
    case "invalid_type": {
      if (issue.input === undefined && issue.message.includes("undefined")) return MISSING;
      const type = TYPES[issue.expected];
      return { zh: `应为${type?.zh ?? issue.expected}`, en: `must be ${type?.en ?? issue.expected}` };
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      return { zh: `应为以下之一：${values.join("、")}`, en: `must be one of ${values.join(", ")}` };
    }
    case "too_big":
      return { zh: `不能超过 ${issue.maximum}`, en: `must not exceed ${issue.maximum}` };
    case "too_small":
      return issue.origin === "string"
        ? { zh: "不能为空", en: "must not be empty" }
        : { zh: `不能小于 ${issue.minimum}`, en: `must not be below ${issue.minimum}` };
    case "invalid_union":
      return {
        zh: "应为文字或数字（编号应为整数或文字）",
        en: "must be a text or a number (ids: a whole number or a text)",
      };
    default:
      return { zh: "不是可用的值", en: "is no usable value" };
  }
}
