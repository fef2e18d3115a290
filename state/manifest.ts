import type { Localized } from "../core/localized.js";
import type { RunCounts } from "./run-counts.js";

export type RunStatus = "running" | "done" | "failed" | "interrupted";
export type StepStatus = RunStatus;

export interface RunStart {
  /** What is done: `run`, `replay`, `reanalyze` …, or the job of a schedule: `nightly` … */
  kind: string;
  /** What set it off: `command`, `schedule:NAME`, `catch-up:NAME` (made up for later than it was due) … */
  trigger: string;
  sources: readonly string[];
  /** Per derived field or part: version of analyzer, dictionary, model. */
  versions: Readonly<Record<string, string>>;
  /** The segmenter that is at work. */
  engine: string;
  /** Hash of the configuration. */
  config: string;
}

export interface RunStep {
  name: string;
  status: StepStatus;
  /** ms since the epoch. */
  startedAt: number;
  finishedAt?: number;
  details: Record<string, number | string>;
  /** Why it failed. */
  fault?: Localized;
}

export interface RunInput {
  source: string;
  input: string;
  /** SHA-256 of the input, where it is a file. */
  hash?: string;
  /** The latest day that a document of it counted to, e.g. `2019-08-14`. */
  lastDay?: string;
  counts: RunCounts;
}

/** Everything about one run: what went in, what made it, what came out. */
export interface Manifest extends RunStart {
  runId: number;
  status: RunStatus;
  /** ms since the epoch. */
  startedAt: number;
  finishedAt?: number;
  steps: RunStep[];
  inputs: RunInput[];
  /** The sum over the inputs. */
  counts: RunCounts;
}
