import type { TestProject } from "vitest/node";
import { build } from "../build.js";
import { startElasticsearch } from "./elasticsearch.js";
import { startRedis } from "./redis.js";
import type { Server } from "./server.js";

/**
 * Builds dist/ and starts the servers that the tests talk to, once for all of them; ELASTICSEARCH_URL and REDIS_URL name
 * running ones to use instead. Vitest calls what is returned at the end; after a crash or Ctrl-C guard.ts cleans up.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: Server[] = [];
  const address = async (given: string | undefined, start: () => Promise<Server>): Promise<string> => {
    if (given) return given;
    const server = await start();
    started.push(server);
    return server.url;
  };
  const stop = async () => void (await Promise.all(started.map((server) => server.stop())));
  const { ELASTICSEARCH_URL, REDIS_URL } = process.env;
  const done = await Promise.allSettled([
    address(ELASTICSEARCH_URL, startElasticsearch).then((url) => project.provide("elasticsearch", url)),
    address(REDIS_URL, startRedis).then((url) => project.provide("redis", url)),
    build(),
  ]);
  const failed = done.filter((part) => part.status === "rejected");
  if (failed.length > 0) {
    await stop();
    throw failed[0]?.reason;
  }
  return stop;
}
