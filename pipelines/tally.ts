import { facetsOf } from "../core/facets.js";
import type { FeedbackDocument } from "../core/feedback-document.js";
import type { Put } from "../core/store.js";
import type { Zone } from "../core/zone.js";
import type { Restatement } from "../state/restatements.js";
import type { RunCounts } from "../state/run-counts.js";
import type { SignatureRow } from "../state/signatures.js";
import type { Ready } from "./sift.js";

export interface Tally {
  counts: Pick<RunCounts, "new" | "replaced" | "unchanged" | "refused" | "folded">;
  restatements: Restatement[];
}

/**
 * Says what became of each message of a batch, and which past figures it changed. State's memory decides, not the
 * store's answer: after a crash between the two the store holds the batch already, and it still counts as new.
 */
export function tally(
  ready: readonly Ready[],
  documents: readonly FeedbackDocument[],
  puts: readonly Put[],
  known: ReadonlyMap<string, SignatureRow>,
  context: { runId: number; closedBefore: string | undefined; zone: Zone },
): Tally {
  const counts = { new: 0, replaced: 0, unchanged: 0, refused: 0, folded: 0 };
  const restatements: Restatement[] = [];
  const hashes = new Map<string, string>();
  for (const [i, message] of ready.entries()) {
    const document = documents[i] as FeedbackDocument;
    const put = puts[i] as Put;
    if (put.outcome === "rejected") continue; // a reject, not a message
    const stored = known.get(document.id);
    const former = hashes.get(document.id) ?? stored?.hash;
    hashes.set(document.id, message.hash);
    if (put.outcome === "refused") {
      counts.refused++;
      continue;
    }
    const lost = put.outcome === "created" && former !== undefined; // the store was emptied since
    const outcome = former === undefined || lost ? "new" : former === message.hash ? "unchanged" : "replaced";
    counts[outcome]++;
    if (outcome !== "unchanged" && document.analysis.duplicateOf !== undefined) counts.folded++;
    const restated = restatement(document, stored, outcome === "replaced", context);
    if (restated) restatements.push(restated);
  }
  return { counts, restatements };
}

/** The past figure that a document changes, if any: it counted otherwise before, or its day was closed already. */
function restatement(
  document: FeedbackDocument,
  known: SignatureRow | undefined,
  corrected: boolean,
  { runId, closedBefore, zone }: { runId: number; closedBefore: string | undefined; zone: Zone },
): Restatement | undefined {
  const at = zone.dayText(zone.dayOf(Date.parse(document.createdAt)));
  const after = facetsOf(document);
  if (known === undefined) {
    return closedBefore !== undefined && at < closedBefore
      ? { runId, id: document.id, reason: "late", at, after }
      : undefined;
  }
  const beforeAt = zone.dayText(zone.dayOf(known.createdAt));
  if (beforeAt === at && JSON.stringify(known.facets) === JSON.stringify(after)) return undefined;
  return {
    runId,
    id: document.id,
    reason: corrected ? "corrected" : "reanalysed",
    at,
    beforeAt,
    after,
    ...(known.facets !== undefined && { before: known.facets }),
  };
}
