import type { Batch, Connector, Cursor } from "../core/connector.js";
import { crashPoint } from "../core/crash-point.js";
import type { Runner } from "../core/runner.js";
import { type AnalysedItems, analyse } from "./analyse/analyse.js";
import { type Accepted, type Refused, takeIn } from "./intake.js";
import { mapOrdered } from "./ordered.js";
import type { AnalysedBatch } from "./sift.js";

export interface CollectOptions {
  runner: Runner;
  /** The installation's key for author hashes. */
  authorKey: Buffer;
  /** Leaves out messages created before this instant (ms). */
  since?: number;
  /** Stops reading; what is under way is given a few seconds, what is not done by then will be read again. */
  signal?: AbortSignal;
  /** Told of every chunk before it is analysed; its answer comes back with the chunk. */
  onChunk?: (input: string, items: number) => number;
}

/** A batch with its analyses, how they were come by, and the answer of {@link CollectOptions.onChunk}. */
export type CollectedBatch = AnalysedBatch &
  Omit<AnalysedItems, "results" | "warnings"> & { chunk: number | undefined };

/** ms that chunks under way are given once the run has been asked to stop: with the rest of the ending below 10 s (R2). */
const GRACE = 5_000;

/**
 * Reads a source from its cursor: masks each batch on this thread, has it analysed elsewhere, and gives the batches in
 * the order of reading, a bounded number of them under way.
 */
export function collect(connector: Connector, cursor: Cursor, options: CollectOptions): AsyncGenerator<CollectedBatch> {
  const { runner, signal, onChunk } = options;
  const input = batches(connector, cursor, signal);
  const map = async (batch: Batch): Promise<CollectedBatch> => {
    crashPoint("after-read");
    const accepted: Accepted[] = [];
    const refused: Refused[] = [];
    for (const sourced of batch.items) {
      if (options.since !== undefined && Date.parse(sourced.item.createdAt) < options.since) continue;
      const taken = sourced.taken ? { ...sourced.taken, row: sourced.row } : takeIn(sourced, options.authorKey);
      if ("item" in taken) accepted.push(taken);
      else refused.push(taken);
    }
    const items = accepted.map(({ item }) => item);
    const chunk = onChunk?.(batch.input, items.length);
    const { results, warnings = [], ...how } = await analyse(runner, items);
    const told = { ...batch, warnings: [...batch.warnings, ...warnings] };
    return { source: connector.source, batch: told, accepted, refused, analysed: results, ...how, chunk };
  };
  return mapOrdered(input, () => runner.capacity, map, { signal, grace: GRACE });
}

async function* batches(connector: Connector, cursor: Cursor, signal: AbortSignal | undefined): AsyncGenerator<Batch> {
  for await (const batch of connector.read(cursor)) {
    if (signal?.aborted) return;
    yield batch;
  }
}
