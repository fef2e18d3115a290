import { Checksum } from "../checksum.js";
import type { ElasticContext } from "./context.js";
import { pages } from "./pages.js";

/** See {@link Store.checksum}. Reads ids and hashes only, from their columns. */
export async function checksum(context: ElasticContext): Promise<{ documents: number; checksum: string }> {
  await context.refreshIfDirty();
  const result = new Checksum();
  let last: string | undefined;
  const options = { query: { match_all: {} }, size: 10_000, source: false as const, fields: ["hash"] };
  for await (const page of pages(context, options)) {
    for (const hit of page) {
      if (hit.id === last) continue;
      last = hit.id;
      result.add(hit.id, String(hit.field("hash")));
    }
  }
  return result.result();
}
