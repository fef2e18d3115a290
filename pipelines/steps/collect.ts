import type { SourceConfig } from "../../config/schema.js";
import { createConnector } from "../../connectors/registry.js";
import type { Batch, Connector, Cursor } from "../../core/connector.js";
import { DependencyError, InputError } from "../../core/errors.js";
import type { RunStep } from "../../state/runs.js";
import { collect } from "../collect.js";
import { commitBatch } from "../commit.js";
import { commitContext, type PipelineContext, zoneOf } from "../context.js";
import { meanwhile } from "../meanwhile.js";
import type { RunOptions } from "../run-options.js";
import { type Step, StepFailed } from "./step.js";

/** How often the record of a step is brought up to date while it goes on. */
const RECORD_EVERY = 1000;

export interface CollectSourceOptions extends Omit<RunOptions, "job" | "sources" | "trigger" | "onStart"> {
  /** Stop after so many batches; default: when nothing is left. */
  maxBatches?: number;
  /** Records that the step has dealt with before, to go on counting from. */
  recordsBefore?: number;
}

export interface Collected {
  /** Records dealt with, `recordsBefore` included. */
  records: number;
  batches: number;
  /** Records of which a part was made by a fallback. */
  degraded: number;
  /** Whether the source was read to its end; else `maxBatches` or the signal stopped it. */
  exhausted: boolean;
  /** Milliseconds that each analyzer took, as `<analyzer> ms`. */
  spent: Record<string, number>;
  /** Where the work was done, for the record. */
  facts: RunStep["details"];
}

/** One step for each source; a source that cannot be reached is no concern of the others. */
export function collectSteps(sources: readonly SourceConfig[]): Step[] {
  let before = 0;
  return sources.map((source) => ({
    name: collectStepName(source.name),
    jobs: ["collect", "nightly"],
    async run({ context, runId, options }) {
      const { records, degraded, spent, facts } = await collectSource(source, context, runId, {
        ...options,
        onProgress: (progress) => options.onProgress?.({ ...progress, records: before + progress.records }),
      });
      before += records;
      return { records, ...degradedDetail(degraded), ...spent, ...facts };
    },
  }));
}

/** How the record of a step tells of records of which a part was made by a fallback; nothing where there are none. */
export function degradedDetail(degraded: number): { degraded?: number } {
  return degraded > 0 ? { degraded } : {};
}

/** Under which name the collecting of a source is recorded. */
export function collectStepName(source: string): string {
  return `collect ${source}`;
}

/**
 * Reads a source from its cursor, analyses, folds and indexes, batch by batch. About once a second the step's record in
 * state is brought up to date with a commit that is made anyway, for other processes to see.
 * @throws StepFailed when the source as a whole cannot be reached; DependencyError when store, state or queue cannot.
 */
export async function collectSource(
  source: SourceConfig,
  context: PipelineContext,
  runId: number,
  options: CollectSourceOptions = {},
): Promise<Collected> {
  const { config, state, runner, baseDir, clock } = context;
  const reader = new Reader(
    createConnector(source, {
      timezone: zoneOf(source, config),
      baseDir,
      clock,
      inbox: state.inbox,
      allowHosts: config.network.allow,
    }),
    options.maxBatches,
  );
  const cursor = options.since === undefined ? state.cursors.get(source.name) : new Map();
  // In a file a repeated id is a mistake; what was pushed or published again under its id is a correction.
  const commit = { ...commitContext(context, runId), allowRepeatedIds: !("path" in source) };
  const spent: Record<string, number> = {};
  let records = options.recordsBefore ?? 0;
  let batches = 0;
  let degraded = 0;
  let recordedAt = Number.NEGATIVE_INFINITY;
  const analysed = collect(reader, cursor, {
    runner,
    onChunk: (input, items) => state.chunks.started(runId, { step: collectStepName(source.name), input, items }),
    authorKey: state.keys.author,
    ...(options.since !== undefined && { since: Date.parse(options.since) }),
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  // Not where it is the inbox itself that is read: the other work may well be to read it.
  const between = source.type === "push" ? undefined : options.between;
  for await (const batch of between ? meanwhile(analysed, between) : analysed) {
    for (const warning of batch.batch.warnings) options.onWarning?.(warning);
    const { input, position, progress } = batch.batch;
    const share = progress === undefined ? {} : { share: progress };
    const { chunk, tries, poisoned } = batch;
    const { counts, rejects } = await commitBatch(batch, commit, (counts) => {
      state.cursors.set(source.name, input, position);
      if (chunk !== undefined) state.chunks.finished(runId, chunk, { status: "done", tries, poisoned });
      if (clock.now() - recordedAt < RECORD_EVERY) return;
      recordedAt = clock.now();
      const details = { records: records + counts.in, ...share };
      state.runs.step(runId, collectStepName(source.name), "running", details);
    });
    for (const reject of rejects) options.onReject?.(reject);
    records += counts.in;
    batches++;
    degraded += batch.analysed.filter((result) => "analysis" in result && result.analysis.degraded).length;
    for (const [id, us] of Object.entries(batch.spent)) spent[`${id} ms`] = (spent[`${id} ms`] ?? 0) + us / 1000;
    options.onBatch?.({ source: source.name, counts, items: batch.accepted.length, spent: batch.spent });
    options.onProgress?.({ source: source.name, input, records, ...share });
    await between?.();
  }
  for (const [name, ms] of Object.entries(spent)) spent[name] = Math.round(ms);
  return { records, batches, degraded, exhausted: reader.exhausted, spent, facts: factsOf(context) };
}

/** What the record of a step says of the runner, and under which token of the coordinator's lock it wrote. */
function factsOf({ runner, fence }: PipelineContext): RunStep["details"] {
  return { ...runner.facts?.(), ...(fence && { "lock token": fence.token }) };
}

/** Reads no more than it is asked to, and tells a source that fails from everything else that may. */
class Reader implements Connector {
  exhausted = false;

  constructor(
    private readonly connector: Connector,
    private readonly maxBatches = Number.POSITIVE_INFINITY,
  ) {}

  get source(): string {
    return this.connector.source;
  }

  async *read(cursor: Cursor): AsyncGenerator<Batch> {
    let left = this.maxBatches;
    try {
      for await (const batch of this.connector.read(cursor)) {
        yield batch;
        if (--left <= 0) return;
      }
      this.exhausted = true;
    } catch (error) {
      if (error instanceof InputError || error instanceof DependencyError) throw new StepFailed(error);
      throw error;
    }
  }
}
