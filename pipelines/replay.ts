import type { SourceConfig } from "../config/schema.js";
import { reparse } from "../connectors/replay.js";
import type { Clock } from "../core/clock.js";
import type { SourcedItem } from "../core/connector.js";
import { feedbackItemSchema } from "../core/feedback-item.js";
import { Zone } from "../core/zone.js";
import type { OpenedReject } from "../state/rejects.js";
import type { Manifest } from "../state/runs.js";
import { analyse } from "./analyse/analyse.js";
import type { Analysed } from "./analyse/plan.js";
import { commitBatch } from "./commit.js";
import { commitContext, type PipelineContext, zoneOf } from "./context.js";
import { type Accepted, takeIn } from "./intake.js";
import { readPushed } from "./pushed-item.js";
import { closeFailed, describePlan } from "./run.js";

const BATCH = 500;

export interface ReplayOptions {
  /** Only these sources; default: all. */
  source?: string;
  trigger: string;
}

/**
 * Tries rejected records again under the present configuration and rules: those that now pass go in, as a correction
 * where the id is known; the others stay open. Inputs that could not be read at all (row 0) are left to `run`.
 */
export async function replay(context: PipelineContext, options: ReplayOptions): Promise<Manifest> {
  const { config, state, runner } = context;
  const description = await describePlan(runner);
  const sources = config.sources.filter(({ name }) => options.source === undefined || options.source === name);
  const runId = state.runs.start({
    kind: "replay",
    trigger: options.trigger,
    sources: sources.map(({ name }) => name),
    versions: description.versions,
    engine: description.engine,
    config: context.configHash,
  });
  try {
    for (const source of sources) {
      const open = state.rejects.list({ source: source.name, status: "open" }).filter(({ row }) => row > 0);
      for (let i = 0; i < open.length; i += BATCH) {
        const opened = open.slice(i, i + BATCH).map(({ id }) => state.rejects.get(id) as OpenedReject);
        await replayBatch(opened, source, context, runId);
      }
    }
    state.runs.finish(runId, "done");
  } catch (error) {
    closeFailed(state, runId);
    throw error;
  }
  return state.runs.manifest(runId) as Manifest;
}

async function replayBatch(
  opened: readonly OpenedReject[],
  source: SourceConfig,
  context: PipelineContext,
  runId: number,
): Promise<void> {
  const { config, state, runner, clock } = context;
  // Records of several files come together here: they are numbered anew, so that no two share a row.
  const candidates = new Map<number, { reject: OpenedReject; sourced: SourcedItem; taken: Accepted }>();
  for (const [row, reject] of opened.entries()) {
    const options = { timezone: zoneOf(source, config), clock };
    const read = itemOf(reject) ?? pushedOf(reject, source, options) ?? reparse(reject, source, options);
    if (!("item" in read)) continue;
    const sourced = { item: read.item, row };
    const taken = takeIn(sourced, state.keys.author);
    if ("item" in taken) candidates.set(row, { reject, sourced, taken });
  }
  const tried = [...candidates.values()];
  const { results } = await analyse(
    runner,
    tried.map(({ taken }) => taken.item),
  );
  const passing = tried.filter((_, i) => "analysis" in (results[i] as Analysed));
  const passed = new Set(passing.map(({ reject }) => reject.id));
  await commitBatch(
    {
      source: source.name,
      batch: {
        input: "replay",
        items: passing.map(({ sourced }) => sourced),
        rejects: opened.filter(({ id }) => !passed.has(id)), // known already: they stay as they are
        warnings: [],
        position: {},
        last: true,
      },
      accepted: passing.map(({ taken }) => taken),
      refused: [],
      analysed: results.filter((result) => "analysis" in result),
    },
    { ...commitContext(context, runId), allowRepeatedIds: true },
    () => {
      for (const id of passed) state.rejects.mark(id, "replayed", runId);
    },
  );
}

/** A reject of a later step holds the whole item as JSON; one of a connector holds the record as it stood. */
function itemOf(reject: OpenedReject): { item: SourcedItem["item"] } | undefined {
  try {
    const parsed = feedbackItemSchema.safeParse(JSON.parse(Buffer.from(reject.raw).toString("utf8")));
    return parsed.success && parsed.data.source === reject.source ? { item: parsed.data } : undefined;
  } catch {
    return undefined;
  }
}

/** What was refused at the door, as it was sent: it may pass by now (a time that lay in the future, a rule that changed). */
function pushedOf(
  reject: OpenedReject,
  source: SourceConfig,
  { timezone, clock }: { timezone: string; clock: Clock },
): { item: SourcedItem["item"] } | undefined {
  if (source.type !== "push" || reject.rawCut) return undefined;
  try {
    const record: unknown = JSON.parse(Buffer.from(reject.raw).toString("utf8"));
    const pushed = readPushed(record, source, { zone: new Zone(timezone), clock });
    return "item" in pushed ? { item: pushed.item } : undefined;
  } catch {
    return undefined;
  }
}
