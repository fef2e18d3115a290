import { type AnyFeed, parseFeed } from "feedsmith";

/** What the formats have in common. */
export interface FeedEntry {
  /** As the feed identifies it; need not be unique outside the feed. */
  id?: string;
  link?: string;
  title?: string;
  /** May be HTML: intake cleans it. */
  text: string;
  author?: string;
  category?: string;
  /** As it stands in the feed. */
  date?: string;
  /** How many comments it has had. */
  comments?: number;
}

/** A feed that is well-formed as a whole. */
export interface ParsedFeed {
  entries: { entry: FeedEntry; raw: object }[];
  /** Minutes for which the feed asks to be left alone. */
  ttl?: number;
}

/** Parses RSS 0.9x, 1.0 and 2.0, RDF, Atom and JSON Feed. @throws Error when it is none of them or not well-formed */
export function parseWhole(text: string): ParsedFeed {
  const parsed: AnyFeed = parseFeed(text);
  switch (parsed.format) {
    case "rss": {
      const { items = [], ttl } = parsed.feed;
      return { entries: items.map((raw) => ({ entry: fromRss(raw), raw })), ...(ttl !== undefined && { ttl }) };
    }
    case "rdf":
      return { entries: (parsed.feed.items ?? []).map((raw) => ({ entry: fromRdf(raw), raw })) };
    case "atom":
      return { entries: (parsed.feed.entries ?? []).map((raw) => ({ entry: fromAtom(raw), raw })) };
    case "json":
      return { entries: (parsed.feed.items ?? []).map((raw) => ({ entry: fromJson(raw), raw })) };
  }
}

type FeedOf<Format> = Extract<AnyFeed, { format: Format }>["feed"];
type RssItem = NonNullable<FeedOf<"rss">["items"]>[number];
type RdfItem = NonNullable<FeedOf<"rdf">["items"]>[number];
type AtomEntry = NonNullable<FeedOf<"atom">["entries"]>[number];
type JsonItem = NonNullable<FeedOf<"json">["items"]>[number];

function fromRss(item: RssItem): FeedEntry {
  const author = item.authors?.[0];
  return entryOf({
    id: item.guid?.value as string | undefined,
    link: item.link ?? item.atom?.links?.[0]?.href,
    title: item.title,
    text: first(item.content?.encoded, item.description) ?? "",
    author: first(author?.name, author?.email, item.dc?.creators?.[0]),
    category: joined(item.categories?.map(({ name }) => name as string | undefined)),
    date: first(item.pubDate, item.dc?.dates?.[0], item.atom?.published, item.atom?.updated),
    comments: item.slash?.comments,
  });
}

function fromRdf(item: RdfItem): FeedEntry {
  return entryOf({
    id: item.rdf?.about,
    link: item.link as string | undefined,
    title: item.title as string | undefined,
    text: first(item.content?.encoded, item.description) ?? "",
    author: item.dc?.creators?.[0],
    category: joined(item.dc?.subjects),
    date: item.dc?.dates?.[0],
    comments: item.slash?.comments,
  });
}

function fromAtom(entry: AtomEntry): FeedEntry {
  const links = (entry.links ?? []) as { href?: string; rel?: string }[];
  const author = entry.authors?.[0] as { name?: string; email?: string } | undefined;
  return entryOf({
    id: entry.id as string | undefined,
    link: links.find(({ rel }) => rel === undefined || rel === "alternate")?.href,
    title: (entry.title as { value?: string } | undefined)?.value,
    text: first(entry.content?.value, entry.summary?.value) ?? "",
    author: first(author?.name, author?.email, entry.dc?.creators?.[0]),
    category: joined(entry.categories?.map(({ term, label }) => first(label, term as string | undefined))),
    date: first(entry.published, entry.updated as string | undefined),
    comments: entry.slash?.comments ?? entry.thr?.total,
  });
}

function fromJson(item: JsonItem): FeedEntry {
  return entryOf({
    id: item.id as string | undefined,
    link: item.url ?? item.external_url,
    title: item.title,
    text: first(item.content_html, item.content_text, item.summary) ?? "",
    author: item.authors?.[0]?.name,
    category: joined(item.tags),
    date: first(item.date_published, item.date_modified),
  });
}

/** The first that says something. */
function first(...texts: (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined && text.trim() !== "");
}

function joined(names: readonly (string | undefined)[] | undefined): string | undefined {
  const known = (names ?? []).filter((name) => name !== undefined && name.trim() !== "");
  return known.length === 0 ? undefined : known.slice(0, 5).join("、");
}

/** Only what says something. */
function entryOf(values: { [Key in keyof FeedEntry]: FeedEntry[Key] | undefined } & { text: string }): FeedEntry {
  const told = Object.entries(values).filter(([key, value]) =>
    typeof value === "string" ? key === "text" || value.trim() !== "" : value !== undefined,
  );
  return Object.fromEntries(
    told.map(([key, value]) => [key, typeof value === "string" ? value.trim() : value]),
  ) as unknown as FeedEntry;
}
