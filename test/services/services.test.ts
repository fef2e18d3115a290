import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { alive } from "../helpers/alive.js";
import { freePort } from "./free-port.js";
import { needs } from "./needs.js";
import { removeIndices, removeKeys, uniquePrefix } from "./prefix.js";
import { startRedis } from "./redis.js";
import { request } from "./request.js";

const folder = mkdtempSync(join(tmpdir(), "minyi-services-"));
const redis = inject("redis");
const elasticsearch = inject("elasticsearch");
let client: Redis;

beforeAll(() => {
  client = new Redis(redis);
});
afterAll(() => {
  client.disconnect();
  rmSync(folder, { recursive: true });
});

test("an Elasticsearch 8 runs for the tests", async () => {
  const { status, body } = await request(`${elasticsearch}/_nodes/_local?filter_path=nodes.*.version`);
  expect(status).toBe(200);
  expect(body).toMatch(/"version":"8\./);
});

test("a Redis runs for the tests, and forgets nothing by itself", async () => {
  expect(await client.config("GET", "maxmemory-policy")).toEqual(["maxmemory-policy", "noeviction"]);
});

test("their addresses reach no program by way of the environment", () => {
  expect(process.env).not.toHaveProperty("ELASTICSEARCH_URL");
  expect(process.env).not.toHaveProperty("REDIS_URL");
});

test("indices and keys of one prefix are removed, others are left", async () => {
  const [mine, other] = [uniquePrefix("services"), uniquePrefix("services")];
  for (const index of [`${mine}-2026-10`, `${mine}-2026-11`, `${other}-2026-10`]) {
    expect((await request(`${elasticsearch}/${index}`, undefined, { method: "PUT" })).status).toBe(200);
  }
  await client.set(`${mine}:a`, "1");
  await client.set(`${other}:a`, "1");
  await removeIndices(elasticsearch, mine);
  await removeKeys(redis, mine);
  const { body } = await request(`${elasticsearch}/_cat/indices/services-*?h=index&format=json`);
  const names = (JSON.parse(body) as { index: string }[]).map(({ index }) => index);
  expect(names.filter((name) => name.startsWith(mine))).toEqual([]);
  expect(names).toContain(`${other}-2026-10`);
  expect(await client.exists(`${mine}:a`, `${other}:a`)).toBe(1);
  await removeIndices(elasticsearch, other);
  await removeKeys(redis, other);
});

test("a Redis that appends every write comes back with its data after kill -9, any other comes back empty", async () => {
  for (const appendOnly of [true, false]) {
    const server = await startRedis({ appendOnly });
    const own = new Redis(server.url);
    own.on("error", () => {});
    await own.set("kept", "yes");
    const before = server.pid;
    await server.kill();
    expect(alive(before)).toBe(false);
    await server.restart();
    expect(server.pid).not.toBe(before);
    expect(await own.get("kept")).toBe(appendOnly ? "yes" : null);
    own.disconnect();
    await server.stop();
    expect(alive(server.pid)).toBe(false);
  }
});

test("what a test process has started does not outlive it, even after kill -9", async () => {
  const port = await freePort();
  const script = join(folder, "starter.mts");
  writeFileSync(
    script,
    `import { startRedis } from ${JSON.stringify(new URL("redis.ts", import.meta.url).pathname)};
const server = await startRedis({ port: ${port} });
console.log(server.pid);
setInterval(() => {}, 1000);\n`,
  );
  const starter = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(starter.stdout, "data")) as [Buffer];
  const server = Number(line.toString());
  expect(alive(server)).toBe(true);
  starter.kill("SIGKILL");
  const deadline = Date.now() + 10_000;
  while (alive(server) && Date.now() < deadline) await wait(20);
  expect(alive(server)).toBe(false);
});

test("servers are started for the tests that ask for them, by way of imports too", () => {
  writeFileSync(join(folder, "plain.test.ts"), 'import { test } from "vitest";\n');
  writeFileSync(join(folder, "asks.test.ts"), 'const url = inject("redis");\n');
  expect(needs([join(folder, "plain.test.ts")])).toEqual(new Set());
  expect(needs([join(folder, "plain.test.ts"), join(folder, "asks.test.ts")])).toEqual(new Set(["redis"]));
  expect(needs([new URL("services.test.ts", import.meta.url).pathname])).toEqual(new Set(["elasticsearch", "redis"]));
});
