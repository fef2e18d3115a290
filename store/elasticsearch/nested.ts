import type { estypes } from "@elastic/elasticsearch";
import type { CountQuery, Dimension, Interval } from "../../core/store.js";
import { bucketsBound, valuesBound } from "./bounds.js";
import type { ElasticContext } from "./context.js";
import type { FigureSums, Group, Sums } from "./figures.js";
import { queryOf } from "./query.js";

/** Buckets of one answer; the server's own limit (search.max_buckets) is 65,536. */
const MOST = 60_000;

type Field = Dimension | Interval;

interface Bucket {
  key: string | number;
  doc_count: number;
  b?: Level;
}

interface Level {
  buckets: Bucket[];
  sum_other_doc_count: number;
}

/**
 * The groups as buckets within buckets. Undefined when there may be too many of them for one answer, or when there turn
 * out to be more than were asked for.
 */
export async function countNested(
  context: ElasticContext,
  { where = {}, by = [], every }: CountQuery,
  sums: FigureSums,
): Promise<Group[] | undefined> {
  const fields: Field[] = [...(every ? [every] : []), ...by];
  const bounds = await Promise.all([
    ...(every ? [bucketsBound(context, where, every)] : []),
    ...by.map((dimension) => valuesBound(context, where, dimension)),
  ]);
  let [size, most] = [1, 0];
  for (const bound of bounds) {
    size *= Math.max(bound, 1);
    most += size;
  }
  if (most > MOST) return undefined;
  const answer = await context.request(() =>
    context.client.search<unknown, { b: unknown }>({
      index: context.index,
      ignore_unavailable: true,
      allow_partial_search_results: false,
      query: queryOf(where),
      size: 0,
      track_total_hits: false,
      aggs: within(fields, bounds, sums),
    }),
  );
  // No index, no aggregations.
  const top = answer.aggregations?.b as Level | undefined;
  const groups: Group[] = [];
  return top === undefined || collect(top, fields, every !== undefined, [], groups) ? groups : undefined;
}

function within(
  fields: readonly Field[],
  bounds: readonly number[],
  sums: FigureSums,
): Record<string, estypes.AggregationsAggregationContainer> {
  const inner: Record<string, estypes.AggregationsAggregationContainer> = sums.aggs;
  return fields.reduceRight(
    (aggs, field, i) => ({
      b: {
        terms: { field, size: Math.max(bounds[i] as number, 1), order: { _key: "asc" }, collect_mode: "depth_first" },
        aggs,
      },
    }),
    inner,
  );
}

/** Turns the buckets of a level into groups, in order. False when the level has more than it shows. */
function collect(
  level: Level,
  fields: readonly Field[],
  timed: boolean,
  path: (string | number)[],
  groups: Group[],
): boolean {
  if (level.sum_other_doc_count > 0) return false;
  for (const bucket of level.buckets) {
    const values = [...path, bucket.key];
    if (values.length < fields.length) {
      if (!bucket.b || !collect(bucket.b, fields, timed, values, groups)) return false;
      continue;
    }
    const key = (timed ? values.slice(1) : values).map(String);
    const at = timed ? { at: Number(values[0]) } : {};
    groups.push({ key, ...at, n: bucket.doc_count, figures: bucket as unknown as Sums });
  }
  return true;
}
