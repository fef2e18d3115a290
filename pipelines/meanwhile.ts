/** ms between two rounds of the other work. */
const EVERY = 100;

/**
 * Gives what `input` gives. For as long as the next of it is not there, other work is done, round after round; it is
 * never under way while the consumer is at work, nor does the consumer get the next before a round has ended.
 * @throws what `input` or `work` throws.
 */
export async function* meanwhile<T>(input: AsyncIterable<T>, work: () => Promise<void>): AsyncGenerator<T> {
  const iterator = input[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = iterator.next();
      for (const there = watch(next); !(await there(EVERY)); ) await work();
      const result = await next;
      if (result.done) return;
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Tells whether a promise has settled, waiting for it so many ms. Listens to the promise only once, however often it is asked. */
function watch(promise: Promise<unknown>): (ms: number) => Promise<boolean> {
  let settled = false;
  let wake = () => {};
  const settle = () => {
    settled = true;
    wake();
  };
  promise.then(settle, settle);
  return async (ms) => {
    if (settled) return true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return settled;
  };
}
