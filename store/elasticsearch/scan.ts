import type { estypes } from "@elastic/elasticsearch";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { ElasticContext } from "./context.js";
import { documentOf } from "./fields.js";
import { pages } from "./pages.js";

/** Documents read at once at most, whatever portion is asked for: a message may be as long as a megabyte. */
const PER_PAGE = 1000;

/** See {@link Store.scan}. */
export async function* scan(
  context: ElasticContext,
  { after, size = 1000 }: { after?: string; size?: number } = {},
): AsyncGenerator<FeedbackDocument[]> {
  await context.refreshIfDirty();
  let portion: FeedbackDocument[] = [];
  let last: string | undefined;
  const options = { query: { match_all: {} }, size: Math.min(size, PER_PAGE), source: ["body"] };
  for await (const page of pages<{ body: string }>(context, { ...options, ...(after !== undefined && { after }) })) {
    for (const { id, source } of page) {
      if (id === last || !source) continue;
      last = id;
      portion.push(documentOf(source.body));
      if (portion.length < size) continue;
      yield portion;
      portion = [];
    }
  }
  if (portion.length > 0) yield portion;
}

/** See {@link Store.size}. */
export async function size(context: ElasticContext): Promise<number> {
  await context.refreshIfDirty();
  // Not the count API: that leaves out what a shard that is away holds, and says nothing.
  const answer = await context.request(() =>
    context.client.search({
      index: context.index,
      ignore_unavailable: true,
      allow_partial_search_results: false,
      size: 0,
      track_total_hits: true,
      request_cache: false,
    }),
  );
  return (answer.hits.total as estypes.SearchTotalHits).value;
}
