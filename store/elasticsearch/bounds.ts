import type { estypes } from "@elastic/elasticsearch";
import type { Dimension, Interval, Where } from "../../core/store.js";
import { parseInstant } from "../instant.js";
import type { ElasticContext } from "./context.js";

/** Values of a dimension are counted up to this; more are "many". */
const MANY = 2000;
/** Bounds only decide how a question is asked, never what is answered: old ones do no harm. */
const FRESH = 60_000;

/** Shortest length of a bucket, ms. */
const SHORTEST: Record<Interval, number> = {
  hour: 15 * 60_000,
  day: 22 * 3_600_000,
  week: 6.9 * 86_400_000,
  month: 27.9 * 86_400_000,
};

interface Remembered {
  until: number;
  values: Map<Dimension, Promise<number>>;
  span?: Promise<[first: number, last: number] | undefined>;
}

const remembered = new WeakMap<ElasticContext, Remembered>();

function memory(context: ElasticContext): Remembered {
  let known = remembered.get(context);
  if (!known || known.until < performance.now()) {
    known = { until: performance.now() + FRESH, values: new Map() };
    remembered.set(context, known);
  }
  return known;
}

/** How many different values of a dimension there can be at most, as things stood a minute ago; infinite when many. */
export async function valuesBound(context: ElasticContext, where: Where, dimension: Dimension): Promise<number> {
  const wanted = where[dimension]?.length ?? Number.POSITIVE_INFINITY;
  const { values } = memory(context);
  let all = values.get(dimension);
  if (!all) {
    all = countTerms(context, dimension);
    values.set(dimension, all);
    all.catch(() => values.delete(dimension));
  }
  return Math.min(wanted, await all);
}

/** Reads the index's dictionary, not its documents. */
async function countTerms({ client, request, index }: ElasticContext, field: Dimension): Promise<number> {
  const answer = await request(() => client.termsEnum({ index, field, size: MANY }, { ignore: [404] }));
  // "" is not among them.
  return answer.complete && answer.terms.length < MANY ? answer.terms.length + 1 : Number.POSITIVE_INFINITY;
}

/** How many buckets of time there can be at most. */
export async function bucketsBound(context: ElasticContext, { from, to }: Where, every: Interval): Promise<number> {
  let [first, last] = [from, to].map((at) => (at === undefined ? undefined : parseInstant(at)));
  if (first === undefined || last === undefined) {
    const known = memory(context);
    known.span ??= spanOf(context);
    const span = await known.span;
    first ??= span?.[0] ?? 0;
    last ??= span?.[1] ?? 0;
  }
  return Math.max(0, Math.ceil((last - first) / SHORTEST[every])) + 2;
}

async function spanOf({ client, request, index }: ElasticContext): Promise<[number, number] | undefined> {
  const answer = await request(() =>
    client.search<unknown, Record<"first" | "last", estypes.AggregationsMinAggregate>>({
      index,
      ignore_unavailable: true,
      size: 0,
      track_total_hits: false,
      aggs: { first: { min: { field: "createdAt" } }, last: { max: { field: "createdAt" } } },
    }),
  );
  const { first, last } = answer.aggregations ?? {};
  return first?.value != null && last?.value != null ? [first.value, last.value] : undefined;
}
