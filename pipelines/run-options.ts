import type { Localized } from "../core/localized.js";
import type { Reject } from "../core/reject.js";
import type { RunCounts } from "../state/run-counts.js";

/** What a run is for; each step says for which of them it is made. */
export const JOBS = ["collect", "nightly", "weekly", "retention"] as const;
export type Job = (typeof JOBS)[number];

export interface Progress {
  source: string;
  input: string;
  /** Share of the input that has been read, 0 … 1, where known. */
  share?: number;
  /** Records dealt with so far in this run. */
  records: number;
}

/** A batch that has been committed. */
export interface BatchDone {
  source: string;
  counts: RunCounts;
  /** Messages of it that were analysed. */
  items: number;
  /** Microseconds that each analyzer took over them. */
  spent: Readonly<Record<string, number>>;
}

/** What a run tells on its way. */
export interface RunListeners {
  /** Told the run's number before anything is read. */
  onStart?: (runId: number) => void;
  onProgress?: (progress: Progress) => void;
  onBatch?: (batch: BatchDone) => void;
  /** Awaited between two batches, and again and again while a source takes its time: other work that must not wait. */
  between?: () => Promise<void>;
  onWarning?: (warning: Localized) => void;
  /** Each record, or whole input, that could not be taken. */
  onReject?: (reject: Reject) => void;
}

export interface RunOptions extends RunListeners {
  /** Which steps are made; default: those of `nightly`. */
  job?: Job;
  /** Only these sources; default: all. */
  sources?: readonly string[];
  /** Read everything again, but only messages created at or after this instant. */
  since?: string;
  /** What set the run off, for the manifest. */
  trigger: string;
  signal?: AbortSignal;
}
