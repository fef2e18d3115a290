import type { MinyiConfig, SourceConfig } from "../config/schema.js";
import type { Clock } from "../core/clock.js";
import type { Runner } from "../core/runner.js";
import type { Store } from "../core/store.js";
import { Zone } from "../core/zone.js";
import type { State } from "../state/state.js";
import type { CommitContext } from "./commit.js";
import type { Fence } from "./fence.js";

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
  /** Asked before every write, where several machines might write. */
  fence?: Fence;
  clock: Clock;
  /** Somebody here sends what is in the outbox of alerts all the time: a run leaves it to them. */
  sendsAlerts?: boolean;
}

/** The zone of a source's times. */
export function zoneOf(source: SourceConfig, config: MinyiConfig): string {
  return ("timezone" in source ? source.timezone : undefined) ?? config.timezone;
}

/** The fold settings and handles that every commit of a run shares. */
export function commitContext(context: PipelineContext, runId: number): CommitContext {
  const { config, state, store, fence } = context;
  return {
    runId,
    state,
    store,
    ...(fence && { fence }),
    zone: new Zone(config.timezone),
    fold: config.fold,
    allowRepeatedIds: false,
  };
}
