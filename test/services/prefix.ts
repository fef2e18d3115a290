import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { request } from "./request.js";

/** A beginning for the names of indices or keys that no other test, and no other run of the tests, uses. */
export function uniquePrefix(name: string): string {
  return `${name}-${randomBytes(5).toString("hex")}`;
}

/** Removes every index, alias and template whose name begins with the prefix. */
export async function removeIndices(url: string, prefix: string): Promise<void> {
  const indices = await request(`${url}/_cat/indices/${prefix}*?h=index&format=json&expand_wildcards=all`);
  const names = (JSON.parse(indices.body) as { index: string }[]).map(({ index }) => index);
  for (const name of names) await request(`${url}/${name}`, undefined, { method: "DELETE" });
  await request(`${url}/_index_template/${prefix}*`, undefined, { method: "DELETE" });
  await request(`${url}/_component_template/${prefix}*`, undefined, { method: "DELETE" });
}

/** Removes every key that begins with the prefix. */
export async function removeKeys(redisUrl: string, prefix: string): Promise<void> {
  const client = new Redis(redisUrl);
  try {
    for await (const keys of client.scanStream({ match: `${prefix}*`, count: 1000 })) {
      if (keys.length > 0) await client.del(...(keys as string[]));
    }
  } finally {
    client.disconnect();
  }
}
