import type { estypes } from "@elastic/elasticsearch";
import type { Contrast, Where } from "../../core/store.js";
import { mostTypical, type Tally } from "../log-odds.js";
import { composite, LARGEST_PAGE } from "./composite.js";
import type { ElasticContext } from "./context.js";
import { queryOf } from "./query.js";

type Field = "keywords" | "places";

/**
 * See {@link Store.contrast}. The values of one side by composite pages, then the same values on the other side by a terms
 * aggregation that leaves none out; the score is worked out here, as it is for the embedded store.
 *
 * The server's own significant_terms would take half the time (50,000 documents in three indices, a district's 8,569
 * keywords against all: 0.18 s, against 0.04 s and 0.35 s for the two requests here, on a busy machine), but it is not
 * exact: in every shard it counts the background of those values only that the shard's foreground has (1,988 of the 8,569
 * counts came out too small), it drops values that the background has not at all, and its answer has no second page.
 */
export async function contrast(
  context: ElasticContext,
  where: Where,
  against: Where,
  field: Field,
): Promise<Contrast[]> {
  const [here, there] = [queryOf(where), queryOf(against)];
  await context.refreshIfDirty();
  const all = { value_count: { field } };
  const tallies: Tally[] = [];
  let [total, totalAgainst] = [0, 0];
  const sources = [{ value: { terms: { field } } }];
  for await (const page of composite(context, { query: here, sources, totals: { all }, size: LARGEST_PAGE })) {
    if (page.totals.all) total = figureOf(page.totals.all);
    const counts = new Map(page.buckets.map(({ key, doc_count }) => [String(key.value), doc_count]));
    if (counts.size === 0) break;
    const other = await countSome(context, there, field, [...counts.keys()]);
    totalAgainst = other.total;
    for (const [value, n] of counts) tallies.push({ n, against: other.counts.get(value) ?? 0, value: () => value });
  }
  return mostTypical(tallies, total, totalAgainst);
}

/** How many documents have each of these values, and how many values there are in all. */
async function countSome(
  { client, request, index }: ElasticContext,
  query: estypes.QueryDslQueryContainer,
  field: Field,
  values: string[],
): Promise<{ counts: Map<string, number>; total: number }> {
  const answer = await request(() =>
    client.search({
      index,
      ignore_unavailable: true,
      allow_partial_search_results: false,
      query,
      size: 0,
      track_total_hits: false,
      aggs: {
        all: { value_count: { field } },
        // As many as there can be, so that no shard leaves one out.
        groups: { terms: { field, include: values, size: values.length } },
      },
    }),
  );
  const { all, groups } = answer.aggregations ?? {};
  const buckets = ((groups as estypes.AggregationsStringTermsAggregate | undefined)?.buckets ??
    []) as estypes.AggregationsStringTermsBucket[];
  return {
    counts: new Map(buckets.map(({ key, doc_count }) => [String(key), doc_count])),
    total: all ? figureOf(all) : 0,
  };
}

function figureOf(aggregate: estypes.AggregationsAggregate): number {
  return (aggregate as estypes.AggregationsValueCountAggregate).value ?? 0;
}
