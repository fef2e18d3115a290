import type { Position } from "../core/connector.js";
import type { FeedbackDocument } from "../core/feedback-document.js";
import { contentHash } from "../core/feedback-document.js";
import { hashOf } from "../core/ids.js";
import type { Localized } from "../core/localized.js";
import type { MaskedItem } from "../core/masked-item.js";
import type { Manifest } from "../state/runs.js";
import { analyse } from "./analyse/analyse.js";
import type { Analysed } from "./analyse/plan.js";
import { type CommitContext, commitBatch } from "./commit.js";
import { commitContext, type PipelineContext } from "./context.js";
import type { Accepted } from "./intake.js";
import { mapOrdered } from "./ordered.js";
import { closeFailed, describePlan } from "./run.js";

const DAY = 86_400_000;
/** Documents that are analysed together. */
const PORTION = 500;
/** ms that portions under way are given once the signal has come. */
const GRACE = 5_000;
/** How often the record of the step is brought up to date, ms. */
const RECORD_EVERY = 1_000;
/** Where it is kept how far it has come: no source can have this name. */
const MARK = { source: ":reanalyze", input: "store" };
const STEP = "reanalyze";

export interface ReanalyzeOptions {
  trigger: string;
  /** Stops it; the next time goes on from there. */
  signal?: AbortSignal;
  /** Documents that are analysed and committed together; default: 500. */
  portion?: number;
  onProgress?: (progress: { documents: number; share: number }) => void;
  onWarning?: (warning: Localized) => void;
}

/** What a re-analysis did. */
export interface Reanalysed {
  manifest: Manifest;
  /** Documents that were read, from the beginning: what an earlier call that was stopped has done is counted too. */
  documents: number;
  /** Of these, those of which something is understood otherwise than before. */
  changed: number;
  /** Of these, those that could not be analysed: they stay as they were. */
  failed: number;
  /** Messages that the next look for hot issues takes up because of it. */
  pending: number;
}

/** How far it has come. */
type Mark = Pick<Reanalysed, "documents" | "changed" | "failed"> & { after: string };

/** Documents with what is understood in them now. */
interface Portion {
  documents: readonly FeedbackDocument[];
  items: readonly MaskedItem[];
  results: readonly Analysed[];
}

/**
 * Analyses the masked texts of the store again with the present analyzers, models and dictionaries, and writes what has
 * changed as a run does: documents, signatures, restatements, and what hot issues are found by. Stopped or killed, the
 * next call goes on where it stopped, or from the start where the analyzers have changed since.
 * @throws DependencyError when store, state or queue cannot be used
 */
export async function reanalyze(context: PipelineContext, options: ReanalyzeOptions): Promise<Reanalysed> {
  const { state, runner, store } = context;
  const { signal, portion: size = PORTION } = options;
  const description = await describePlan(runner);
  for (const warning of description.warnings) options.onWarning?.(warning);
  for (const killed of state.runs.abandoned()) state.runs.finish(killed.runId, "interrupted");
  const runId = state.runs.start({
    kind: "reanalyze",
    trigger: options.trigger,
    sources: [],
    versions: description.versions,
    engine: description.engine,
    config: context.configHash,
  });
  const versions = hashOf(JSON.stringify(description.versions), context.configHash);
  const mark = markOf(state.cursors.get(MARK.source).get(MARK.input), versions);
  const detailsOf = ({ documents, changed, failed }: Mark) => ({ records: documents, changed, failed });
  const total = await store.size();
  try {
    state.runs.step(runId, STEP, "running");
    const commit: CommitContext = {
      ...commitContext(context, runId),
      allowRepeatedIds: true,
      keepPlaces: true,
      mattersSince: await mattersSince(context),
    };
    let recordedAt = Number.NEGATIVE_INFINITY;
    const portions = mapOrdered(
      untilStopped(store.scan({ after: mark.after, size }), signal),
      () => runner.capacity,
      (documents) => analysed(documents, context, options),
      { signal, grace: GRACE },
    );
    for await (const portion of portions) {
      count(portion, mark, options);
      await writePortion(portion, commit, () => {
        state.cursors.set(MARK.source, MARK.input, { ...mark, versions });
        if (context.clock.now() - recordedAt < RECORD_EVERY) return;
        recordedAt = context.clock.now();
        state.runs.step(runId, STEP, "running", { ...detailsOf(mark), share: share(mark, total) });
      });
      options.onProgress?.({ documents: mark.documents, share: share(mark, total) });
    }
    const status = signal?.aborted ? "interrupted" : "done";
    state.transaction(() => {
      if (status === "done") state.cursors.clear(MARK.source);
      state.runs.step(runId, STEP, status, detailsOf(mark));
      state.runs.finish(runId, status);
    });
  } catch (error) {
    closeFailed(state, runId, error);
    throw error;
  }
  const { documents, changed, failed } = mark;
  const manifest = state.runs.manifest(runId) as Manifest;
  return { manifest, documents, changed, failed, pending: state.matters.pendingCount() };
}

function markOf(position: Position | undefined, versions: string): Mark {
  if (position?.versions !== versions) return { after: "", documents: 0, changed: 0, failed: 0 };
  const { after, documents, changed, failed } = position as Position & Mark;
  return { after, documents, changed, failed };
}

function share({ documents }: Mark, total: number): number {
  return total === 0 ? 1 : Math.min(1, documents / total);
}

/** Older messages than this (ms) are no longer remembered for new ones to join them, and are not taken up again. */
async function mattersSince({ config, state, store }: PipelineContext): Promise<number> {
  const newest = (await store.find({}, { size: 1 })).hits[0]?.document.createdAt;
  const latest = Math.max(
    state.matters.latest() ?? Number.NEGATIVE_INFINITY,
    newest === undefined ? Number.NEGATIVE_INFINITY : Date.parse(newest),
  );
  return latest - config.issues.memory * DAY;
}

async function* untilStopped<T>(values: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  for await (const value of values) {
    if (signal?.aborted) return;
    yield value;
  }
}

async function analysed(
  documents: readonly FeedbackDocument[],
  { runner }: PipelineContext,
  { onWarning }: ReanalyzeOptions,
): Promise<Portion> {
  const items = documents.map(({ analysis: _analysis, revision: _revision, hash: _hash, ...item }) => item);
  const { results, warnings = [] } = await analyse(runner, items);
  for (const warning of warnings) onWarning?.(warning);
  return { documents, items, results };
}

/** Brings the mark up to date with a portion, and tells of documents that stay as they are because of a fault. */
function count({ documents, results }: Portion, mark: Mark, { onWarning }: ReanalyzeOptions): void {
  mark.after = documents.at(-1)?.id ?? mark.after;
  mark.documents += documents.length;
  for (const [i, { id, analysis }] of documents.entries()) {
    const result = results[i] as Analysed;
    if ("error" in result) {
      mark.failed++;
      onWarning?.({
        zh: `${id} 未能重新分析，保留原有结果：${result.error.zh}`,
        en: `${id} could not be analysed again and stays as it was: ${result.error.en}`,
      });
    } else {
      const { duplicateOf: _other, ...former } = analysis;
      if (contentHash(former) !== result.hash) mark.changed++;
    }
  }
}

/** Commits a portion source by source, since figures are kept by source; `last` is done with the last of them. */
async function writePortion({ items, results }: Portion, commit: CommitContext, last: () => void): Promise<void> {
  const known = commit.state.signatures.byIds(items.map(({ id }) => id));
  const bySource = new Map<string, { accepted: Accepted[]; analysed: Analysed[] }>();
  for (const [i, item] of items.entries()) {
    const result = results[i] as Analysed;
    if ("error" in result) continue;
    const { id, ...content } = item;
    const { hash = contentHash(content), authorKey } = known.get(id) ?? {};
    const group = bySource.get(item.source) ?? { accepted: [], analysed: [] };
    bySource.set(item.source, group);
    group.accepted.push({ item, row: group.accepted.length + 1, hash, ...(authorKey !== undefined && { authorKey }) });
    group.analysed.push(result);
  }
  let left = bySource.size;
  if (left === 0) commit.state.transaction(last);
  for (const [source, { accepted, analysed }] of bySource) {
    const batch = {
      input: STEP,
      items: accepted,
      rejects: [],
      warnings: [],
      position: {},
      last: true,
    };
    await commitBatch({ source, batch, accepted, refused: [], analysed }, commit, () => {
      left--;
      if (left === 0) last();
    });
  }
}
