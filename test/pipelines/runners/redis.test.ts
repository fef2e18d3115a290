import { expect, test } from "vitest";
import { checkServer, openRedis } from "../../../pipelines/runners/redis.js";
import { freePort } from "../../services/free-port.js";
import { startRedis } from "../../services/redis.js";

test("R4: an address where nothing answers is a dependency that is down, within 5 seconds, with the fix", async () => {
  const url = `redis://:secret-of-ours@127.0.0.1:${await freePort()}`;
  const started = performance.now();
  const error = await openRedis(url).catch((reason: unknown) => reason);
  expect(performance.now() - started).toBeLessThan(6_000);
  expect(error).toMatchObject({
    name: "DependencyError",
    exitCode: 5,
    fix: { zh: expect.stringContaining("minyi doctor") },
  });
  expect(JSON.stringify(error)).not.toContain("secret-of-ours");
});

test("R4: a server that throws keys away when it is full is refused, with the command that mends it", async () => {
  const server = await startRedis({ policy: "allkeys-lru", maxmemory: "50mb" });
  try {
    await expect(openRedis(server.url)).rejects.toMatchObject({
      exitCode: 5,
      fix: { zh: expect.stringContaining("CONFIG SET maxmemory-policy noeviction") },
    });
  } finally {
    await server.stop();
  }
});

test.each([
  ["5.0.14", false],
  ["6.0.16", false],
  ["6.2.0", true],
  ["7.0.15", true],
  ["10.1.0", true],
])("R4: version %s: fit %s", (version, fit) => {
  const check = () => checkServer(`# Server\r\nredis_version:${version}\r\nmaxmemory_policy:noeviction\r\n`, "here");
  if (fit) expect(check).not.toThrow();
  else expect(check).toThrow(`Redis 版本是 ${version}`);
});
