import type { estypes } from "@elastic/elasticsearch";
import type { CountQuery, CountRow, Dimension, Interval } from "../../core/store.js";
import { formatInstant } from "../instant.js";
import { composite, LARGEST_PAGE } from "./composite.js";
import type { ElasticContext } from "./context.js";
import { type FigureSums, type Group, PACKED, PLAIN, type Sums } from "./figures.js";
import { countNested } from "./nested.js";
import { queryOf } from "./query.js";

/**
 * See {@link Store.count}. The server adds up; rows come from it in their order. Where few rows are expected they are
 * asked for as buckets within buckets, which takes half the time; everything else by the pages of a composite
 * aggregation. Both are exact, and neither leaves a row out.
 */
export async function count(context: ElasticContext, query: CountQuery): Promise<CountRow[]> {
  await context.refreshIfDirty();
  return (await countBy(context, query, PACKED)) ?? ((await countBy(context, query, PLAIN)) as CountRow[]);
}

/** Undefined when a row is of more documents than the sums can hold. */
async function countBy(context: ElasticContext, query: CountQuery, sums: FigureSums): Promise<CountRow[] | undefined> {
  const { where = {}, by = [], every } = query;
  if (by.length === 0 && every === undefined) return countAll(context, queryOf(where), sums);
  const groups = (await countNested(context, query, sums)) ?? compositeGroups(context, query, sums);
  const rows: CountRow[] = [];
  const instants = new Map<number, string>();
  for await (const { key, at, n, figures } of groups) {
    const read = sums.read(n, figures);
    if (!read) return undefined;
    let start = at === undefined ? "" : instants.get(at);
    if (start === undefined) {
      start = formatInstant(at as number);
      instants.set(at as number, start);
    }
    rows.push({ key, at: start, ...read });
  }
  return rows;
}

async function countAll(
  { client, request, index }: ElasticContext,
  query: estypes.QueryDslQueryContainer,
  sums: FigureSums,
): Promise<CountRow[] | undefined> {
  const answer = await request(() =>
    client.search({
      index,
      ignore_unavailable: true,
      allow_partial_search_results: false,
      query,
      size: 0,
      track_total_hits: true,
      aggs: sums.aggs,
    }),
  );
  const n = (answer.hits.total as estypes.SearchTotalHits).value;
  if (n === 0) return [];
  const read = sums.read(n, answer.aggregations as Sums);
  return read && [{ key: [], at: "", ...read }];
}

async function* compositeGroups(
  context: ElasticContext,
  { where = {}, by = [], every }: CountQuery,
  { aggs }: FigureSums,
): AsyncGenerator<Group> {
  const source = (name: string, field: Dimension | Interval) => ({ [name]: { terms: { field } } });
  const sources = [...(every ? [source("at", every)] : []), ...by.map((field, i) => source(`v${i}`, field))];
  const options = { query: queryOf(where), sources, sums: aggs, size: LARGEST_PAGE };
  for await (const buckets of composite(context, options)) {
    for (const { key, doc_count: n, ...figures } of buckets) {
      const values = by.map((_, i) => String(key[`v${i}`]));
      yield { key: values, n, figures, ...(every && { at: Number(key.at) }) };
    }
  }
}
