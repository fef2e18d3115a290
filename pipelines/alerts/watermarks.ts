import type { SourceConfig } from "../../config/schema.js";
import type { Store } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import type { Runs } from "../../state/runs.js";

const DAY = 86_400_000;
/** Files come when somebody exports them: only after so long without a message a source that was read counts as silent. */
const FILE_GRACE = 2 * DAY;
/** What is pushed or fetched arrives at once, or nearly so. */
const LIVE_GRACE = 10 * 60_000;

/** A file whose newest message was written this late on a day, or later, has that day whole, hours after midnight. */
const LATE = 16;
const HOUR = 3_600_000;

/** Up to when a file is complete by its newest message: to the end of its day where that is over and the file reaches far into it. */
function fileComplete(newest: number, now: number, zone: Zone): number {
  const day = zone.dayOf(newest);
  const end = zone.startOfDay(day + 1);
  return newest - zone.startOfDay(day) >= LATE * HOUR && now >= end ? end : newest;
}

/** Whether messages of a source arrive by themselves, as they are written. */
function isLive({ type }: SourceConfig): boolean {
  return type === "push" || type === "rss";
}

/**
 * Up to which instant (ms) the data of each source is complete: up to its newest message, for files up to the end of
 * that day where most of it is there, and at the latest up to some time before it was last read without a fault. A
 * source without a message is not among them.
 * @param lastRead when each source was last read to its end, ms since the epoch
 */
export async function sourceWatermarks(
  sources: readonly SourceConfig[],
  store: Pick<Store, "find">,
  lastRead: ReadonlyMap<string, number>,
  now: number,
  zone: Zone,
): Promise<Map<string, number>> {
  const marks = new Map<string, number>();
  for (const source of sources) {
    const { hits } = await store.find({ source: [source.name] }, { size: 1, order: "newest" });
    if (!hits[0]) continue;
    const written = Date.parse(hits[0].document.createdAt);
    const newest = isLive(source) ? written : fileComplete(written, now, zone);
    const read = lastRead.get(source.name);
    const silentUpTo = read === undefined ? newest : read - (isLive(source) ? LIVE_GRACE : FILE_GRACE);
    marks.set(source.name, Math.min(now, Math.max(newest, silentUpTo)));
  }
  return marks;
}

/** When each source was last read to its end by a run, as far as the latest runs tell. */
export function lastReads(runs: Pick<Runs, "list">): Map<string, number> {
  const reads = new Map<string, number>();
  for (const { steps } of runs.list(LATEST_RUNS)) {
    for (const { name, status, finishedAt } of steps) {
      const source = name.startsWith(COLLECT) ? name.slice(COLLECT.length) : undefined;
      if (source === undefined || status !== "done" || finishedAt === undefined) continue;
      reads.set(source, Math.max(finishedAt, reads.get(source) ?? 0));
    }
  }
  return reads;
}

const COLLECT = "collect ";
const LATEST_RUNS = 50;
