import { z } from "zod";
import { CHANNELS, SOURCE_KINDS } from "../core/feedback-item.js";
import { HEAT_WEIGHTS } from "../core/heat-weights.js";
import type { HeatPart } from "../core/issue.js";
import { alertChannelsSchema } from "./alert-channels.js";

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

/** A string that names a file or folder: relative ones are taken from the folder of the configuration file. */
const filePath = () => z.string().min(1).meta({ format: "path" });

const zone = z.string().refine(
  (id) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone: id });
      return true;
    } catch {
      return false;
    }
  },
  {
    message: "no such time zone; an IANA name is expected, e.g. Asia/Shanghai",
    params: { zh: "没有这个时区，应为 IANA 名称，如 Asia/Shanghai" },
  },
);

const mapSchema = z
  .partialRecord(z.enum([...MAPPABLE_FIELDS, "id"]), z.string().min(1))
  .describe("field: column name, for columns whose names are not recognised by themselves");

const sourceType = <T extends string>(type: T) =>
  z
    .literal(type)
    .describe("kind of file; folder: several kinds mixed; push: what is posted to minyi serve; rss: feeds");

const sourceName = z
  .string()
  .regex(/^[\p{L}\p{N}_-]+$/u)
  .describe("name of the source; part of every document's id, so do not change it later");

/** A text that no output may show. */
const secret = (least = 1) => z.string().min(least).meta({ format: "password" });

/** An address on the web. */
const webAddress = () => z.url({ protocol: /^https?$/ });

/** What every file source shares. */
const fileSource = {
  name: sourceName,
  path: filePath().describe("a file or a folder (read with its subfolders, in order of name)"),
  channel: z.enum(CHANNELS).default("hotline").describe("hotline, board, post, news or other"),
  kind: z.enum(SOURCE_KINDS).default("official").describe("official, verified or unverified"),
  timezone: zone.optional().describe("zone of the times in the files; default: the top-level timezone"),
  map: mapSchema.default({}),
};

const heatWeight = (part: HeatPart, what: string) =>
  z.number().min(0).max(100).default(HEAT_WEIGHTS[part]).describe(`weight of ${what}`);

const textOptions = {
  encoding: z
    .enum(["auto", "utf-8", "gb18030", "utf-16le", "utf-16be"])
    .default("auto")
    .describe("auto: byte order mark, then UTF-8, then GB18030"),
};

export const csvSourceSchema = z.strictObject({
  type: sourceType("csv"),
  ...fileSource,
  ...textOptions,
  delimiter: z
    .enum(["auto", ",", ";", "\t", "|"])
    .default("auto")
    .describe("what separates the columns; auto: the one that fits the first lines"),
});
export const xlsxSourceSchema = z.strictObject({
  type: sourceType("xlsx"),
  ...fileSource,
  sheet: z.string().optional().describe("name of the sheet; default: the first"),
});
export const jsonlSourceSchema = z.strictObject({ type: sourceType("jsonl"), ...fileSource, ...textOptions });
export const folderSourceSchema = z
  .strictObject({
    type: sourceType("folder"),
    ...fileSource,
    ...textOptions,
  })
  .describe("a folder of CSV, XLSX and JSONL files mixed; the type is taken from the name, .gz too");

export const pushSourceSchema = z.strictObject({
  type: sourceType("push"),
  name: sourceName,
  channel: z.enum(CHANNELS).default("hotline").describe("hotline, board, post, news or other"),
  kind: z.enum(SOURCE_KINDS).default("official").describe("official, verified or unverified"),
});

export const rssSourceSchema = z.strictObject({
  type: sourceType("rss"),
  name: sourceName,
  urls: z.array(webAddress()).min(1).describe("addresses of RSS or Atom feeds, e.g. of RSSHub"),
  every: z.int().min(1).max(10_080).default(15).describe("minutes between two looks at a feed, at least"),
  channel: z.enum(CHANNELS).default("post").describe("hotline, board, post, news or other"),
  kind: z.enum(SOURCE_KINDS).default("unverified").describe("official, verified or unverified"),
});

export const sourceSchema = z.discriminatedUnion("type", [
  csvSourceSchema,
  xlsxSourceSchema,
  jsonlSourceSchema,
  folderSourceSchema,
  pushSourceSchema,
  rssSourceSchema,
]);
export type SourceConfig = z.infer<typeof sourceSchema>;
/** A source that reads files. */
export type FileSourceConfig = Extract<SourceConfig, { path: string }>;

export const configSchema = z.strictObject({
  timezone: zone.default("Asia/Shanghai").describe("zone in which days, weeks and months are counted"),
  language: z.enum(["zh", "en"]).default("zh").describe("language of messages, tables and help: zh or en"),
  city: z
    .string()
    .optional()
    .describe("the city or county the office serves, e.g. 杭州市: places are looked up there first"),
  holidays: filePath()
    .optional()
    .describe("the office's own file of public holidays, for years that are not built in or differ; default: built-in"),
  state: z
    .strictObject({
      path: filePath().default("data/state.db").describe("control database: cursors, rejects, runs, signatures"),
      key: filePath().default("data/minyi.key").describe("key file made by init; keep a copy, never share it"),
    })
    .prefault({})
    .describe("everything that is not a document"),
  store: z
    .strictObject({
      type: z
        .enum(["sqlite", "elasticsearch"])
        .default("sqlite")
        .describe("engine that holds the documents; ELASTICSEARCH_URL switches to elasticsearch"),
      path: filePath().default("data/store.db").describe("sqlite: database of the documents, personal data masked"),
      node: z.array(webAddress()).default([]).describe("elasticsearch: addresses of the cluster's nodes"),
      index: z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/)
        .default("minyi")
        .describe("elasticsearch: beginning of the indices' names, and the alias to read them by"),
      username: z.string().min(1).optional().describe("elasticsearch: user of basic authentication"),
      password: secret().optional().describe("elasticsearch: password of that user"),
      apiKey: secret().optional().describe("elasticsearch: API key, instead of user and password"),
      ca: filePath().optional().describe("elasticsearch: certificate of the authority that signed the nodes' own, PEM"),
      shards: z.int().min(1).max(64).default(1).describe("elasticsearch: primary shards of a month's index"),
      requestTimeout: z.int().min(1).max(600).default(30).describe("elasticsearch: seconds to wait for an answer"),
      patience: z
        .int()
        .min(0)
        .max(1440)
        .default(15)
        .describe("elasticsearch: minutes that a run waits for a cluster that is down or full before it gives up"),
    })
    .refine(({ type, node }) => type !== "elasticsearch" || node.length > 0, {
      path: ["node"],
      message: "elasticsearch needs the address of at least one node",
      params: { zh: "elasticsearch 需要至少一个节点地址" },
    })
    .prefault({})
    .describe("where documents live and are counted"),
  queue: z
    .strictObject({
      type: z
        .enum(["inline", "bullmq"])
        .default("inline")
        .describe(
          "where analysis runs; inline: threads of this process, bullmq: workers on any machine; REDIS_URL switches to bullmq",
        ),
      redis: z
        .url({ protocol: /^rediss?$/, hostname: /./ })
        .optional()
        .describe("bullmq: address of Redis, redis://[user:password@]host:port[/number]"),
      prefix: z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/)
        .default("minyi")
        .describe("bullmq: beginning of every key in Redis"),
      workers: z
        .int()
        .min(1)
        .max(64)
        .optional()
        .describe("worker threads, about 250 MB each; default: 1, which keeps up with what one process can write"),
      taskTimeout: z
        .int()
        .min(1)
        .max(3600)
        .default(60)
        .describe("seconds after which the analysis of a chunk (up to 500 messages) counts as hung"),
      patience: z
        .int()
        .min(0)
        .max(1440)
        .default(15)
        .describe("bullmq: minutes that a run waits for a Redis that is down before it gives up"),
    })
    .refine(({ type, redis }) => type !== "bullmq" || redis !== undefined, {
      path: ["redis"],
      message: "bullmq needs the address of Redis",
      params: { zh: "bullmq 需要 Redis 的地址" },
    })
    .prefault({})
    .describe("who does the work"),
  sources: z
    .array(sourceSchema)
    .default([])
    .refine((list) => new Set(list.map((s) => s.name)).size === list.length, {
      message: "two sources have the same name",
      params: { zh: "有两个来源同名" },
    })
    .describe("where feedback comes from"),
  sentiment: z
    .strictObject({
      model: z
        .string()
        .min(1)
        .default("builtin")
        .describe(
          "builtin: the shipped encoder; lexicon: words alone, fast; or a text-classification model: hub name or folder",
        ),
      labels: z
        .record(z.string(), z.enum(["negative", "neutral", "positive"]))
        .optional()
        .describe("what the labels of a model of your own mean"),
      lexicon: filePath().optional().describe("the office's own words: word, score −3…3"),
    })
    .prefault({})
    .describe("how polarity is judged"),
  topic: z
    .strictObject({
      model: z
        .string()
        .min(1)
        .default("builtin")
        .describe(
          "builtin: the shipped encoder, linear model and words; linear: without the encoder, fast; a file made by train-topic; or a text-classification model: hub name or folder",
        ),
      labels: z
        .record(z.string(), z.string().min(1))
        .optional()
        .describe("which first level of the taxonomy each label of a model of your own means"),
      taxonomy: filePath().optional().describe("the office's own taxonomy file; default: the shipped one"),
      abstainBelow: z
        .number()
        .min(0)
        .max(1)
        .default(0.5)
        .describe("confidence below which a topic is shown as a guess"),
    })
    .prefault({})
    .describe("how topics are told apart"),
  departments: z
    .strictObject({
      file: filePath().optional().describe("the office's own units and what each is in charge of; default: shipped"),
    })
    .prefault({})
    .describe("which unit is likely to act on a message"),
  models: z
    .strictObject({
      host: z
        .url()
        .optional()
        .describe("mirror that models named by hub name are fetched from; default: the hub itself"),
      cache: filePath().optional().describe("folder for fetched models; default: models below the data folder"),
      threads: z
        .number()
        .int()
        .min(1)
        .max(64)
        .optional()
        .describe("cores that the encoder uses; default: all, at most 8"),
      timeout: z
        .number()
        .int()
        .min(1)
        .max(600)
        .default(30)
        .describe("seconds without an answer after which the encoder is started again"),
    })
    .prefault({})
    .describe("models that understand text"),
  segment: z
    .strictObject({
      engine: z
        .enum(["nodejieba", "node-rs"])
        .default("nodejieba")
        .describe("word segmentation; where nodejieba cannot run, node-rs takes over with a warning"),
      dictionaries: z
        .array(filePath())
        .default([])
        .describe("the office's own dictionaries: word [frequency] [tag], one a line"),
    })
    .prefault({})
    .describe("how text is cut into words"),
  gazetteer: z
    .strictObject({
      files: z.array(filePath()).default([]).describe("the office's own places: CSV kind,name,district,street"),
    })
    .prefault({})
    .describe("places"),
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
    .prefault({})
    .describe("when two messages are the same one"),
  issues: z
    .strictObject({
      enabled: z.boolean().default(true).describe("whether a run looks for hot issues"),
      threshold: z
        .number()
        .min(0)
        .max(2)
        .optional()
        .describe("how alike messages of one issue are; higher: fewer and purer issues; default: as measured"),
      memory: z.int().min(1).default(400).describe("days that a message is remembered for new ones to join it"),
      quietAfter: z.int().min(1).default(14).describe("days without a message after which an issue is quiet"),
      closeAfter: z.int().min(2).default(60).describe("days without a message after which an issue is closed"),
      weights: z
        .strictObject({
          volume: heatWeight("volume", "messages, one a citizen and day"),
          citizens: heatWeight("citizens", "distinct citizens"),
          growth: heatWeight("growth", "growth against the issue's own usual"),
          duration: heatWeight("duration", "time from the first message to the last"),
          severity: heatWeight("severity", "severe messages"),
          negativity: heatWeight("negativity", "negative messages"),
          support: heatWeight("support", "likes and dislikes"),
          recency: heatWeight("recency", "how recent the last message is"),
        })
        .refine((weights) => Object.values(weights).some((weight) => weight > 0), {
          message: "at least one weight must be above 0",
          params: { zh: "至少要有一个权重大于 0" },
        })
        .prefault({})
        .describe("what heat is made of: how much each part can add, scaled to 100 in all"),
      summary: z
        .strictObject({
          url: webAddress().describe("address of the endpoint, e.g. http://127.0.0.1:8000/v1"),
          model: z.string().min(1).describe("name of the model there"),
          key: secret().optional().describe("key that the endpoint wants to see"),
        })
        .optional()
        .describe("an OpenAI-compatible endpoint that writes summaries from masked text; default: off"),
    })
    .refine(({ quietAfter, closeAfter }) => closeAfter > quietAfter, {
      path: ["closeAfter"],
      message: "must be more than issues.quietAfter",
      params: { zh: "须大于 issues.quietAfter" },
    })
    .prefault({})
    .describe("hot issues"),
  alerts: z
    .strictObject({
      enabled: z.boolean().default(true).describe("whether a run judges the rules and sends alerts"),
      rules: z.array(filePath()).default([]).describe("files of rules; none: the ready-made ones"),
      channels: alertChannelsSchema,
      remindAfter: z
        .number()
        .min(0)
        .default(24)
        .describe("hours after which people are reminded of what nobody has acknowledged; 0: never"),
      escalateAfter: z
        .number()
        .positive()
        .default(30)
        .describe("minutes without an acknowledgement after which the next on duty is told, orange and red"),
      digestAt: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
        .default("08:00")
        .describe("when the daily digest goes out, or the word that all is quiet"),
    })
    .prefault({})
    .describe("alerts"),
  retention: z
    .strictObject({
      rejects: z.int().min(1).default(30).describe("days that unreadable records are kept, encrypted, for replay"),
      authorKey: z.int().min(1).default(180).describe("days that keyed hashes of authors are kept"),
      documents: z
        .int()
        .min(31)
        .optional()
        .describe("days that documents are kept, removed by whole months; default: for good"),
      inbox: z.int().min(1).default(7).describe("days that pushed messages are kept after their arrival"),
      runs: z.int().min(1).default(400).describe("days that the record of a run is kept"),
    })
    .prefault({})
    .describe("how long things are kept"),
  server: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1").describe("address that minyi serve listens on"),
      port: z.int().min(0).max(65_535).default(8010).describe("port that it listens on; 0: any free one"),
      token: secret(16).optional().describe("what pushing programs must send; without it nothing can be pushed"),
      maxPending: z
        .int()
        .min(1)
        .default(100_000)
        .describe("pushed messages that may wait for analysis before more are refused for a while (429)"),
    })
    .prefault({})
    .describe("minyi serve"),
  network: z
    .strictObject({
      allow: z
        .array(z.string().min(1))
        .default([])
        .describe("hosts inside the own network that may be fetched from, e.g. rsshub.intranet:1200"),
    })
    .prefault({})
    .describe("what is fetched from the network"),
  log: z
    .strictObject({
      level: z
        .enum(["fatal", "error", "warn", "info", "debug", "silent"])
        .default("info")
        .describe("what is logged: this level and the graver ones"),
      path: filePath().default("data/minyi.log").describe("log file, one JSON line per event"),
    })
    .prefault({})
    .describe("the log"),
});

export type MinyiConfig = z.infer<typeof configSchema>;
