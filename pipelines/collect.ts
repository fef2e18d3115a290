import type { Batch, Connector, Cursor } from "../core/connector.js";
import { crashPoint } from "../core/crash-point.js";
import type { MaskedItem } from "../core/masked-item.js";
import type { Runner } from "../core/runner.js";
import type { AnalysedChunk } from "./analyse/plan.js";
import { type Accepted, type Refused, takeIn } from "./intake.js";
import { mapOrdered } from "./ordered.js";
import type { AnalysedBatch } from "./sift.js";

export interface CollectOptions {
  runner: Runner;
  /** The installation's key for author hashes. */
  authorKey: Buffer;
  /** Leaves out messages created before this instant (ms). */
  since?: number;
  /** Stops reading; what has been read is finished. */
  signal?: AbortSignal;
}

/**
 * Reads a source from its cursor: masks each batch on this thread, has it analysed elsewhere, and gives the batches in
 * the order of reading, a bounded number of them under way.
 */
export function collect(
  connector: Connector,
  cursor: Cursor,
  options: CollectOptions,
): AsyncGenerator<AnalysedBatch & Pick<AnalysedChunk, "spent">> {
  return mapOrdered(batches(connector, cursor, options.signal), options.runner.capacity, async (batch) => {
    crashPoint("after-read");
    const accepted: Accepted[] = [];
    const refused: Refused[] = [];
    for (const sourced of batch.items) {
      if (options.since !== undefined && Date.parse(sourced.item.createdAt) < options.since) continue;
      const taken = sourced.taken ? { ...sourced.taken, row: sourced.row } : takeIn(sourced, options.authorKey);
      if ("item" in taken) accepted.push(taken);
      else refused.push(taken);
    }
    const { results, spent } = await analyse(
      options.runner,
      accepted.map(({ item }) => item),
    );
    return { source: connector.source, batch, accepted, refused, analysed: results, spent };
  });
}

/** Has masked messages analysed by the runner. */
export async function analyse(runner: Runner, items: MaskedItem[]): Promise<AnalysedChunk> {
  if (items.length === 0) return { results: [], spent: {} };
  // As one JSON text a chunk crosses to this thread in half the time that its many small strings take.
  const json = await runner.run<MaskedItem[], string>({ name: "analyse", payload: items });
  return JSON.parse(json) as AnalysedChunk;
}

async function* batches(connector: Connector, cursor: Cursor, signal: AbortSignal | undefined): AsyncGenerator<Batch> {
  for await (const batch of connector.read(cursor)) {
    if (signal?.aborted) return;
    yield batch;
  }
}
