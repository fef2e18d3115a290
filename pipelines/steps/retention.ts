import { makeDocument } from "../../core/feedback-document.js";
import { dayBucket, Zone } from "../../core/zone.js";
import type { PipelineContext } from "../context.js";
import { drawingWith } from "../issues/drawing.js";
import { refreshIssues } from "../issues/refresh.js";
import type { Step } from "./step.js";

const DAY = 86_400_000;
/** Documents that are rewritten at once. */
const PORTION = 500;

/** Everything is kept only as long as the configuration allows (R25). */
export const retention: Step = {
  name: "retention",
  jobs: ["nightly", "retention"],
  async run({ context }) {
    const { config, state, clock } = context;
    const before = (days: number) => clock.now() - days * DAY;
    const authorKeys = state.authorKeys.expire(before(config.retention.authorKey));
    const rejects = state.rejects.expire(before(config.retention.rejects));
    const inbox = state.inbox.expire(before(config.retention.inbox));
    const runs = state.runs.expire(before(config.retention.runs));
    const { documents: days } = config.retention;
    const documents = days === undefined ? 0 : await dropMonths(context, keptFrom(clock.now(), days, config.timezone));
    state.truncateLog();
    return { authorKeys, rejects, inbox, runs, documents };
  },
};

/** The start of the month that the day so many days ago falls into, ms: nothing of that month is dropped yet. */
export function keptFrom(now: number, days: number, timezone: string): number {
  const zone = new Zone(timezone);
  return zone.startOfDay(dayBucket(zone.dayOf(now) - days, "month"));
}

/**
 * Removes the documents created before an instant, from the store first and then from state's memory; a crash in between
 * repeats what changes nothing. Issues lose all words that may be theirs with the messages themselves, and those that go
 * on are described anew from what is left. Says how many state had known.
 */
async function dropMonths(context: PipelineContext, before: number): Promise<number> {
  const { state, store } = context;
  await store.remove({ to: new Date(before).toISOString() });
  const heirs = state.signatures.heirs(before);
  for (let i = 0; i < heirs.length; i += PORTION) await represent(heirs.slice(i, i + PORTION), context);
  const forgotten = state.transaction(() => {
    for (const { id, group } of heirs) {
      state.signatures.regroup([id], group);
      state.matters.regroup([id], group);
    }
    state.restatements.removeOf(before);
    state.inbox.removeOf(before);
    state.matters.expire(before);
    state.issues.expire(before);
    return state.signatures.expire(before);
  });
  if (state.issues.stale().length > 0) await refreshIssues(context, await drawingWith(context));
  return forgotten;
}

/** Writes the documents that were folded into one that is gone with the one that stands for them now. */
async function represent(heirs: readonly { id: string; group: string }[], { state, store }: PipelineContext) {
  const documents = await store.get(heirs.map(({ id }) => id));
  const revision = state.revisions.next(heirs.length);
  const changed = documents.flatMap((document, i) => {
    if (document === undefined) return [];
    const { analysis, revision: _revision, hash: _hash, ...item } = document;
    const { duplicateOf: _former, ...rest } = analysis;
    const { id, group } = heirs[i] as { id: string; group: string };
    return [makeDocument(item, { ...rest, ...(group !== id && { duplicateOf: group }) }, revision + i)];
  });
  if (changed.length > 0) await store.put(changed);
}
