/** Version of the mapping below: part of the template's `_meta`, checked when the store is opened. */
export const MAPPING_VERSION = 1;

const keyword = { type: "keyword", ignore_above: 2048 } as const;
/** Our own tokens, separated by spaces. Phrases need positions; scores are not used. */
const tokens = { type: "text", analyzer: "whitespace", norms: false, index_options: "positions" } as const;
/** 0 or 1, summed by `count`. */
const flag = { type: "byte", index: false } as const;
/** Only counted by or summed. */
const number = { type: "long", index: false } as const;

/**
 * What the indices hold of a document. `body` is the whole document as JSON text, the only thing that is read back: it
 * is neither parsed nor indexed by the server, so no content of a message can be in conflict with the mapping.
 * Everything else is made by us from the document (see fields.ts).
 */
export const MAPPING = {
  dynamic: "strict",
  properties: {
    /** The document's id again: `_id` cannot be sorted by. */
    id: keyword,
    createdAt: { type: "date", format: "epoch_millis" },
    /**
     * Start of the hour, day, week and month on the calendar of the store's zone, ms. Worked out by us and not by the
     * server's date_histogram: that differs from core/zone.ts where clocks change by less than an hour, and fails on
     * hours of some zones (America/Sao_Paulo) with a null pointer (tried on 8.19.21). Besides it is slower.
     */
    hour: number,
    day: number,
    week: number,
    month: number,
    revision: number,
    hash: { ...keyword, index: false },
    duplicateOf: keyword,
    /** True for a message that was folded into another. */
    folded: { type: "boolean" },
    /** One per dimension of core/store.ts, "" where nothing is known: so that composite buckets have it too. */
    topic: keyword,
    topic2: keyword,
    topic3: keyword,
    area: keyword,
    street: keyword,
    source: keyword,
    channel: keyword,
    department: keyword,
    demand: keyword,
    sentiment: keyword,
    severity: keyword,
    negative: flag,
    positive: flag,
    severe: flag,
    /** Sentiment in thousandths. */
    scoreMilli: { type: "short", index: false },
    /** The four figures above in two, since half as many sums take half the time: see figures.ts. */
    tone: number,
    weight: number,
    /** Distinct values for `contrast`. */
    keywords: keyword,
    places: keyword,
    /** store/bigrams.ts indexText() of title and text. */
    titlePairs: tokens,
    textPairs: tokens,
    body: { type: "keyword", index: false, doc_values: false },
  },
} as const;
