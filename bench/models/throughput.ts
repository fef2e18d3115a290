import { openEncoder } from "../../analyzers/encoder/open-encoder.js";
import { shipped } from "../../core/paths.js";
import { ModelProcess } from "./model-process.js";
import { peerModel } from "./peers.js";

/** What one way of running a model has shown. */
export interface Throughput {
  id: "minyi" | "product" | "bge-small" | "bert-base";
  textsPerSecond: number;
  /** How many times as many texts as BERT-base in the same round: the median of the rounds. */
  timesBertBase: number;
  loadMs?: number;
  peakBytes?: number;
}

interface Runner {
  id: Throughput["id"];
  run(texts: readonly string[]): Promise<number>;
  loadMs?: number;
  peak?: () => number;
  close(): void | Promise<void>;
}

async function bare(id: Runner["id"], folder: string, threads: number): Promise<Runner> {
  const model = await ModelProcess.open(folder, threads);
  let peak = model.loading.peak;
  return {
    id,
    loadMs: model.loading.ms,
    peak: () => peak,
    run: async (texts) => {
      const measured = await model.run(texts);
      peak = Math.max(peak, measured.peak);
      return measured.ms;
    },
    close: () => model.close(),
  };
}

/** As the analyzers ask: texts to the encoder's process, its answers decoded. */
function product(threads: number): Runner {
  const encoder = openEncoder({ threads });
  return {
    id: "product",
    run: async (texts) => {
      const started = performance.now();
      await encoder.encode(texts);
      return performance.now() - started;
    },
    close: () => encoder.close(),
  };
}

const WARM_UP = 32;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Texts a second of each way, in rounds: every way runs the same texts once a round, one after the other, so that what
 * else the machine does hurts all alike.
 * @param rounds into how many parts the texts are cut
 */
export async function measureThroughput(
  texts: readonly string[],
  rounds: number,
  threads: number,
): Promise<Throughput[]> {
  const runners = [
    await bare("minyi", shipped("analyzers", "models", "encoder"), threads),
    product(threads),
    await bare("bge-small", peerModel("bge-small"), threads),
    await bare("bert-base", peerModel("bert-base"), threads),
  ];
  try {
    for (const runner of runners) await runner.run(texts.slice(0, WARM_UP));
    const spent = runners.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      const own = texts.filter((_, i) => i % rounds === round);
      for (const [i, runner] of runners.entries()) spent[i]!.push(await runner.run(own));
      console.error(`round ${round + 1} of ${rounds}`);
    }
    const bertBase = spent[runners.length - 1]!;
    return runners.map(({ id, loadMs, peak }, i) => ({
      id,
      textsPerSecond: (1000 * texts.length) / spent[i]!.reduce((sum, ms) => sum + ms, 0),
      timesBertBase: median(spent[i]!.map((ms, round) => bertBase[round]! / ms)),
      ...(loadMs !== undefined && { loadMs }),
      ...(peak !== undefined && { peakBytes: peak() }),
    }));
  } finally {
    for (const runner of runners) await runner.close();
  }
}
