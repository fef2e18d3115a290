import type { estypes } from "@elastic/elasticsearch";
import type { ElasticContext } from "./context.js";
import { faultOf } from "./faults.js";

export interface PagesOptions {
  query: estypes.QueryDslQueryContainer;
  /** Documents per page. */
  size: number;
  /** Only those behind this id. */
  after?: string;
  source: string[] | false;
  fields?: string[];
}

export interface PageHit<Source> {
  index: string;
  id: string;
  revision: number;
  source: Source | undefined;
  field(name: string): unknown;
}

const KEEP_ALIVE = "5m";

/**
 * Every document that a query finds, in order of id by code point, of one point in time; where a document is in two
 * places after a crash, both, the higher revision first. Goes on behind the last page when the server has forgotten the
 * point in time.
 */
export async function* pages<Source>(
  context: ElasticContext,
  options: PagesOptions,
): AsyncGenerator<PageHit<Source>[]> {
  const { client, request } = context;
  let pit: string | undefined;
  let last: estypes.SortResults | undefined;
  const behind = () => (last ? String(last[0]) : options.after);
  const open = async () => {
    const answer = await request(() =>
      client.openPointInTime({ index: context.index, keep_alive: KEEP_ALIVE, ignore_unavailable: true }),
    );
    return answer.id;
  };
  try {
    for (let from = behind(); ; ) {
      pit ??= await open();
      const answer = await search<Source>(context, pit, options, from, last);
      if (answer === "lost") {
        pit = undefined;
        from = behind();
        last = undefined;
        continue;
      }
      pit = answer.pit_id ?? pit;
      const hits = answer.hits.hits;
      if (hits.length > 0) yield hits.map(pageHit);
      if (hits.length < options.size) return;
      last = hits.at(-1)?.sort;
    }
  } finally {
    if (pit !== undefined) await client.closePointInTime({ id: pit }).catch(() => undefined);
  }
}

async function search<Source>(
  { client, request }: ElasticContext,
  pit: string,
  { query, size, source, fields }: PagesOptions,
  from: string | undefined,
  last: estypes.SortResults | undefined,
): Promise<estypes.SearchResponse<Source> | "lost"> {
  return request(async () => {
    try {
      return await client.search<Source>({
        pit: { id: pit, keep_alive: KEEP_ALIVE },
        query: from === undefined ? query : { bool: { filter: [query, { range: { id: { gt: from } } }] } },
        size,
        sort: [{ id: "asc" }, { revision: "desc" }],
        ...(last !== undefined && { search_after: last }),
        track_total_hits: false,
        _source: source,
        docvalue_fields: ["revision", ...(fields ?? [])],
      });
    } catch (error) {
      const fault = faultOf(error);
      if (fault?.status === 404) return "lost";
      throw error;
    }
  });
}

function pageHit<Source>({ _index, _id, _source, fields }: estypes.SearchHit<Source>): PageHit<Source> {
  const field = (name: string) => (fields?.[name] as unknown[] | undefined)?.[0];
  return { index: _index, id: _id as string, revision: Number(field("revision")), source: _source, field };
}
