import type { Batch } from "../../core/connector.js";
import { InputError } from "../../core/errors.js";
import type { FeedbackItem } from "../../core/feedback-item.js";
import type { Localized } from "../../core/localized.js";
import type { Reject } from "../../core/reject.js";
import { Notes, type Rows, rowsText, troubles } from "../notes.js";
import { reasonOf } from "../reasons.js";
import { cutRaw } from "../records.js";
import { feedText } from "./feed-text.js";
import { type EntryRules, makeFeedItem } from "./item.js";
import { type Feed, type FoundEntry, parseEntries } from "./parse.js";
import { Seen, short } from "./seen.js";

/** What a feed holds that it did not hold before, or held differently. */
export interface ReadFeed {
  records: ({ row: number; item: FeedbackItem } | { row: number; reject: Reject })[];
  notes: Localized[];
  /** The entries that it holds now. */
  seen: Seen;
  ttl?: number;
}

/**
 * Reads the entries of a feed. Entries that are as they were at the last look are passed over; what cannot be a message
 * is a reject, told once; an entry without a usable time takes the time at which it was first seen.
 * @throws InputError when the whole cannot be read
 */
export function readFeed(
  body: Uint8Array,
  contentType: string | undefined,
  input: Batch["input"],
  rules: EntryRules,
  before: Seen,
): ReadFeed {
  const { text, damaged } = feedText(body, contentType);
  const feed = parsed(text);
  const notes = new Notes();
  const seen = Seen.none();
  const now = Math.floor(rules.clock.now() / 1000);
  const records: ReadFeed["records"] = [];
  for (const [i, found] of feed.entries.entries()) {
    const row = i + 1;
    const made = "reason" in found.found ? { field: undefined, ...found.found } : makeFeedItem(found.found, rules);
    if ("reason" in made) {
      const reject = rejectOf(found, row, made, rules.source, input);
      const key = `${made.reason.en}\0${short(Buffer.from(reject.raw).toString("latin1"))}`;
      if (before.get(key) === undefined && seen.get(key) === undefined) records.push({ row, reject });
      seen.set(key, "", now);
      continue;
    }
    const { item } = made;
    const id = item.externalId as string;
    const content = short(JSON.stringify(item));
    const twin = seen.get(id);
    if (twin !== undefined) {
      const reject = rejectOf(found, row, { field: "id", reason: SAME_ID }, rules.source, input);
      const key = `${SAME_ID.en}\0${content}`;
      if (twin.content !== content && before.get(key) === undefined) records.push({ row, reject });
      if (twin.content !== content) seen.set(key, "", now);
      continue;
    }
    const known = before.get(id);
    const since = known?.since ?? now;
    seen.set(id, content, since);
    if (known?.content === content) continue;
    const { createdAt = new Date(since * 1000).toISOString(), ...rest } = item;
    if (item.createdAt === undefined) notes.add("no time", row, withoutTime);
    if (damaged && JSON.stringify(item).includes("\ufffd")) {
      notes.add("undecodable", row, troubles.undecodable);
    }
    records.push({ row, item: { ...rest, createdAt } });
  }
  return { records, notes: notes.take(), seen, ...(feed.ttl !== undefined && { ttl: feed.ttl }) };
}

function parsed(text: string): Feed {
  try {
    return parseEntries(text);
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(reasonOf(error), { cause: error });
  }
}

function rejectOf(
  { raw }: FoundEntry,
  row: number,
  { field, reason }: { field?: string | undefined; reason: Localized },
  source: string,
  input: string,
): Reject {
  return { source, input, row, ...(field !== undefined && { field }), reason, ...cutRaw(raw()) };
}

function withoutTime(rows: Rows): Localized {
  return {
    zh: `${rowsText(rows).zh}没有可用的发布时间，按首次看到的时间计`,
    en: `No usable time in ${rowsText(rows).en}; the time at which it was first seen is taken`,
  };
}

const SAME_ID = {
  zh: "编号与本订阅源前面的一条相同，内容却不同；已保留前面的一条",
  en: "same id as an entry before it in this feed but other content; the one before was kept",
};
