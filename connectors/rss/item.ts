import type { Clock } from "../../core/clock.js";
import type { Channel, FeedbackItem, SourceKind } from "../../core/feedback-item.js";
import { hashOf } from "../../core/ids.js";
import type { Localized } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { FeedEntry } from "./entry.js";
import { feedTime } from "./feed-time.js";

/** What holds for every entry of a feed. */
export interface EntryRules {
  source: string;
  channel: Channel;
  kind: SourceKind;
  zone: Zone;
  clock: Clock;
  /** Address of the feed as configured: makes ids unique that are so only within their feed. */
  feed: string;
  /** Address where the feed was found: links are relative to it. */
  base: string;
}

/** A message without its time, where the entry has none that can be used. */
export type MadeItem = { item: Omit<FeedbackItem, "createdAt"> & { createdAt?: string } };

/** Why an entry is no message. */
export interface EntryProblem {
  field: string;
  reason: Localized;
}

const LONGEST_ID = 500;

/** Makes the message of an entry, or says why not: it has neither text nor title, or lies in the future. */
export function makeFeedItem(entry: FeedEntry, rules: EntryRules): MadeItem | EntryProblem {
  if (entry.text === "" && entry.title === undefined) return { field: "title", reason: NO_TEXT };
  const time = feedTime(entry.date, rules.zone, rules.clock);
  if ("future" in time) return { field: "date", reason: time.future };
  const url = webAddress(entry.link, rules.base);
  const { source, channel, kind } = rules;
  const { title, text, author, category, comments } = entry;
  return {
    item: {
      source,
      externalId: entryId(entry, url, rules.feed),
      channel,
      kind,
      ...(title !== undefined && { title }),
      text,
      ...("at" in time && { createdAt: time.at }),
      ...(author !== undefined && { author }),
      ...(category !== undefined && { category }),
      ...(url !== undefined && { url }),
      ...(Number.isSafeInteger(comments) &&
        (comments as number) >= 0 && { engagement: { comments: comments as number } }),
    },
  };
}

/** Addresses (`https:…`, `tag:…`, `urn:…`) are unique everywhere; anything else only within its feed. */
function entryId({ id, title = "", text, date }: FeedEntry, url: string | undefined, feed: string): string {
  const { host, pathname } = new URL(feed);
  const unique = id === undefined || /^[a-z][a-z0-9+.-]{0,30}:\S/i.test(id) ? id : `${host}${pathname}#${id}`;
  const known = unique ?? url ?? `${host}${pathname}#${hashOf(title, date ?? text)}`;
  return known.length <= LONGEST_ID ? known : `${host}${pathname}#${hashOf(known)}`;
}

/** Links that lead anywhere but to a web page are dropped. */
function webAddress(link: string | undefined, base: string): string | undefined {
  if (link === undefined || !URL.canParse(link, base)) return undefined;
  const url = new URL(link, base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
}

const NO_TEXT = { zh: "内容和标题都是空的", en: "text and title are empty" };
