import { z } from "zod";

/** The way a message came in. */
export const CHANNELS = ["hotline", "board", "post", "news", "other"] as const;
export type Channel = (typeof CHANNELS)[number];

/** How far its source is to be trusted: a rumour is not a fact. */
export const SOURCE_KINDS = ["official", "verified", "unverified"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** An instant: ISO 8601 in UTC, to the second or finer, e.g. `2019-08-14T03:25:10Z`. */
const instant = z.iso.datetime();

const count = z.number().int().nonnegative();

export const engagementSchema = z.object({
  views: count.optional(),
  likes: count.optional(),
  dislikes: count.optional(),
  comments: count.optional(),
  reposts: count.optional(),
});
/** What others did with the message at its source; every figure optional, none below zero. */
export type Engagement = z.infer<typeof engagementSchema>;

export const replySchema = z.object({
  text: z.string(),
  department: z.string().optional(),
  at: instant.optional(),
});
/** The authorities' answer. */
export type Reply = z.infer<typeof replySchema>;

export const historyEntrySchema = z.object({ state: z.string(), at: instant, unit: z.string().optional() });
/** One step in the life of a ticket: the state it reached, when, at which unit. */
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const feedbackItemSchema = z.object({
  /** Name of the configured source, e.g. `board`. */
  source: z.string().min(1),
  /** The id that the source itself uses (ticket number, post id). */
  externalId: z.string().min(1).optional(),
  channel: z.enum(CHANNELS),
  kind: z.enum(SOURCE_KINDS),
  title: z.string().optional(),
  text: z.string(),
  /** When the citizen spoke up (not when the record was exported). */
  createdAt: instant,
  /** Handle or phone as the source gives it: turned into an author key at intake and dropped. */
  author: z.string().optional(),
  district: z.string().optional(),
  street: z.string().optional(),
  /** Address as the source gives it; masked to the level of street, estate or building at intake. */
  address: z.string().optional(),
  /** The unit that acts on it (承办单位). */
  department: z.string().optional(),
  /** The source's own classification, as it stands there. */
  category: z.string().optional(),
  url: z.string().optional(),
  engagement: engagementSchema.optional(),
  reply: replySchema.optional(),
  history: z.array(historyEntrySchema).optional(),
  /** The source's own state of the ticket (办理中, 已办结 …). */
  status: z.string().optional(),
  /** The citizen's rating as the source gives it (满意, 不满意 …). */
  satisfaction: z.string().optional(),
});

/** What a connector yields: one message as its source tells it, times as instants, personal data still in it. */
export type FeedbackItem = z.infer<typeof feedbackItemSchema>;
