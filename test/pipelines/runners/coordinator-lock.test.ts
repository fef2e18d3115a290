import { spawnSync } from "node:child_process";
import type { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import type { Localized } from "../../../core/localized.js";
import { type CoordinatorLock, takeCoordinatorLock } from "../../../pipelines/runners/coordinator-lock.js";
import { openRedis } from "../../../pipelines/runners/redis.js";
import { removeKeys, uniquePrefix } from "../../services/prefix.js";

let redis: Redis;
let prefix: string;
const held: CoordinatorLock[] = [];
beforeAll(async () => {
  redis = await openRedis(inject("redis"));
});
beforeEach(() => {
  prefix = uniquePrefix("lock");
});
afterEach(async () => {
  for (const lock of held.splice(0)) await lock.release();
  await removeKeys(inject("redis"), prefix);
});
afterAll(() => redis.disconnect());

const LIFE = 600;

async function take(told: Localized[] = [], life = LIFE) {
  const lock = await takeCoordinatorLock(redis, prefix, {
    life,
    patience: 1,
    onNotice: (message) => told.push(message),
  });
  if ("heldBy" in lock) return lock;
  held.push(lock);
  return lock;
}

const write = (holder: object, life: number) =>
  redis.set(
    `${prefix}:coordinator`,
    JSON.stringify({ token: 1, host: "other", pid: 7, place: "elsewhere", ...holder }),
    "PX",
    life,
  );
const holder = async () =>
  JSON.parse((await redis.get(`${prefix}:coordinator`)) ?? "null") as { token: number; pid: number };

async function lockOf(taken: Awaited<ReturnType<typeof take>>): Promise<CoordinatorLock> {
  if ("heldBy" in taken) throw new Error("held by another");
  return taken;
}

test("R12: five at once: one gets it, the others learn who has it", async () => {
  const all = await Promise.all([1, 2, 3, 4, 5].map(() => take()));
  expect(all.filter((taken) => "token" in taken)).toHaveLength(1);
  const refused = all.flatMap((taken) => ("heldBy" in taken ? [taken.heldBy] : []));
  expect(refused.map(({ pid }) => pid)).toEqual(Array(4).fill(process.pid));
});

test("held for longer than its life it is still held, and free once it is released", async () => {
  const first = await lockOf(await take());
  await new Promise((resolve) => setTimeout(resolve, 2 * LIFE));
  await first.confirm();
  expect(await take()).toMatchObject({ heldBy: { token: first.token } });
  await first.release();
  const second = await lockOf(await take());
  expect(second.token).toBeGreaterThan(first.token);
});

test("R12: what a dead process of this machine left is taken over at once", async () => {
  const first = await lockOf(await take([], 60_000));
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  await write({ ...(await holder()), pid: dead }, 60_000);
  const told: Localized[] = [];
  const second = await lockOf(await take(told));
  expect(second.token).toBeGreaterThan(first.token);
  expect(told).toEqual([]);
});

test("one of another machine that is not renewed is waited for, with a word; one that is renewed is alive", async () => {
  await write({}, 300);
  const told: Localized[] = [];
  expect((await lockOf(await take(told))).token).toBe(1);
  expect(told[0]?.zh).toContain("other（进程 7）持有锁");
  await write({}, 5_000);
  const renewing = setInterval(() => void write({}, 5_000), 20);
  expect(await take()).toMatchObject({ heldBy: { host: "other", pid: 7 } });
  clearInterval(renewing);
});

test("gone with everything else in Redis it is taken again under a higher token, and writing goes on", async () => {
  const lock = await lockOf(await take());
  const { token } = lock;
  await removeKeys(inject("redis"), prefix);
  await expect.poll(() => lock.token).toBe(token + 1);
  await lock.confirm();
  expect((await holder()).token).toBe(token + 1);
});

test("R12: taken by another one, nothing more is written: the fence throws, and releasing leaves the other's alone", async () => {
  const lock = await lockOf(await take());
  await write({ token: 99 }, 60_000);
  await expect
    .poll(() =>
      lock.confirm().then(
        () => "held",
        (error: Error) => error.name,
      ),
    )
    .toBe("DependencyError");
  await expect(lock.confirm()).rejects.toMatchObject({
    exitCode: 5,
    what: { zh: expect.stringContaining("不再写入") },
  });
  await lock.release();
  expect((await holder()).token).toBe(99);
});
