import type { estypes } from "@elastic/elasticsearch";
import type { ElasticContext } from "./context.js";

export interface CompositeOptions {
  query: estypes.QueryDslQueryContainer;
  sources: Record<string, estypes.AggregationsCompositeAggregationSource>[];
  /** Figures of every bucket. */
  sums?: Record<string, estypes.AggregationsAggregationContainer>;
  /** Buckets per page. */
  size: number;
}

/** Every page costs a look at every document, so it should hold as many buckets as the server allows at once. */
export const LARGEST_PAGE = 65_535;

/** Every bucket there is, in order of its values, page by page: exact, however many there are. */
export async function* composite(
  context: ElasticContext,
  options: CompositeOptions,
): AsyncGenerator<estypes.AggregationsCompositeBucket[]> {
  const { client, request, index } = context;
  let after: estypes.AggregationsCompositeAggregateKey | undefined;
  do {
    const answer = await request(() =>
      client.search({
        index,
        ignore_unavailable: true,
        allow_partial_search_results: false,
        query: options.query,
        size: 0,
        track_total_hits: false,
        aggs: {
          groups: {
            composite: { size: options.size, sources: options.sources, ...(after && { after }) },
            ...(options.sums && { aggs: options.sums }),
          },
        },
      }),
    );
    // No index, no aggregations.
    const { buckets = [], after_key } = (answer.aggregations?.groups ?? {}) as estypes.AggregationsCompositeAggregate;
    const page = buckets as estypes.AggregationsCompositeBucket[];
    yield page;
    after = page.length < options.size ? undefined : after_key;
  } while (after);
}
