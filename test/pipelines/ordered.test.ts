import { expect, test } from "vitest";
import { mapOrdered } from "../../pipelines/ordered.js";

async function* of<T>(...values: T[]): AsyncGenerator<T> {
  yield* values;
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

test("results come in the order of the input, with no more under way than allowed", async () => {
  let underWay = 0;
  let most = 0;
  const slowestFirst = async (n: number) => {
    most = Math.max(most, ++underWay);
    for (let turns = 10 - n; turns > 0; turns--) await Promise.resolve();
    underWay--;
    return n * 10;
  };
  expect(await all(mapOrdered(of(1, 2, 3, 4, 5), () => 3, slowestFirst))).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(3);
});

test("a call that fails is thrown in its turn, and ends the input", async () => {
  let closed = false;
  async function* input() {
    try {
      yield* [1, 2, 3];
    } finally {
      closed = true;
    }
  }
  const found: number[] = [];
  const fails = async (n: number) => {
    if (n === 2) throw new Error("no two");
    return n;
  };
  const read = async () => {
    for await (const n of mapOrdered(input(), () => 2, fails)) found.push(n);
  };
  await expect(read()).rejects.toThrow("no two");
  expect([found, closed]).toEqual([[1], true]);
});

test("R2: after the signal neither a source that does not answer nor work without end is waited for", async () => {
  const never = new Promise<never>(() => {});
  async function* silent() {
    yield 1;
    yield await never;
  }
  const stop = new AbortController();
  const options = { signal: stop.signal, grace: 10 };
  const found: number[] = [];
  for await (const n of mapOrdered(
    silent(),
    () => 1,
    async (n: number) => n,
    options,
  )) {
    found.push(n);
    stop.abort();
  }
  expect(found).toEqual([1]);
  expect(
    await all(
      mapOrdered(
        of(1, 2),
        () => 3,
        () => never,
        options,
      ),
    ),
  ).toEqual([]);
});
