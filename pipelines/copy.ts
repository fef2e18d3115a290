import { crashPoint } from "../core/crash-point.js";
import type { FeedbackDocument } from "../core/feedback-document.js";
import type { Localized } from "../core/localized.js";
import type { Put, Store } from "../core/store.js";
import type { CopyMarks } from "./copy-mark.js";
import type { Fence } from "./fence.js";

export interface CopyOptions {
  marks?: CopyMarks;
  /** Stops after the portion under way. */
  signal?: AbortSignal;
  /** Asked before every write. */
  fence?: Fence;
  onProgress?: (progress: { copied: number; total: number }) => void;
}

export interface CopyResult {
  /** What became of the documents that were read in this call. */
  outcomes: Record<Put["outcome"], number>;
  /** The first documents that the target could not take, and why. */
  rejections: { id: string; reason?: Localized }[];
  /** Documents that an earlier call had copied already; 0 when this one started at the beginning. */
  before: number;
  /** Whether it was stopped before the end; it goes on there next time. */
  interrupted: boolean;
  /** Counts and checksums of both, once everything was copied. */
  source?: Checked;
  target?: Checked;
  /** Whether they are equal. */
  same: boolean;
}

type Checked = Awaited<ReturnType<Store["checksum"]>>;

const PORTION = 1000;
const SHOWN = 10;

/**
 * Copies every document of a store into another, revisions kept, in order of id; what the target holds already is left as
 * it is. In the end both are compared by count and checksum. A copy that was ended goes on after the last portion that the
 * target has acknowledged; if the two differ then (one of them has changed meanwhile), it goes through everything once more.
 * @throws what the stores throw, and DependencyError when the mark cannot be written or another process has taken over.
 */
export async function copyStore(from: Store, to: Store, options: CopyOptions = {}): Promise<CopyResult> {
  const mark = options.marks?.load();
  const result: CopyResult = {
    outcomes: { created: 0, replaced: 0, unchanged: 0, refused: 0, rejected: 0 },
    rejections: [],
    before: mark?.copied ?? 0,
    interrupted: false,
    same: false,
  };
  const start = mark ?? { after: "", copied: 0 };
  if (!(await pass(from, to, start, result, options))) return result;
  await verify(from, to, result);
  if (!result.same && mark !== undefined) {
    options.marks?.clear();
    if (!(await pass(from, to, { after: "", copied: 0 }, result, options))) return result;
    await verify(from, to, result);
  }
  options.marks?.clear();
  return result;
}

/** Gives false when it was stopped. */
async function pass(
  from: Store,
  to: Store,
  start: { after: string; copied: number },
  result: CopyResult,
  { marks, signal, fence, onProgress }: CopyOptions,
): Promise<boolean> {
  const total = await from.size();
  let { after, copied } = start;
  onProgress?.({ copied, total });
  for await (const documents of from.scan({ after, size: PORTION })) {
    await fence?.confirm();
    const puts = await to.put(documents);
    crashPoint("after-put");
    tally(documents, puts, result);
    copied += documents.length;
    after = documents.at(-1)?.id ?? after;
    marks?.save({ after, copied });
    onProgress?.({ copied, total });
    if (signal?.aborted) {
      result.interrupted = true;
      return false;
    }
  }
  return true;
}

async function verify(from: Store, to: Store, result: CopyResult): Promise<void> {
  const [source, target] = [await from.checksum(), await to.checksum()];
  const same = source.documents === target.documents && source.checksum === target.checksum;
  Object.assign(result, { source, target, same });
}

function tally(documents: readonly FeedbackDocument[], puts: readonly Put[], result: CopyResult): void {
  for (const [i, { outcome, reason }] of puts.entries()) {
    result.outcomes[outcome]++;
    if (outcome !== "rejected" || result.rejections.length >= SHOWN) continue;
    result.rejections.push({ id: (documents[i] as FeedbackDocument).id, ...(reason && { reason }) });
  }
}
