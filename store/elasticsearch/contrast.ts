import type { estypes } from "@elastic/elasticsearch";
import type { Contrast, Where } from "../../core/store.js";
import { BEST, highestScore, mostTypical, type Tally } from "../log-odds.js";
import { composite, LARGEST_PAGE } from "./composite.js";
import type { ElasticContext } from "./context.js";
import { queryOf } from "./query.js";

type Field = "keywords" | "places";

/** Values looked up on the other side: so many at first, then twice as many each time. */
const FIRST_LOOK = 2000;

/**
 * See {@link Store.contrast}. The values of one side by composite pages; then, the most frequent first, the same values
 * on the other side by a terms aggregation that leaves none out, until no value that is left can be among the best. The
 * score is worked out here, as it is for the embedded store.
 *
 * The server's own significant_terms is faster (50,000 documents in three indices, a district's 8,569 keywords against
 * all: 0.18 s where these two steps without the early end take 0.4 s, on a busy machine), but it is not exact: in every
 * shard it counts the background of those values only that the shard's foreground has (1,988 of the 8,569 counts came out
 * too small), it drops values that the background does not have, and its answer has no second page.
 */
export async function contrast(
  context: ElasticContext,
  where: Where,
  against: Where,
  field: Field,
): Promise<Contrast[]> {
  const [here, there] = [queryOf(where), queryOf(against)];
  await context.refreshIfDirty();
  const { values, total } = await countAll(context, here, field);
  const tallies: Tally[] = [];
  let best: Contrast[] = [];
  let totalAgainst = 0;
  for (
    let [from, size] = [0, FIRST_LOOK];
    from < values.length;
    from += size, size = Math.min(size * 2, LARGEST_PAGE)
  ) {
    const look = values.slice(from, from + size);
    const last = best[BEST - 1];
    if (last && highestScore((look[0] as Counted).n, total, totalAgainst) < last.scoreMilli) break;
    const other = await countSome(
      context,
      there,
      field,
      look.map(({ value }) => value),
    );
    totalAgainst = other.total;
    for (const { value, n } of look) tallies.push({ n, against: other.counts.get(value) ?? 0, value: () => value });
    best = mostTypical(tallies, total, totalAgainst);
  }
  return best;
}

interface Counted {
  value: string;
  /** Documents that have it. */
  n: number;
}

/** Every value and how many documents have it, the most frequent first; and their sum. */
async function countAll(
  context: ElasticContext,
  query: estypes.QueryDslQueryContainer,
  field: Field,
): Promise<{ values: Counted[]; total: number }> {
  const values: Counted[] = [];
  const sources = [{ value: { terms: { field } } }];
  for await (const buckets of composite(context, { query, sources, size: LARGEST_PAGE })) {
    for (const { key, doc_count } of buckets) values.push({ value: String(key.value), n: doc_count });
  }
  values.sort((a, b) => b.n - a.n);
  return { values, total: values.reduce((sum, { n }) => sum + n, 0) };
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
