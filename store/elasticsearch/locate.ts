import type { estypes } from "@elastic/elasticsearch";
import { DIMENSIONS, type Facets } from "../../core/store.js";
import type { ElasticContext } from "./context.js";
import type { Writes } from "./writes.js";

/** One place where a document is, and what it counts as there. */
export interface Place {
  index: string;
  revision: number;
  hash: string;
  /** ms since the epoch. */
  createdAt: number;
  facets: Facets;
}

/** Where a document is. More than one place only after a crash between writing its new month and clearing the old. */
export interface Located {
  /** The place of the highest revision. */
  current: Place;
  /** Places left over. */
  stale: Place[];
}

/** Ids per search. */
const PER_SEARCH = 1000;

/**
 * Finds where documents are now, also those that searches do not see yet.
 * @returns nothing for documents that are nowhere.
 */
export async function locate(
  context: ElasticContext,
  writes: Writes,
  ids: Iterable<string>,
): Promise<Map<string, Located>> {
  const recent: { id: string; index: string }[] = [];
  const settled: string[] = [];
  for (const id of new Set(ids)) {
    const places = writes.placesOf(id);
    if (places) recent.push(...places.map((index) => ({ id, index })));
    else settled.push(id);
  }
  const found: [string, Place][] = [];
  if (recent.length > 0) found.push(...(await fetchPlaces(context, recent)));
  for (let from = 0; from < settled.length; from += PER_SEARCH) {
    found.push(...(await searchPlaces(context, settled.slice(from, from + PER_SEARCH))));
  }
  const located = new Map<string, Located>();
  for (const [id, place] of found) join(located, id, place);
  return located;
}

function join(located: Map<string, Located>, id: string, place: Place): void {
  const known = located.get(id);
  if (!known) located.set(id, { current: place, stale: [] });
  else if (newer(place, known.current)) located.set(id, { current: place, stale: [...known.stale, known.current] });
  else known.stale.push(place);
}

/** Equal revisions in two indices: either will do, as long as it is always the same. */
function newer(a: Place, b: Place): boolean {
  return a.revision > b.revision || (a.revision === b.revision && a.index > b.index);
}

const FIELDS = ["revision", "hash", "createdAt", ...DIMENSIONS] as const;

/** Sees only what a refresh has made visible; never reads the documents themselves. */
async function searchPlaces(context: ElasticContext, ids: string[]): Promise<[string, Place][]> {
  const answer = await context.request(() =>
    context.client.search({
      index: context.index,
      ignore_unavailable: true,
      allow_partial_search_results: false,
      query: { ids: { values: ids } },
      // Twins are rare, but must all be seen.
      size: ids.length * 2 + 100,
      sort: ["_doc"],
      track_total_hits: false,
      request_cache: false,
      _source: false,
      stored_fields: ["_none_"],
      docvalue_fields: [
        ...FIELDS.filter((name) => name !== "createdAt"),
        "id",
        { field: "createdAt", format: "epoch_millis" },
      ],
      filter_path: "hits.hits._index,hits.hits.fields",
    }),
  );
  return (answer.hits?.hits ?? []).map(({ _index: index, fields }) => {
    const value = (name: string) => (fields?.[name] as unknown[] | undefined)?.[0];
    return [String(value("id")), placeOf(index, value)];
  });
}

/** Exact at once, without a refresh, for places that are known. */
async function fetchPlaces(
  context: ElasticContext,
  places: { id: string; index: string }[],
): Promise<[string, Place][]> {
  const found: [string, Place][] = [];
  for (let from = 0; from < places.length; from += PER_SEARCH) {
    const docs = places
      .slice(from, from + PER_SEARCH)
      .map(({ id, index }) => ({ _id: id, _index: index, _source: [...FIELDS] }));
    const answer = await context.request(() => context.client.mget<Record<string, unknown>>({ docs }));
    for (const doc of answer.docs as estypes.GetGetResult<Record<string, unknown>>[]) {
      // An index that is gone has taken its documents with it.
      const source = doc._source;
      if (doc.found && source) found.push([doc._id, placeOf(doc._index, (name) => source[name])]);
    }
  }
  return found;
}

function placeOf(index: string, value: (name: string) => unknown): Place {
  const facets = Object.fromEntries(DIMENSIONS.map((name) => [name, String(value(name) ?? "")])) as Facets;
  return {
    index,
    revision: Number(value("revision")),
    hash: String(value("hash")),
    createdAt: Number(value("createdAt")),
    facets,
  };
}
