import type { Reject } from "../core/reject.js";
import type { Put } from "../core/store.js";
import type { AnalysedBatch, Ready } from "./sift.js";

/** The messages that the store did not take, as rejects. `puts` begins with one answer for each of `ready`. */
export function notTaken({ source, batch }: AnalysedBatch, ready: readonly Ready[], puts: readonly Put[]): Reject[] {
  const rejects: Reject[] = [];
  for (const [i, { row }] of ready.entries()) {
    const put = puts[i];
    if (put?.outcome !== "rejected") continue;
    const item = batch.items.find((sourced) => sourced.row === row)?.item;
    const reason = put.reason ?? { zh: "文档库不接受这条文档", en: "The store does not take this document" };
    rejects.push({ source, input: batch.input, row, field: "text", reason, raw: Buffer.from(JSON.stringify(item)) });
  }
  return rejects;
}
