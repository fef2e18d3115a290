import { crashPoint } from "../../core/crash-point.js";
import { inSlices } from "../../core/slices.js";
import type { PipelineContext } from "../context.js";
import { drawingWith } from "./drawing.js";
import { findIssues } from "./find-issues.js";
import { around, everything } from "./neighbourhood.js";
import type { PortraitContext } from "./portrait.js";
import { refreshIssues } from "./refresh.js";
import { drawPortraits } from "./voices.js";

/** New messages that are looked at together. */
const PORTION = 2_000;
/** Times that a portion is begun again because somebody corrected an issue meanwhile. */
const TRIES = 5;

export interface UpdateOptions {
  /** Looks at all messages again, not only at what is new and what is like it. */
  rebuild?: boolean;
  signal?: AbortSignal;
}

/** What an update of the issues did. */
export interface IssueUpdate {
  /** Messages that were new or had changed. */
  messages: number;
  opened: number;
  merged: number;
  split: number;
  closed: number;
}

type Context = Pick<PipelineContext, "config" | "state" | "store" | "clock" | "fence">;

/**
 * Finds the issue of every message that has come in since the last time, describes and weighs the issues that have
 * changed, and brings heat and status of the others up to date. Each portion of messages is committed together with its
 * issues: stopped or killed anywhere, the next update goes on from there.
 * @throws DependencyError when state or store cannot be read or written
 */
export async function updateIssues(context: Context, options: UpdateOptions = {}): Promise<IssueUpdate> {
  const { state } = context;
  const update: IssueUpdate = { messages: 0, opened: 0, merged: 0, split: 0, closed: 0 };
  const drawing = await drawingWith(context);
  let whole = options.rebuild ?? false;
  const { signal } = options;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const pending = state.matters.pending(PORTION);
      if (pending.length === 0 && !whole) break;
      await settlePortion(pending, whole, context, drawing, update, signal);
      whole = false;
    }
    update.closed += await refreshIssues(context, drawing, signal);
  } catch (error) {
    // Asked to stop: what is not committed is looked at again the next time.
    if (!signal?.aborted || error !== signal.reason) throw error;
  }
  return update;
}

async function settlePortion(
  pending: readonly string[],
  whole: boolean,
  context: Context,
  drawing: PortraitContext,
  update: IssueUpdate,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { state, config, fence } = context;
  const { threshold } = config.issues;
  for (let tries = 1; ; tries++) {
    const fixed = state.issues.fixed();
    const looked = await inSlices(whole ? everything(state) : around(pending, state, threshold), signal);
    const { rows, frequencies } = looked;
    const known = {
      issueOf: state.issues.issueOf(rows.map(({ id }) => id)),
      get: (id: string) => state.issues.get(id),
      members: (id: string) => state.issues.members(id),
      fixed,
    };
    const finding = findIssues(looked, new Set(pending), known, { threshold, zone: drawing.zone });
    const found = await inSlices(finding, signal);
    const issues = await drawPortraits(found.changed, context, drawing, signal);
    await fence?.confirm();
    crashPoint("before-issues");
    const current = state.transaction(() => {
      if (tries < TRIES && !sameMarks(fixed, state.issues.fixed())) return false;
      state.issues.assign(found.assignments);
      state.issues.save([...found.gone, ...issues]);
      for (const event of found.events) state.issues.record(event);
      state.matterFrequencies.save(frequencies.serialise());
      state.matters.settle(whole ? rows.map(({ id }) => id) : pending);
      return true;
    });
    if (!current) continue;
    crashPoint("after-issues");
    update.messages += pending.length;
    for (const { kind } of found.events) {
      if (kind === "opened" || kind === "merged" || kind === "split" || kind === "closed") update[kind]++;
    }
    return;
  }
}

/** Whether nobody has merged or split an issue meanwhile. */
function sameMarks(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): boolean {
  return before.size === now.size && [...before].every(([id, group]) => now.get(id) === group);
}
