import { inject } from "vitest";

/** Asks the tests' server something that minyi itself would not. */
export async function ask<T = unknown>(path: string, method = "GET", body?: object): Promise<T> {
  const answer = await fetch(`${inject("elasticsearch")}/${path}`, {
    method,
    ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
}

/** Names of the indices that begin so, in order. */
export async function indicesOf(prefix: string): Promise<string[]> {
  const list = await ask<{ index: string }[]>(`_cat/indices/${prefix}*?h=index&format=json`);
  return list.map(({ index }) => index).sort();
}
