import type { MinyiConfig } from "../../config/schema.js";
import type { Clock } from "../../core/clock.js";
import { nextDue } from "../../pipelines/schedule/due.js";
import { isLocked } from "../../state/lock.js";
import { openStateReader } from "../../state/reader.js";
import { lookAtQueue } from "./queue.js";
import { jobOf, type Snapshot } from "./snapshot.js";

/**
 * Looks at state and queue without disturbing either: other processes go on meanwhile.
 * @throws what openStateReader() throws. A queue that does not answer is part of the snapshot, not an error.
 */
export async function lookAtJobs(config: MinyiConfig, clock: Clock, limit: number): Promise<Snapshot> {
  const now = clock.now();
  const queue = await lookAtQueue(config.queue);
  const working = isLocked(config.state.path);
  const base = { at: now, working, ...(queue ? { queue } : {}) };
  const state = openStateReader(config.state.path, clock);
  if (!state) return { ...base, known: false, running: [], inbox: [], schedules: [], history: [] };
  try {
    const open = working ? state.runs.unfinished() : [];
    const running = open.map((manifest) => ({
      ...jobOf(manifest, now, working),
      chunks: state.chunks.summary(manifest.runId),
    }));
    const pushed = config.sources.filter(({ type }) => type === "push");
    return {
      ...base,
      known: true,
      running,
      inbox: pushed.map(({ name }) => ({ source: name, ...state.inbox.pending(name) })),
      schedules: state.schedules
        .list()
        .map((schedule) => ({ name: schedule.name, job: schedule.job, next: nextDue(schedule, now) }))
        .sort((a, b) => a.next - b.next),
      history: state.runs
        .list(limit + open.length)
        .map((manifest) => jobOf(manifest, now, working))
        .filter(({ status }) => status !== "running")
        .slice(0, limit),
    };
  } finally {
    state.close();
  }
}
