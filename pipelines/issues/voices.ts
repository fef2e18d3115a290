import { setImmediate } from "node:timers/promises";
import type { Issue } from "../../core/issue.js";
import type { PipelineContext } from "../context.js";
import { type PortraitContext, portrait, type Voice } from "./portrait.js";

/** Documents asked of the store at once. */
const PORTION = 500;

/** An issue whose messages have changed. */
export interface ChangedIssue {
  id: string;
  /** Ids of all its messages. */
  messages: readonly string[];
  /** As it was the night before; absent where it is new. */
  former?: Issue;
}

/** Messages with their documents; those that the store no longer holds are left out. */
async function voicesOf(
  ids: readonly string[],
  { state, store }: Pick<PipelineContext, "state" | "store">,
): Promise<Voice[]> {
  const voices: Voice[] = [];
  for (let start = 0; start < ids.length; start += PORTION) {
    const portion = ids.slice(start, start + PORTION);
    const known = state.signatures.byIds(portion);
    for (const document of await store.get(portion)) {
      if (document !== undefined) voices.push({ document, authorKey: known.get(document.id)?.authorKey });
    }
  }
  return voices;
}

/**
 * Describes and weighs issues anew; one of whose messages the store holds none is left as it was. Lets others have the
 * thread between two issues.
 * @throws the signal's reason when it comes
 */
export async function drawPortraits(
  changed: readonly ChangedIssue[],
  context: Pick<PipelineContext, "state" | "store">,
  drawing: PortraitContext,
  signal?: AbortSignal,
): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const { id, messages, former } of changed) {
    await setImmediate();
    signal?.throwIfAborted();
    const voices = await voicesOf(messages, context);
    if (voices.length > 0) issues.push(portrait(id, voices, drawing, former));
  }
  return issues;
}
