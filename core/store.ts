import type { Demand, SentimentLabel } from "./analysis.js";
import type { FeedbackDocument } from "./feedback-document.js";
import type { Channel } from "./feedback-item.js";
import type { Localized } from "./localized.js";

/** What documents can be counted by. `topic` is the first level, `area` the district. */
export const DIMENSIONS = [
  "topic",
  "topic2",
  "topic3",
  "area",
  "street",
  "source",
  "channel",
  "department",
  "demand",
  "sentiment",
  "severity",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Buckets of time in the store's own zone; weeks start on Monday. */
export const INTERVALS = ["hour", "day", "week", "month"] as const;
export type Interval = (typeof INTERVALS)[number];

/** Which documents are meant. Conditions are joined by "and"; values of one condition by "or". */
export interface Where {
  /** Instant, inclusive. */
  from?: string;
  /** Instant, exclusive. */
  to?: string;
  /** Exact substring of title or text (punctuation and spaces inside match any punctuation and spaces; Latin words and numbers whole). */
  text?: string;
  topic?: string[];
  topic2?: string[];
  topic3?: string[];
  area?: string[];
  street?: string[];
  source?: string[];
  channel?: Channel[];
  department?: string[];
  demand?: Demand[];
  sentiment?: SentimentLabel[];
  /** Levels as text, "0" … "3". */
  severity?: string[];
  /** `representatives`: without the messages that were folded into another. Default: all. */
  folded?: "all" | "representatives";
}

/** A document's values on every dimension; "" where nothing is known. */
export type Facets = Record<Dimension, string>;

export interface Put {
  /**
   * `refused`: the store holds a higher revision. `unchanged`: it holds the same content, nothing was written.
   * `rejected`: the engine cannot take this document (see `reason`), the others of the batch went in.
   */
  outcome: "created" | "replaced" | "unchanged" | "refused" | "rejected";
  /** Why a document was rejected, without quoting it. */
  reason?: Localized;
  /** What a replaced document counted as before: for the restatement log. */
  before?: { createdAt: string; facets: Facets };
}

export interface Hit {
  document: FeedbackDocument;
  /** How many messages were folded into this one. */
  folded: number;
  /** Where the searched text stands: [start, end) in UTF-16 units, in order. Absent when no text was asked for. */
  highlights?: { title: [number, number][]; text: [number, number][] };
}

export interface Page {
  /** Default 20, at most 1000. */
  size?: number;
  /** `next` of the page before. */
  after?: string;
  /** Newest first by default; ties by id, ascending. */
  order?: "newest" | "oldest";
}

export interface Found {
  hits: Hit[];
  /** Exact. */
  total: number;
  /** Absent on the last page. */
  next?: string;
}

export interface CountRow {
  /** One value per dimension asked for, in that order; "" where nothing is known. */
  key: string[];
  /** Start of the bucket as an instant; "" when no interval was asked for. */
  at: string;
  n: number;
  negative: number;
  neutral: number;
  positive: number;
  /** Sum of the sentiment scores in thousandths, each rounded half away from zero. */
  scoreMilli: number;
  /** Documents of severity 2 and 3. */
  severe: number;
}

export interface CountQuery {
  where?: Where;
  by?: Dimension[];
  every?: Interval;
}

export interface Contrast {
  value: string;
  /** Documents with the value among those asked for, and among those they are held against. */
  n: number;
  against: number;
  /** How much more frequent it is here: log-odds with an informative prior (Monroe et al. 2008), in thousandths. */
  scoreMilli: number;
}

/**
 * Where documents live and are counted. Every implementation gives the same answer to the last digit:
 * results are integers, and every list has a stated order.
 */
export interface Store {
  /** Writes whole documents in one transaction, in order; one result each. Highest revision wins. */
  put(documents: readonly FeedbackDocument[]): Promise<Put[]>;
  get(ids: readonly string[]): Promise<(FeedbackDocument | undefined)[]>;
  find(where: Where, page?: Page): Promise<Found>;
  /** Rows in order of `at`, then of the key's values by code point. Empty groups have no row. */
  count(query: CountQuery): Promise<CountRow[]>;
  /** The 50 values most typical of `where` and not of `against`, best first, ties by value. */
  contrast(where: Where, against: Where, field: "keywords" | "places"): Promise<Contrast[]>;
  /**
   * Every document in order of id by code point, in portions of up to `size` (default 1000); those behind `after` only.
   * What is written meanwhile may be seen or not.
   */
  scan(options?: { after?: string; size?: number }): AsyncIterable<FeedbackDocument[]>;
  /** For retention and for the right to be forgotten: removes and says how many. */
  remove(where: Where | { ids: string[] }): Promise<number>;
  /** How many documents the store holds. */
  size(): Promise<number>;
  /** Documents in the store, and a hash over ids and content hashes that does not depend on the order of writing. */
  checksum(): Promise<{ documents: number; checksum: string }>;
  close(): Promise<void>;
}
