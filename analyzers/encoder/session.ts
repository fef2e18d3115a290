import { availableParallelism } from "node:os";
import { basename, dirname } from "node:path";

/** The numbers that the model gives for a batch, by output, row after row. */
export type Outputs = Record<string, Float32Array>;

/** A loaded model. */
export interface Session {
  /** Runs texts of the same padded length through the model: at least one. */
  run(rows: readonly (readonly number[])[], length: number): Promise<Outputs>;
}

/** More cores bring a model this small nothing. */
const MOST_THREADS = 8;

export function defaultThreads(): number {
  return Math.min(MOST_THREADS, availableParallelism());
}

/**
 * Loads a model folder through transformers.js, from the disk alone.
 * @param threads cores for the products of matrices
 * @throws whatever transformers.js throws; an error with the code ERR_MODULE_NOT_FOUND where it is not installed
 */
export async function openSession(folder: string, threads: number): Promise<Session> {
  const { AutoModel, env, Tensor } = await import("@xenova/transformers");
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const model = await AutoModel.from_pretrained(basename(folder), {
    local_files_only: true,
    dtype: "q8",
    session_options: {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Threads that wait for each other sleep: turning in circles they would take the cores from the other analyzers.
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    },
  });
  return {
    async run(rows, length) {
      // Sums are made in another order where there are fewer rows than threads, or one alone: some then go several times.
      const sent = Array.from({ length: Math.max(rows.length, threads, 2) }, (_, i) => rows[i % rows.length] ?? []);
      const ids = new BigInt64Array(sent.length * length);
      const mask = new BigInt64Array(sent.length * length);
      for (const [i, row] of sent.entries()) {
        for (const [j, id] of row.entries()) {
          ids[i * length + j] = BigInt(id);
          mask[i * length + j] = 1n;
        }
      }
      const shape = [sent.length, length];
      const tensors: Record<string, { data: Float32Array }> = await model({
        input_ids: new Tensor("int64", ids, shape),
        attention_mask: new Tensor("int64", mask, shape),
      });
      return Object.fromEntries(
        Object.entries(tensors).map(([name, { data }]) => [
          name,
          data.subarray(0, (data.length / sent.length) * rows.length),
        ]),
      );
    },
  };
}
