import type { Redis } from "ioredis";

/** What a worker says of itself under `PREFIX:worker:ID`, renewed every few seconds. */
export interface WorkerNote {
  host: string;
  pid: number;
  /** Hash of everything that decides its results. */
  plan: string;
  /** ms since the epoch. */
  since: number;
  /** Chunks done since then. */
  done: number;
  /** Chunks that it works on at once. */
  concurrency: number;
}

const LIFE = 15_000;
const RENEWAL = 5_000;

const keyOf = (prefix: string, id: string) => `${prefix}:worker:${id}`;
/** The ids of all workers, so that nobody has to search through the keys of a shared Redis. */
const indexKey = (prefix: string) => `${prefix}:workers`;

/** Says again and again that a worker is there, until the function that it gives is called. */
export function announce(redis: Redis, prefix: string, id: string, note: () => WorkerNote): () => Promise<void> {
  const renew = (): void => {
    redis
      .multi()
      .set(keyOf(prefix, id), JSON.stringify(note()), "PX", LIFE)
      .sadd(indexKey(prefix), id)
      .exec()
      .catch(() => undefined); // the next one follows
  };
  renew();
  const timer = setInterval(renew, RENEWAL);
  return async () => {
    clearInterval(timer);
    await redis.multi().del(keyOf(prefix, id)).srem(indexKey(prefix), id).exec();
  };
}

/** The workers that are there now, of whatever plan. */
export async function listWorkers(redis: Redis, prefix: string): Promise<WorkerNote[]> {
  const ids = await redis.smembers(indexKey(prefix));
  if (ids.length === 0) return [];
  const notes = await redis.mget(ids.map((id) => keyOf(prefix, id)));
  const gone = ids.filter((_, i) => notes[i] === null);
  if (gone.length > 0) await redis.srem(indexKey(prefix), ...gone);
  return notes.flatMap((note) => (note === null ? [] : [JSON.parse(note) as WorkerNote]));
}
