import { crashPoint } from "../core/crash-point.js";
import { facetsOf } from "../core/facets.js";
import { type FeedbackDocument, makeDocument } from "../core/feedback-document.js";
import type { Reject } from "../core/reject.js";
import type { Store } from "../core/store.js";
import type { Zone } from "../core/zone.js";
import type { MatterEntry } from "../state/matters.js";
import type { RunCounts } from "../state/run-counts.js";
import type { SignatureEntry, SignatureRow } from "../state/signatures.js";
import type { State } from "../state/state.js";
import type { Fence } from "./fence.js";
import { Fold, type FoldOptions, type KnownPrint, type KnownPrints } from "./fold/fold.js";
import { bandKeys } from "./fold/similarity.js";
import { type AnalysedBatch, placeOf, type Ready, sift } from "./sift.js";
import { notTaken } from "./store-rejects.js";
import { tally } from "./tally.js";

export interface CommitContext {
  runId: number;
  state: State;
  store: Store;
  /** Asked before every write. */
  fence?: Fence;
  zone: Zone;
  fold: FoldOptions;
  /** A record with the id of another record of the same file and other content: refused in files, taken in a replay. */
  allowRepeatedIds: boolean;
  /** Known messages keep the place that they were read at: set where they come from the store and not from a source. */
  keepPlaces?: boolean;
  /** Only messages created since (ms) are looked at for hot issues; default: all. */
  mattersSince?: number;
}

/**
 * Folds a batch, writes it to the store, and after the store's acknowledgement commits counts, signatures, matters,
 * rejects, restatements and what `alongside` writes (the cursor) in one transaction of state. A crash anywhere repeats
 * the batch, which changes nothing.
 * @throws DependencyError when store or state cannot be written.
 */
export async function commitBatch(
  analysed: AnalysedBatch,
  context: CommitContext,
  alongside: (counts: RunCounts) => void,
): Promise<{ counts: RunCounts; rejects: Reject[] }> {
  const { state, store, zone, runId } = context;
  const { batch, source, accepted, refused } = analysed;
  const ids = accepted.map(({ item }) => item.id);
  const known = state.signatures.byIds(ids);
  const { ready, rejects } = sift(analysed, known, context.allowRepeatedIds);

  const fold = new Fold(knownPrints(state, new Set(ids), known), context.fold);
  for (const message of ready) fold.add(printOf(message));
  const own = new Set(ready.map(({ item }) => item.id));
  const regrouped = fold.changed().filter(({ id }) => !own.has(id));
  const documents = await documentsOf(ready, fold, regrouped, context);

  await context.fence?.confirm();
  crashPoint("before-put");
  const puts = documents.length === 0 ? [] : await store.put(documents);
  crashPoint("after-put");

  rejects.push(...notTaken(analysed, ready, puts));
  const wasTaken = (position: number) => puts[position]?.outcome !== "rejected";
  const closedBefore = state.runs.closedBefore(source);
  const { counts: outcomes, restatements } = tally(ready, documents, puts, known, { runId, closedBefore, zone });
  const records = (list: readonly { row: number }[]) => list.filter(({ row }) => row > 0).length; // row 0: the whole input
  const counts = {
    ...outcomes,
    in: accepted.length + refused.length + records(batch.rejects),
    rejected: records(rejects),
  };
  await context.fence?.confirm();
  state.transaction(() => {
    const entries = ready.map((message, i) => {
      const entry = entryOf(message, documents[i] as FeedbackDocument, analysed);
      const former = context.keepPlaces ? known.get(entry.id) : undefined;
      return former === undefined ? entry : { ...entry, source: former.source, input: former.input, row: former.row };
    });
    state.signatures.put(entries.filter((_, i) => wasTaken(i)));
    const matters = ready.map((message, i) => matterOf(message, documents[i] as FeedbackDocument));
    const { mattersSince = Number.NEGATIVE_INFINITY } = context;
    state.matters.put(matters.filter(({ at }, i) => wasTaken(i) && at >= mattersSince));
    for (const { id, group } of regrouped) {
      state.signatures.regroup([id], group);
      state.matters.regroup([id], group);
    }
    state.rejects.add(rejects, runId);
    state.restatements.add(...restatements);
    state.runs.addInput(runId, {
      source,
      input: batch.input,
      counts,
      ...(batch.inputHash !== undefined && { hash: batch.inputHash }),
      ...lastDay(ready, zone),
    });
    alongside(counts);
  });
  crashPoint("after-commit");
  return { counts, rejects };
}

/** Asks state what fold wants to know; what it holds of the batch's own messages has been asked already. */
function knownPrints(
  { signatures }: State,
  asked: ReadonlySet<string>,
  answers: ReadonlyMap<string, SignatureRow>,
): KnownPrints {
  return {
    byId: (id) => (asked.has(id) ? answers.get(id) : signatures.byIds([id]).get(id)),
    byBands: (bands, from, to) => signatures.candidates(bands.map(String), from, to),
    byAuthor: (author, from, to) => signatures.byAuthor(author, from, to),
    members: (group) => signatures.members(group),
  };
}

function printOf({ item, authorKey, result }: Ready) {
  return {
    id: item.id,
    createdAt: Date.parse(item.createdAt),
    signature: result.signature,
    ...(authorKey !== undefined && { authorKey }),
  };
}

function entryOf(message: Ready, document: FeedbackDocument, { source, batch }: AnalysedBatch): SignatureEntry {
  return {
    ...printOf(message),
    source,
    input: placeOf(batch),
    row: message.row,
    group: document.analysis.duplicateOf ?? document.id,
    hash: message.hash,
    facets: facetsOf(document),
    bands: bandKeys(message.result.signature).map(String),
  };
}

function matterOf({ result }: Ready, { id, createdAt, analysis }: FeedbackDocument): MatterEntry {
  return {
    id,
    at: Date.parse(createdAt),
    representative: analysis.duplicateOf ?? id,
    print: Buffer.from(result.print, "base64"),
  };
}

/** The batch's own documents in their order, then those of earlier batches whose representative is another now. */
async function documentsOf(
  ready: readonly Ready[],
  fold: Fold,
  regrouped: readonly KnownPrint[],
  { state, store }: CommitContext,
): Promise<FeedbackDocument[]> {
  const total = ready.length + regrouped.length;
  if (total === 0) return [];
  const stored = regrouped.length === 0 ? [] : await store.get(regrouped.map(({ id }) => id));
  const revision = state.revisions.next(total);
  const own = ready.map(({ item, hash, result }, i) => {
    const duplicateOf = fold.duplicateOf(item.id);
    const analysis = duplicateOf === undefined ? result.analysis : { ...result.analysis, duplicateOf };
    return makeDocument(item, analysis, revision + i, { item: hash, analysis: result.hash });
  });
  const others = stored.flatMap((document, i) => {
    if (document === undefined) return []; // removed by retention since
    const { analysis, revision: _revision, hash: _hash, ...item } = document;
    const { duplicateOf: _former, ...rest } = analysis;
    const { id, group } = regrouped[i] as KnownPrint;
    return [makeDocument(item, { ...rest, ...(group !== id && { duplicateOf: group }) }, revision + ready.length + i)];
  });
  return [...own, ...others];
}

function lastDay(ready: readonly Ready[], zone: Zone): { lastDay?: string } {
  if (ready.length === 0) return {};
  const latest = ready.reduce((max, { item }) => Math.max(max, Date.parse(item.createdAt)), 0);
  return { lastDay: zone.dayText(zone.dayOf(latest)) };
}
