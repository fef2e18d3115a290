import type { estypes } from "@elastic/elasticsearch";
import type { Answer } from "./bulk.js";
import { deleteOperation } from "./bulk-piece.js";
import type { WriteContext } from "./write-context.js";

/** A document in one index. */
export interface DocumentPlace {
  id: string;
  index: string;
  /** Only a document of this revision or a lower one is meant. */
  revision: number;
}

/**
 * Deletes documents and says for each whether it is gone through us. One that has got a higher revision since stays.
 * The server's version may be higher than the revision (see conflicts.ts): such a document is deleted by its version.
 */
export async function deletePlaces(context: WriteContext, places: readonly DocumentPlace[]): Promise<boolean[]> {
  const { bulk, client, request } = context;
  const answers = await bulk.send(places.map(({ id, index, revision }) => deleteOperation(id, index, revision)));
  const conflicts = [...answers.keys()].filter((i) => answers[i]?.status === "conflict");
  if (conflicts.length > 0) {
    const docs = conflicts.map((i) => {
      const { id, index } = places[i] as DocumentPlace;
      return { _id: id, _index: index, _source: ["revision"] };
    });
    const stored = (await request(() => client.mget<{ revision: number }>({ docs }))).docs as estypes.GetGetResult<{
      revision: number;
    }>[];
    const again = conflicts.flatMap((i, k) => {
      const { _source, _version } = stored[k] ?? {};
      const place = places[i] as DocumentPlace;
      return _source && _source.revision <= place.revision ? [{ i, place, version: _version as number }] : [];
    });
    const results = await bulk.send(
      again.map(({ place: { id, index }, version }) => deleteOperation(id, index, version)),
    );
    for (const [k, { i }] of again.entries()) answers[i] = results[k] as Answer;
  }
  return answers.map(({ status }) => status === "done");
}
