import { z } from "zod";
import { CHANNELS, SOURCE_KINDS } from "../core/feedback-item.js";

/** The fields of a message that a column can be mapped to. `id` is another name for `externalId`. */
export const MAPPABLE_FIELDS = [
  "externalId",
  "author",
  "title",
  "text",
  "createdAt",
  "channel",
  "district",
  "street",
  "address",
  "department",
  "category",
  "url",
  "views",
  "likes",
  "dislikes",
  "comments",
  "reposts",
  "reply",
  "replyDepartment",
  "replyAt",
  "status",
  "satisfaction",
] as const;
export type MappableField = (typeof MAPPABLE_FIELDS)[number];

const mapSchema = z
  .partialRecord(z.enum([...MAPPABLE_FIELDS, "id"]), z.string().min(1))
  .describe("field: column name, for columns whose names are not recognised by themselves");

/** What every file source shares. */
const fileSource = {
  name: z
    .string()
    .regex(/^[\p{L}\p{N}_-]+$/u)
    .describe("name of the source; part of every document's id, so do not change it later"),
  path: z.string().min(1).describe("a file or a folder (read with its subfolders, in order of name)"),
  channel: z.enum(CHANNELS).default("hotline").describe("hotline, board, post, news or other"),
  kind: z.enum(SOURCE_KINDS).default("official").describe("official, verified or unverified"),
  timezone: z.string().optional().describe("zone of the times in the files; default: the top-level timezone"),
  map: mapSchema.default({}),
};

const textOptions = {
  encoding: z
    .enum(["auto", "utf-8", "gb18030", "utf-16le", "utf-16be"])
    .default("auto")
    .describe("auto: byte order mark, then UTF-8, then GB18030"),
};

export const csvSourceSchema = z.strictObject({
  type: z.literal("csv"),
  ...fileSource,
  ...textOptions,
  delimiter: z.enum(["auto", ",", ";", "\t", "|"]).default("auto"),
});
export const xlsxSourceSchema = z.strictObject({
  type: z.literal("xlsx"),
  ...fileSource,
  sheet: z.string().optional().describe("name of the sheet; default: the first"),
});
export const jsonlSourceSchema = z.strictObject({ type: z.literal("jsonl"), ...fileSource, ...textOptions });
export const folderSourceSchema = z
  .strictObject({
    type: z.literal("folder"),
    ...fileSource,
    ...textOptions,
  })
  .describe("a folder of CSV, XLSX and JSONL files mixed; the type is taken from the name, .gz too");

export const sourceSchema = z.discriminatedUnion("type", [
  csvSourceSchema,
  xlsxSourceSchema,
  jsonlSourceSchema,
  folderSourceSchema,
]);
export type SourceConfig = z.infer<typeof sourceSchema>;

const zone = z.string().refine(
  (id) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone: id });
      return true;
    } catch {
      return false;
    }
  },
  { message: "no such time zone" },
);

export const configSchema = z.strictObject({
  timezone: zone.default("Asia/Shanghai").describe("zone in which days, weeks and months are counted"),
  language: z.enum(["zh", "en"]).default("zh"),
  city: z
    .string()
    .optional()
    .describe("the city or county the office serves, e.g. 杭州市: places are looked up there first"),
  state: z
    .strictObject({
      path: z.string().default("data/state.db"),
      key: z.string().default("data/minyi.key").describe("key file made by init"),
    })
    .prefault({}),
  store: z
    .strictObject({ type: z.literal("sqlite").default("sqlite"), path: z.string().default("data/store.db") })
    .prefault({}),
  queue: z
    .strictObject({
      type: z.literal("inline").default("inline"),
      workers: z
        .int()
        .min(1)
        .max(64)
        .optional()
        .describe("worker threads; default: one less than the cores, at least one, at most four"),
    })
    .prefault({}),
  sources: z
    .array(sourceSchema)
    .default([])
    .refine((list) => new Set(list.map((s) => s.name)).size === list.length, {
      message: "two sources have the same name",
    }),
  sentiment: z
    .strictObject({
      model: z.literal("lexicon").default("lexicon"),
      lexicon: z.string().optional().describe("the office's own words: word, score −3…3"),
    })
    .prefault({}),
  topic: z
    .strictObject({
      model: z.literal("builtin").default("builtin"),
      taxonomy: z.string().optional().describe("the office's own taxonomy file; default: the shipped one"),
      abstainBelow: z
        .number()
        .min(0)
        .max(1)
        .default(0.5)
        .describe("confidence below which a topic is shown as a guess"),
    })
    .prefault({}),
  segment: z
    .strictObject({
      engine: z.enum(["nodejieba", "node-rs"]).default("nodejieba"),
      dictionaries: z
        .array(z.string())
        .default([])
        .describe("the office's own dictionaries: word [frequency] [tag], one a line"),
    })
    .prefault({}),
  gazetteer: z
    .strictObject({
      files: z.array(z.string()).default([]).describe("the office's own places: CSV kind,name,district,street"),
    })
    .prefault({}),
  fold: z
    .strictObject({
      similarity: z
        .number()
        .min(0.5)
        .max(1)
        .default(0.85)
        .describe("share of common text from which two messages count as the same"),
      days: z.int().min(1).max(365).default(30).describe("messages further apart than this are never folded"),
    })
    .prefault({}),
  retention: z
    .strictObject({
      rejects: z.int().min(1).default(30).describe("days"),
      authorKey: z.int().min(1).default(180).describe("days"),
      documents: z.int().min(1).optional().describe("days; default: kept"),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
      path: z.string().default("data/minyi.log"),
    })
    .prefault({}),
});

export type MinyiConfig = z.infer<typeof configSchema>;
