import type { estypes } from "@elastic/elasticsearch";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { ElasticContext } from "./context.js";
import { documentOf } from "./fields.js";
import type { Writes } from "./writes.js";

/** Documents per request: a message may be as long as a megabyte. */
const PER_REQUEST = 250;

interface Stored {
  revision: number;
  body: string;
}

/** See {@link Store.get}. Sees at once what this process has written; what others write, once it can be searched. */
export async function get(
  context: ElasticContext,
  writes: Writes,
  ids: readonly string[],
): Promise<(FeedbackDocument | undefined)[]> {
  const found = new Map<string, Stored>();
  const add = (id: string, stored: Stored) => {
    const known = found.get(id);
    if (!known || known.revision < stored.revision) found.set(id, stored);
  };
  const recent: { _id: string; _index: string }[] = [];
  const settled: string[] = [];
  for (const id of new Set(ids)) {
    const places = writes.placesOf(id);
    if (places) recent.push(...places.map((index) => ({ _id: id, _index: index })));
    else settled.push(id);
  }
  for (let from = 0; from < recent.length; from += PER_REQUEST) {
    const docs = recent.slice(from, from + PER_REQUEST).map((doc) => ({ ...doc, _source: ["revision", "body"] }));
    const answer = await context.request(() => context.client.mget<Stored>({ docs }));
    for (const { found: there, _id, _source } of answer.docs as estypes.GetGetResult<Stored>[]) {
      if (there && _source) add(_id, _source);
    }
  }
  for (let from = 0; from < settled.length; from += PER_REQUEST) {
    const values = settled.slice(from, from + PER_REQUEST);
    const answer = await context.request(() =>
      context.client.search<Stored>({
        index: context.index,
        ignore_unavailable: true,
        allow_partial_search_results: false,
        query: { ids: { values } },
        size: values.length * 2 + 100,
        sort: ["_doc"],
        track_total_hits: false,
        _source: ["revision", "body"],
        filter_path: "hits.hits._id,hits.hits._source",
      }),
    );
    for (const { _id, _source } of answer.hits?.hits ?? []) add(_id as string, _source as Stored);
  }
  return ids.map((id) => {
    const stored = found.get(id);
    return stored && documentOf(stored.body);
  });
}
