import { setImmediate } from "node:timers/promises";

/** A long computation in slices: at each `yield` it may pause, so that timers, sockets and signals get their turn. */
export type Sliced<T> = Generator<void, T>;

/** Milliseconds that a computation may hold the thread. */
const SLICE = 20;

/** Computes to the end at once, for where nothing else waits. */
export function inOneGo<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Computes to the end, letting go of the thread every 20 ms.
 * @throws the signal's reason when it comes
 */
export async function inSlices<T>(work: Sliced<T>, signal?: AbortSignal): Promise<T> {
  for (let until = performance.now() + SLICE; ; ) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await setImmediate();
    signal?.throwIfAborted();
    until = performance.now() + SLICE;
  }
}
