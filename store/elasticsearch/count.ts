import type { estypes } from "@elastic/elasticsearch";
import type { CountQuery, CountRow, Dimension, Interval } from "../../core/store.js";
import { formatInstant } from "../instant.js";
import { composite, LARGEST_PAGE } from "./composite.js";
import type { ElasticContext } from "./context.js";
import { queryOf } from "./query.js";

const FIGURES = ["negative", "positive", "scoreMilli", "severe"] as const;
const sums = Object.fromEntries(FIGURES.map((field) => [field, { sum: { field } }]));

/** See {@link Store.count}. */
export async function count(context: ElasticContext, { where = {}, by = [], every }: CountQuery): Promise<CountRow[]> {
  const query = queryOf(where);
  await context.refreshIfDirty();
  if (by.length === 0 && every === undefined) return countAll(context, query);
  const sources = [...(every ? [timeSource(every, context.zone.id)] : []), ...by.map(valueSource)];
  const rows: CountRow[] = [];
  for await (const { buckets } of composite(context, { query, sources, sums, size: LARGEST_PAGE })) {
    for (const { key, doc_count, ...figures } of buckets) {
      const at = every ? formatInstant(Number(key.at)) : "";
      rows.push(
        rowOf(
          by.map((_, i) => String(key[`v${i}`])),
          at,
          doc_count,
          figures,
        ),
      );
    }
  }
  return rows;
}

async function countAll(
  { client, request, index }: ElasticContext,
  query: estypes.QueryDslQueryContainer,
): Promise<CountRow[]> {
  const answer = await request(() =>
    client.search({
      index,
      ignore_unavailable: true,
      allow_partial_search_results: false,
      query,
      size: 0,
      track_total_hits: true,
      aggs: sums,
    }),
  );
  const n = (answer.hits.total as estypes.SearchTotalHits).value;
  return n === 0 ? [] : [rowOf([], "", n, answer.aggregations as Record<string, unknown>)];
}

function timeSource(every: Interval, zone: string) {
  return { at: { date_histogram: { field: "createdAt", calendar_interval: every, time_zone: zone } } };
}

function valueSource(dimension: Dimension, i: number) {
  return { [`v${i}`]: { terms: { field: dimension } } };
}

function rowOf(key: string[], at: string, n: number, figures: Record<string, unknown>): CountRow {
  const sum = (field: (typeof FIGURES)[number]) => (figures[field] as { value: number }).value;
  const [negative, positive] = [sum("negative"), sum("positive")];
  return {
    key,
    at,
    n,
    negative,
    neutral: n - negative - positive,
    positive,
    scoreMilli: sum("scoreMilli"),
    severe: sum("severe"),
  };
}
