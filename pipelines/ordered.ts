export interface Stop {
  signal?: AbortSignal | undefined;
  /** ms that reading and calls under way are given once the signal has come; what takes longer is left to itself. */
  grace: number;
}

const LEFT = Symbol("left to itself");

/**
 * Maps an async sequence with up to `limit()` calls under way at once; results come in the order of the input. Reading
 * stops as soon as a call fails or the consumer stops, and the calls under way are then waited for; after the signal of
 * `stop` only for so long, the next value of the input no longer either, and the sequence then ends early.
 */
export async function* mapOrdered<In, Out>(
  input: AsyncIterable<In>,
  limit: () => number,
  map: (value: In) => Promise<Out>,
  stop?: Stop,
): AsyncGenerator<Out> {
  const reader = input[Symbol.asyncIterator]();
  const underWay: Promise<Out>[] = [];
  const deadline = new Deadline(stop);
  const next = (): Promise<Out | typeof LEFT> => deadline.orSooner(underWay.shift() as Promise<Out>);
  try {
    for (;;) {
      const read = await deadline.orSooner(reader.next());
      if (read === LEFT) return;
      if (read.done) break;
      const result = map(read.value);
      // A failure is thrown when its turn comes; until then it must not count as unhandled.
      result.catch(() => undefined);
      underWay.push(result);
      while (underWay.length >= limit()) {
        const out = await next();
        if (out === LEFT) return;
        yield out;
      }
    }
    while (underWay.length > 0) {
      const out = await next();
      if (out === LEFT) return;
      yield out;
    }
  } finally {
    await deadline.orSooner(Promise.all([Promise.allSettled(underWay), reader.return?.()]));
    deadline.close();
  }
}

/** A moment so long after the signal; it never comes without one. */
class Deadline {
  private timer: NodeJS.Timeout | undefined;
  private passed = false;
  private tell: (() => void) | undefined;
  private readonly begin = (): void => {
    this.timer ??= setTimeout(() => {
      this.passed = true;
      this.tell?.();
    }, this.stop?.grace);
  };

  constructor(private readonly stop: Stop | undefined) {
    if (stop?.signal?.aborted) this.begin();
    else stop?.signal?.addEventListener("abort", this.begin, { once: true });
  }

  /** One promise at a time. (A race against a promise that never settles would hold every result for good.) */
  orSooner<T>(promise: Promise<T>): Promise<T | typeof LEFT> {
    return new Promise((resolve, reject) => {
      this.tell = () => resolve(LEFT);
      promise.then(resolve, reject);
      if (this.passed) setImmediate(this.tell); // what is done already still counts
    });
  }

  close(): void {
    clearTimeout(this.timer);
    this.stop?.signal?.removeEventListener("abort", this.begin);
  }
}
