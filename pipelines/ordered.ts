/**
 * Maps an async sequence with up to `limit` calls under way at once; results come in the order of the input. Reading
 * stops as soon as a call fails or the consumer stops, and the calls under way are then waited for.
 */
export async function* mapOrdered<In, Out>(
  input: AsyncIterable<In>,
  limit: number,
  map: (value: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const underWay: Promise<Out>[] = [];
  const next = (): Promise<Out> => underWay.shift() as Promise<Out>;
  try {
    for await (const value of input) {
      const result = map(value);
      // A failure is thrown when its turn comes; until then it must not count as unhandled.
      result.catch(() => undefined);
      underWay.push(result);
      if (underWay.length >= limit) yield await next();
    }
    while (underWay.length > 0) yield await next();
  } finally {
    await Promise.allSettled(underWay);
  }
}
