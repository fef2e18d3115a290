import type { MinyiConfig, SourceConfig } from "../config/schema.js";
import { createConnector } from "../connectors/registry.js";
import type { Clock } from "../core/clock.js";
import { MinyiError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import type { Reject } from "../core/reject.js";
import type { Runner } from "../core/runner.js";
import type { Store } from "../core/store.js";
import { Zone } from "../core/zone.js";
import type { Manifest } from "../state/runs.js";
import type { State } from "../state/state.js";
import { collect } from "./collect.js";
import { type CommitContext, commitBatch } from "./commit.js";
import type { PlanDescription, PlanFailure } from "./runners/worker.js";

/** What a pipeline works with: opened by the caller, closed by the caller. */
export interface PipelineContext {
  config: MinyiConfig;
  /** Hash of the configuration, for the manifest. */
  configHash: string;
  /** Folder that the sources' paths are relative to. */
  baseDir: string;
  state: State;
  store: Store;
  runner: Runner;
  clock: Clock;
}

export interface Progress {
  source: string;
  input: string;
  /** Share of the input that has been read, 0 … 1, where known. */
  share?: number;
  /** Records dealt with so far in this run. */
  records: number;
}

export interface RunOptions {
  /** Only these sources; default: all. */
  sources?: readonly string[];
  /** Read everything again, but only messages created at or after this instant. */
  since?: string;
  /** What set the run off, for the manifest. */
  trigger: string;
  signal?: AbortSignal;
  /** Told the run's number before anything is read. */
  onStart?: (runId: number) => void;
  onProgress?: (progress: Progress) => void;
  onWarning?: (warning: Localized) => void;
  /** Each record, or whole input, that could not be taken. */
  onReject?: (reject: Reject) => void;
}

/**
 * What a run will be made with: analyzers, dictionaries, engine.
 * @throws MinyiError when the analyzers cannot be opened, e.g. a dictionary of the office has a bad line.
 */
export async function describePlan(runner: Runner): Promise<PlanDescription> {
  const description = await runner.run<null, PlanDescription | PlanFailure>({ name: "describe", payload: null });
  if (!("what" in description)) return description;
  const { what, fix, exitCode } = description;
  throw new MinyiError(what, { exitCode, ...(fix && { fix }) });
}

/** The zone of a source's times. */
export function zoneOf(source: SourceConfig, config: MinyiConfig): string {
  return ("timezone" in source ? source.timezone : undefined) ?? config.timezone;
}

/** The fold settings and handles that every commit of a run shares. */
export function commitContext(context: PipelineContext, runId: number): CommitContext {
  const { config, state, store } = context;
  return { runId, state, store, zone: new Zone(config.timezone), fold: config.fold, allowRepeatedIds: false };
}

/**
 * Collects from every source, analyses, folds and indexes; gives the run's manifest. What a killed run has committed
 * stays, and this one goes on from there. When stopped by the signal, batches under way are finished first.
 * @throws DependencyError when store or state cannot be written; the run is then marked as failed where that is possible.
 */
export async function run(context: PipelineContext, options: RunOptions): Promise<Manifest> {
  const { config, state, runner } = context;
  const wanted = config.sources.filter(({ name }) => options.sources?.includes(name) ?? true);
  const description = await describePlan(runner);
  for (const warning of description.warnings) options.onWarning?.(warning);
  for (const killed of state.runs.unfinished()) state.runs.finish(killed.runId, "interrupted");
  const runId = state.runs.start({
    kind: "run",
    trigger: options.trigger,
    sources: wanted.map(({ name }) => name),
    versions: description.versions,
    engine: description.engine,
    config: context.configHash,
  });
  options.onStart?.(runId);
  try {
    let records = 0;
    for (const source of wanted) {
      if (options.signal?.aborted) break;
      const step = `collect ${source.name}`;
      state.runs.step(runId, step, "running");
      const { records: total, spent } = await runSource(source, context, runId, records, options);
      state.runs.step(runId, step, "done", { records: total - records, ...spent });
      records = total;
    }
    dropExpired(context, runId);
    state.runs.finish(runId, options.signal?.aborted ? "interrupted" : "done");
  } catch (error) {
    closeFailed(state, runId);
    throw error;
  }
  return state.runs.manifest(runId) as Manifest;
}

async function runSource(
  source: SourceConfig,
  context: PipelineContext,
  runId: number,
  recordsBefore: number,
  options: RunOptions,
): Promise<{ records: number; spent: Record<string, number> }> {
  const { config, state, runner, baseDir, clock } = context;
  const connector = createConnector(source, { timezone: zoneOf(source, config), baseDir, clock });
  const cursor = options.since === undefined ? state.cursors.get(source.name) : new Map();
  const commit = commitContext(context, runId);
  const spent: Record<string, number> = {};
  let records = recordsBefore;
  const analysed = collect(connector, cursor, {
    runner,
    authorKey: state.keys.author,
    ...(options.since !== undefined && { since: Date.parse(options.since) }),
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  for await (const batch of analysed) {
    for (const warning of batch.batch.warnings) options.onWarning?.(warning);
    const { input, position, progress } = batch.batch;
    const committed = await commitBatch(batch, commit, () => state.cursors.set(source.name, input, position));
    for (const reject of committed.rejects) options.onReject?.(reject);
    records += committed.counts.in;
    for (const [id, us] of Object.entries(batch.spent)) spent[`${id} ms`] = (spent[`${id} ms`] ?? 0) + us / 1000;
    options.onProgress?.({ source: source.name, input, records, ...(progress !== undefined && { share: progress }) });
  }
  for (const [name, ms] of Object.entries(spent)) spent[name] = Math.round(ms);
  return { records, spent };
}

/** Author keys and rejected records are kept only as long as the configuration allows. */
function dropExpired({ config, state, clock }: PipelineContext, runId: number): void {
  const before = (days: number) => clock.now() - days * 86_400_000;
  state.runs.step(runId, "retention", "running");
  const authorKeys = state.authorKeys.expire(before(config.retention.authorKey));
  const rejects = state.rejects.expire(before(config.retention.rejects));
  state.runs.step(runId, "retention", "done", { authorKeys, rejects });
}

/** Marks a run as failed; when the disk is full even that cannot be written, and the next run finds it unfinished. */
export function closeFailed(state: State, runId: number): void {
  try {
    state.runs.finish(runId, "failed");
  } catch {
    // The error that brought us here is the one to tell.
  }
}
