import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Localized } from "../../core/localized.js";
import type { Facets, Put } from "../../core/store.js";
import { countedFacets } from "../counted.js";
import { formatInstant, parseInstant } from "../instant.js";
import type { Answer } from "./bulk.js";
import { indexOperation } from "./bulk-piece.js";
import { conflictsOf } from "./conflicts.js";
import type { ElasticContext } from "./context.js";
import { type DocumentPlace, deletePlaces } from "./delete-places.js";
import { fieldsOf } from "./fields.js";
import { type Located, locate } from "./locate.js";
import { indexOf, monthOf, writeAlias } from "./months.js";
import type { Write, WriteContext } from "./write-context.js";

/** The state of a document in the course of a put. */
interface Slot {
  id: string;
  revision: number;
  hash: string;
  /** What the document counts as at this point. */
  before: () => { createdAt: string; facets: Facets };
  /** Indices in which it was when the put began. */
  places: string[];
  /** What is to be written. */
  next?: FeedbackDocument;
  /** Which results depend on the success of writing. */
  positions: number[];
}

/** See {@link Store.put}. Nothing is decided by the answers to the writing, so that a lost answer changes no outcome. */
export async function put(context: WriteContext, documents: readonly FeedbackDocument[]): Promise<Put[]> {
  if (documents.length === 0) return [];
  const located = await locate(
    context,
    context.writes,
    documents.map(({ id }) => id),
  );
  const slots = new Map<string, Slot>();
  for (const [id, place] of located) slots.set(id, slotOf(id, place));
  const results = documents.map((document, i) => decide(document, slots, i));
  const writes = [...slots.values()].flatMap((slot) => (slot.next ? [writeOf(slot, slot.next, context)] : []));
  for (const month of new Set(writes.map(({ month }) => month))) await context.months.ensure(month);

  const answers = await write(context, writes);
  for (const [i, answer] of answers.entries()) {
    if (answer.status === "done") continue;
    for (const position of (writes[i] as Write).positions) results[position] = failure(answer);
  }
  await clear(context, writes, answers, located);
  return results;
}

function slotOf(id: string, { current, stale }: Located): Slot {
  return {
    id,
    revision: current.revision,
    hash: current.hash,
    before: () => ({ createdAt: formatInstant(current.createdAt), facets: current.facets }),
    places: [current.index, ...stale.map(({ index }) => index)],
    positions: [],
  };
}

function decide(document: FeedbackDocument, slots: Map<string, Slot>, position: number): Put {
  const { id, revision, hash } = document;
  const before = () => ({ createdAt: document.createdAt, facets: countedFacets(document) });
  const slot = slots.get(id);
  if (!slot) {
    slots.set(id, { id, revision, hash, before, places: [], next: document, positions: [position] });
    return { outcome: "created" };
  }
  if (slot.hash === hash) return { outcome: "unchanged" };
  if (slot.revision > revision) return { outcome: "refused" };
  const result: Put = { outcome: "replaced", before: slot.before() };
  slot.positions.push(position);
  Object.assign(slot, { revision, hash, before, next: document });
  return result;
}

function writeOf(slot: Slot, document: FeedbackDocument, { index, zone }: ElasticContext): Write {
  const month = monthOf(parseInstant(document.createdAt), zone);
  const { places, positions } = slot;
  return { document, month, index: indexOf(index, month), places, positions };
}

function failure(answer: Exclude<Answer, { status: "done" }>): Put {
  return answer.status === "rejected"
    ? { outcome: "rejected", reason: answer.reason as Localized }
    : { outcome: "refused" };
}

/** Sends the new states; settles conflicts with versions that are not what their documents say. */
async function write(context: WriteContext, writes: readonly Write[]): Promise<Answer[]> {
  const { bulk, writes: memory } = context;
  const note = () => {
    for (const { document, index, places } of writes) memory.note(document.id, [...new Set([index, ...places])]);
  };
  // Before, because they may be there even if no answer comes; after, because a refresh may have come between.
  note();
  try {
    const answers = await bulk.send(operations(context, writes));
    const conflicts = [...answers.keys()].filter((i) => answers[i]?.status === "conflict");
    if (conflicts.length > 0) {
      const settled = await conflictsOf(
        context,
        conflicts.map((i) => writes[i] as Write),
      );
      for (const [k, i] of conflicts.entries()) answers[i] = settled[k] as Answer;
    }
    return answers;
  } finally {
    note();
  }
}

function* operations({ index, zone }: ElasticContext, writes: readonly Write[]) {
  for (const { document, month } of writes) {
    const version = { external: document.revision };
    const fields = JSON.stringify(fieldsOf(document, zone));
    yield indexOperation(document.id, month, writeAlias(index, month), version, fields);
  }
}

/** Removes documents from the months where they were before, once they are in the new one. */
async function clear(
  context: WriteContext,
  writes: readonly Write[],
  answers: readonly Answer[],
  located: ReadonlyMap<string, Located>,
): Promise<void> {
  const gone: DocumentPlace[] = [];
  const targets = new Map(writes.map(({ document, index }) => [document.id, index]));
  for (const [id, { stale }] of located) {
    // A left-over place may be the very index that was just written.
    for (const { index, revision } of stale) if (targets.get(id) !== index) gone.push({ id, index, revision });
  }
  for (const [i, { document, index }] of writes.entries()) {
    const { id, revision } = document;
    const current = located.get(id)?.current;
    if (answers[i]?.status === "done" && current && current.index !== index) {
      gone.push({ id, index: current.index, revision });
    }
  }
  if (gone.length === 0) return;
  await deletePlaces(context, gone);
  const done = new Map(writes.map(({ document }, i) => [document.id, answers[i]?.status === "done"]));
  for (const { id } of gone) {
    const target = targets.get(id) ?? located.get(id)?.current.index;
    if (target !== undefined && done.get(id) !== false) context.writes.note(id, [target]);
  }
}
