import type { estypes } from "@elastic/elasticsearch";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Found, Page, Where } from "../../core/store.js";
import { highlighter } from "../highlight.js";
import { parseInstant } from "../instant.js";
import { pageSize } from "../page-size.js";
import { readPageToken, writePageToken } from "../page-token.js";
import type { ElasticContext } from "./context.js";
import { documentOf } from "./fields.js";
import { queryOf } from "./query.js";

/**
 * See {@link Store.find}. A page goes on behind the time and id of the page before, however far down that is. It needs
 * no point in time: the order is total and never changes, so that a token is good for as long as somebody keeps it; what
 * is written meanwhile appears where it belongs.
 */
export async function find(context: ElasticContext, where: Where, page: Page = {}): Promise<Found> {
  const size = pageSize(page);
  const after = page.after === undefined ? undefined : readPageToken(page.after);
  const query = queryOf(where);
  await context.refreshIfDirty();
  const answer = await context.request(() =>
    context.client.search<{ body: string }>({
      index: context.index,
      ignore_unavailable: true,
      allow_partial_search_results: false,
      query,
      // One more tells whether there is a next page.
      size: size + 1,
      sort: [{ createdAt: page.order === "oldest" ? "asc" : "desc" }, { id: "asc" }],
      ...(after && { search_after: [after.at, after.id] }),
      track_total_hits: true,
      _source: ["body"],
    }),
  );
  const total = (answer.hits.total as estypes.SearchTotalHits).value;
  const documents = answer.hits.hits
    .slice(0, size)
    .map(({ _source }) => documentOf((_source as { body: string }).body));
  const folded = await foldedInto(context, documents);
  const highlight = highlighter(where.text);
  const hits = documents.map((document) => ({
    document,
    folded: folded.get(document.id) ?? 0,
    ...highlight(document),
  }));
  const last = documents.at(-1);
  if (!last || answer.hits.hits.length <= size) return { hits, total };
  return { hits, total, next: writePageToken({ at: parseInstant(last.createdAt), id: last.id }) };
}

/** How many documents are folded into each of these. */
async function foldedInto(
  { client, request, index }: ElasticContext,
  documents: readonly FeedbackDocument[],
): Promise<Map<string, number>> {
  if (documents.length === 0) return new Map();
  const ids = documents.map(({ id }) => id);
  const answer = await request(() =>
    client.search<unknown, { groups: estypes.AggregationsStringTermsAggregate }>({
      index,
      ignore_unavailable: true,
      allow_partial_search_results: false,
      query: { terms: { duplicateOf: ids } },
      size: 0,
      track_total_hits: false,
      // As many groups as there can be, so that no shard leaves one out.
      aggs: { groups: { terms: { field: "duplicateOf", size: ids.length } } },
    }),
  );
  const buckets = (answer.aggregations?.groups.buckets ?? []) as estypes.AggregationsStringTermsBucket[];
  return new Map(buckets.map(({ key, doc_count }) => [String(key), doc_count]));
}
