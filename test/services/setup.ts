import type { TestProject } from "vitest/node";
import { build } from "../build.js";
import { startElasticsearch } from "./elasticsearch.js";
import { needs, type Service } from "./needs.js";
import { startRedis } from "./redis.js";
import type { Server } from "./server.js";

/**
 * Builds dist/ and starts the servers that the tests ask for, once for all of them; ELASTICSEARCH_URL and REDIS_URL name
 * running ones to use instead. Vitest calls what is returned at the end; after a crash or Ctrl-C guard.ts cleans up.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { ELASTICSEARCH_URL, REDIS_URL } = process.env;
  // Not passed on: the tests decide what the programs they start talk to.
  delete process.env.ELASTICSEARCH_URL;
  delete process.env.REDIS_URL;
  const { state, config } = project.vitest;
  const needed: Set<Service> = config.watch ? new Set(["elasticsearch", "redis"]) : needs(state.getPaths());
  const started: Server[] = [];
  const provide = async (service: Service, given: string | undefined, start: () => Promise<Server>): Promise<void> => {
    if (!given && !needed.has(service)) return;
    const server = given ? undefined : await start();
    if (server) started.push(server);
    project.provide(service, given ?? server!.url);
  };
  const stop = async () => void (await Promise.all(started.map((server) => server.stop())));
  const done = await Promise.allSettled([
    provide("elasticsearch", ELASTICSEARCH_URL, startElasticsearch),
    provide("redis", REDIS_URL, startRedis),
    build(),
  ]);
  const failed = done.find((part) => part.status === "rejected");
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return stop;
}
