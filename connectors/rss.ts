import { createHash } from "node:crypto";
import type { SourceConfig } from "../config/schema.js";
import { systemClock } from "../core/clock.js";
import type { Batch, Connector, Cursor } from "../core/connector.js";
import { InputError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import { Zone } from "../core/zone.js";
import { Batcher, inputReject } from "./batcher.js";
import type { ConnectorOptions } from "./file-source.js";
import { reasonOf } from "./reasons.js";
import { type Look, lookAt } from "./rss/fetch-feed.js";
import { askedPause, isDue, retryPause } from "./rss/politeness.js";
import { type FeedPosition, feedPosition, toPosition } from "./rss/position.js";
import { type ReadFeed, readFeed } from "./rss/read-feed.js";
import { shownAddress } from "./rss/shown-address.js";

type RssSource = Extract<SourceConfig, { type: "rss" }>;

/** Feeds that are fetched at the same time. */
const AT_ONCE = 4;
/** A trouble that lasts is told once a day. */
const TELL_AGAIN = 86_400_000;

/**
 * Feeds: RSS, Atom, JSON Feed. Each is looked at when it is due and asked only for what has changed; a feed that does not
 * answer is a warning and tried again, one that is no feed is a reject with row 0; the others go on.
 */
export function rssConnector(source: RssSource, options: ConnectorOptions): Connector {
  const { clock = systemClock, allowHosts = [] } = options;
  return {
    source: source.name,
    async *read(cursor: Cursor): AsyncGenerator<Batch> {
      const feeds = source.urls.map((url) => ({ url, position: feedPosition(cursor.get(shownAddress(url))) }));
      const due = feeds.filter(({ position }) => isDue(position, source.every, clock));
      for (let i = 0; i < due.length; i += AT_ONCE) {
        const group = due.slice(i, i + AT_ONCE);
        const looks = await Promise.all(group.map(({ url, position }) => lookAt(url, position, allowHosts)));
        for (const [j, { url, position }] of group.entries()) {
          yield* batches(url, looks[j] as Look, position, source, options);
        }
      }
    },
  };
}

function* batches(
  url: string,
  look: Look,
  before: FeedPosition,
  source: RssSource,
  options: ConnectorOptions,
): Generator<Batch> {
  const { clock = systemClock, batchSize = 500 } = options;
  const now = clock.now();
  const input = shownAddress(url);
  if (look.what === "away") return yield away(input, look, before, source.every, now);
  if (look.what === "wrong") return yield* wrong(source, input, look, before, now);
  const warnings = look.moved === undefined || look.moved === before.moved ? [] : [movedTo(input, look.moved)];
  const checked = { ...before, checkedAt: now, failures: 0, trouble: "", moved: look.moved ?? "" };
  if (look.what === "same") {
    // What was said with the feed need not be said again with a 304.
    const notBefore = now + Math.max(askedPause(undefined, look.headers["cache-control"]), before.pause);
    return yield { ...empty(input, { ...checked, notBefore }), warnings };
  }
  let feed: ReadFeed;
  try {
    const zone = new Zone(options.timezone);
    const { name, channel, kind } = source;
    const rules = { source: name, channel, kind, zone, clock, feed: url, base: look.url };
    feed = readFeed(look.body, look.headers["content-type"], input, rules, before.seen);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const rejects = [inputReject(source.name, input, reasonOf(error))];
    return yield { ...empty(input, checked), rejects, warnings };
  }
  const pause = askedPause(feed.ttl, look.headers["cache-control"]);
  const after: FeedPosition = {
    ...checked,
    notBefore: now + pause,
    pause,
    etag: look.headers.etag ?? "",
    lastModified: look.headers["last-modified"] ?? "",
    seen: feed.seen,
  };
  const inputHash = createHash("sha256").update(look.body).digest("hex");
  const batcher = new Batcher(batchSize);
  for (const record of feed.records) {
    const full = batcher.full();
    // Until the last batch is acknowledged the feed counts as not looked at.
    if (full) {
      const { items, rejects } = full;
      yield { ...empty(input, before), inputHash, items, rejects, last: false };
    }
    if ("item" in record) batcher.addItem(record.item, record.row);
    else batcher.addReject(record.reject);
  }
  const { items, rejects } = batcher.take();
  const notes = feed.notes.map((note) => told(input, note));
  yield { ...empty(input, after), inputHash, items, rejects, warnings: [...warnings, ...notes], progress: 1 };
}

function empty(input: string, position: FeedPosition): Batch {
  return { input, items: [], rejects: [], warnings: [], position: toPosition(position), last: true };
}

function away(
  input: string,
  { reason, retryAfter }: Extract<Look, { what: "away" }>,
  before: FeedPosition,
  every: number,
  now: number,
): Batch {
  const failures = before.failures + 1;
  const known = before.trouble === reason.en && now - before.toldAt < TELL_AGAIN && now >= before.toldAt;
  const position: FeedPosition = {
    ...before,
    checkedAt: now,
    notBefore: retryPause(now, every, failures, retryAfter),
    failures,
    trouble: reason.en,
    toldAt: known ? before.toldAt : now,
  };
  return { ...empty(input, position), warnings: known ? [] : [told(input, reason)] };
}

/** What this machine refuses to ask for may be tried at any time, so that a change of the configuration counts at once. */
function* wrong(
  source: RssSource,
  input: string,
  { reason, untouched }: Extract<Look, { what: "wrong" }>,
  before: FeedPosition,
  now: number,
): Generator<Batch> {
  const told = before.trouble === reason.en && now >= before.toldAt && now - before.toldAt < source.every * 60_000;
  if (untouched && told) return;
  const position = { ...before, trouble: reason.en, toldAt: now, ...(!untouched && { checkedAt: now }) };
  yield { ...empty(input, position), rejects: [inputReject(source.name, input, reason)] };
}

/** A warning travels alone: it has to say where it comes from. */
function told(input: string, { zh, en }: Localized): Localized {
  return { zh: `${input}：${zh}`, en: `${input}: ${en}` };
}

function movedTo(input: string, moved: string): Localized {
  const address = shownAddress(moved);
  return told(input, {
    zh: `已永久迁到 ${address}，请在 urls 里改成新地址`,
    en: `moved for good to ${address}: put the new address into urls`,
  });
}
