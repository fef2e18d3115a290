import type { estypes } from "@elastic/elasticsearch";
import type { Answer } from "./bulk.js";
import { indexOperation, type Operation } from "./bulk-piece.js";
import { fieldsOf } from "./fields.js";
import { writeAlias } from "./months.js";
import type { Write, WriteContext } from "./write-context.js";

type Stored = estypes.GetGetResult<{ revision: number; hash: string }>;

/**
 * Looks into version conflicts. The server's version of a document is its revision, except where a deletion is still
 * remembered (60 s): a document that was removed and comes back with a lower revision is written as a new one.
 * Only where the stored document itself has a higher revision the conflict stays: our writing was refused.
 */
export async function conflictsOf(context: WriteContext, writes: readonly Write[]): Promise<Answer[]> {
  const answers: Answer[] = writes.map(() => ({ status: "conflict" }));
  let open = [...writes.keys()];
  for (let round = 0; round < 3 && open.length > 0; round++) {
    const stored = await fetchStored(
      context,
      open.map((i) => writes[i] as Write),
    );
    const again: { i: number; operation: Operation }[] = [];
    for (const [k, i] of open.entries()) {
      const write = writes[i] as Write;
      const known = stored[k]?._source;
      if (known?.hash === write.document.hash && known.revision === write.document.revision) {
        answers[i] = { status: "done" };
      } else if (known === undefined || known.revision <= write.document.revision) {
        again.push({ i, operation: rewrite(context, write, known && (stored[k]?._version as number)) });
      }
    }
    const results = await context.bulk.send(again.map(({ operation }) => operation));
    for (const [k, { i }] of again.entries()) answers[i] = results[k] as Answer;
    open = again.map(({ i }) => i).filter((i) => answers[i]?.status === "conflict");
  }
  return answers;
}

/** Realtime. */
async function fetchStored({ client, request }: WriteContext, writes: readonly Write[]): Promise<Stored[]> {
  const docs = writes.map(({ document, index }) => ({
    _id: document.id,
    _index: index,
    _source: ["revision", "hash"],
  }));
  const answer = await request(() => client.mget<{ revision: number; hash: string }>({ docs }));
  return answer.docs as Stored[];
}

function rewrite({ index, zone }: WriteContext, { document, month }: Write, version: number | undefined): Operation {
  const fields = JSON.stringify(fieldsOf(document, zone));
  return indexOperation(
    document.id,
    month,
    writeAlias(index, month),
    version === undefined ? "create" : { external: version },
    fields,
  );
}
