import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import type { Store } from "../../core/store.js";
import { takeCoordinatorLock } from "../../pipelines/runners/coordinator-lock.js";
import { openRedis } from "../../pipelines/runners/redis.js";
import { takeLock } from "../../state/lock.js";
import { openStore } from "../../store/open.js";
import { document } from "../contract/store-documents.js";
import { removeIndices, removeKeys, uniquePrefix } from "../services/prefix.js";
import { minyi, type Ran } from "./run.js";

let folder: string;
let prefix: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-store-"));
  prefix = uniquePrefix("storecopy");
});
afterEach(async () => {
  await removeIndices(inject("elasticsearch"), prefix);
  rmSync(folder, { recursive: true });
});

/** The command, with the cluster in the environment as one who moves there sets it. */
const cluster = (...args: string[]): Ran =>
  minyi(args, { cwd: folder, env: { ELASTICSEARCH_URL: inject("elasticsearch"), MINYI_STORE_INDEX: prefix } });
const local = (args: string[], env: Record<string, string> = {}): Ran => minyi(args, { cwd: folder, env });

async function withSqlite<T>(name: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(configSchema.parse({ store: { path: join(folder, name) } }));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function fill(name: string, count: number): Promise<void> {
  const all = Array.from({ length: count }, (_, i) =>
    document({
      id: `id-${String(i).padStart(5, "0")}`,
      revision: i + 1,
      text: `第${i}件：路灯不亮`,
      createdAt: new Date(Date.UTC(2026, 2, 1) + i * 600_000).toISOString(),
    }),
  );
  await withSqlite(name, (store) => store.put(all));
}

describe("store copy", () => {
  test("with ELASTICSEARCH_URL set it moves the embedded store there; and back; check finds no difference", async () => {
    await fill("data/store.db", 1200);
    const there = cluster("store", "copy");
    expect([there.code, there.err]).toEqual([0, ""]);
    expect(there.out).toMatch(
      /^sqlite:data\/store\.db → elasticsearch：写入 1,200 件，更新 0，已有 0，.*\n两边一致：各 1,200 件，校验和 [0-9a-f]{16}\n$/,
    );
    expect(cluster("search", "第77件", "--json").out).toContain('"total":1');

    const check = cluster("store", "check", "--against", "sqlite", "--json");
    expect(check.code).toBe(0);
    expect(JSON.parse(check.out)).toMatchObject({
      ok: true,
      store: "elasticsearch",
      documents: 1200,
      state: null,
      against: { store: "sqlite:data/store.db", documents: 1200, different: { count: 0 }, otherRevision: 0 },
    });

    const back = JSON.parse(cluster("store", "copy", "--to", "sqlite:back.db", "--json").out);
    expect(back).toMatchObject({ same: true, from: { store: "elasticsearch" }, to: { store: "sqlite:back.db" } });
    const checksums = await Promise.all(
      ["data/store.db", "back.db"].map((name) => withSqlite(name, (s) => s.checksum())),
    );
    expect(checksums[0]).toEqual(checksums[1]);
  });

  test("killed in the middle, the same command goes on", async () => {
    await fill("data/store.db", 3500);
    const args = ["store", "copy", "--to", "sqlite:copy.db"];
    expect(local(args, { MINYI_CRASH_POINT: "after-put:3" }).code).toBeNull();
    expect(existsSync(join(folder, "data/state.db.copy"))).toBe(true);
    const { code, out } = local([...args, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ same: true, before: 2000, outcomes: { created: 500, unchanged: 1000 } });
    expect(existsSync(join(folder, "data/state.db.copy"))).toBe(false);
  });

  test("a target that holds other documents is told, with 1; nothing in it is lost", async () => {
    await fill("data/store.db", 3);
    await withSqlite("copy.db", (store) => store.put([document({ id: "another" })]));
    const { code, out, err } = local(["store", "copy", "--to", "sqlite:copy.db"]);
    expect(code).toBe(1);
    expect(out).toContain("写入 3 件");
    expect(err).toContain("两边不一致：sqlite:data/store.db 有 3 件，sqlite:copy.db 有 4 件。");
    expect(err).toContain("minyi store check --against sqlite:copy.db");
    const check = local(["store", "check", "--against", "sqlite:copy.db"]);
    expect(check.code).toBe(1);
    expect(check.out).toContain("只在 sqlite:copy.db 1 件：another");
    expect(check.err).toContain("minyi store copy --from sqlite:data/store.db --to sqlite:copy.db");
  });

  test("without a cluster or a target there is nothing to do, and it says what to set", async () => {
    await fill("data/store.db", 1);
    const same = local(["store", "copy"]);
    expect([same.code, same.out]).toEqual([2, ""]);
    expect(same.err).toContain("ELASTICSEARCH_URL");
    const none = local(["store", "copy", "--to", "elasticsearch"]);
    expect(none.code).toBe(2);
    expect(none.err).toContain("没有配置 Elasticsearch 的地址");
    expect(local(["store", "copy", "--to", "mysql"]).err).toContain("不能是 mysql");
    expect(local(["store", "copy", "--from", "sqlite:none.db", "--to", "sqlite:b.db"]).code).toBe(5);
  });

  test("R12: while another is at work nothing is copied", async () => {
    await fill("data/store.db", 1);
    const lock = takeLock(join(folder, "data/state.db"));
    const { code, err } = local(["store", "copy", "--to", "sqlite:copy.db"]);
    lock?.release();
    expect(code).toBe(1);
    expect(err).toContain("另一个 minyi 正在使用");
    expect(existsSync(join(folder, "copy.db"))).toBe(false);
  });

  test("R12: nor while one on another machine is, which shares the queue; once that has ended it is", async () => {
    await fill("data/store.db", 1);
    const redis = inject("redis");
    const args = ["store", "copy", "--to", "sqlite:copy.db"];
    const env = { REDIS_URL: redis, MINYI_QUEUE_PREFIX: prefix };
    const client = await openRedis(redis);
    const other = await takeCoordinatorLock(client, prefix, { patience: 0 });
    try {
      const { code, err } = local(args, env);
      expect(code).toBe(1);
      expect(err).toContain(`另一个 minyi 正在运行：${hostname()}，进程 ${process.pid}（同一个 Redis 队列）`);
      expect(err).toContain("等它结束，或停下 minyi serve，再复制");
      expect(existsSync(join(folder, "copy.db"))).toBe(false);
      if ("release" in other) await other.release();
      expect(local(args, env).code).toBe(0);
      expect(await client.exists(`${prefix}:coordinator`)).toBe(0);
    } finally {
      client.disconnect();
      await removeKeys(redis, prefix);
    }
  });
});

describe("store check", () => {
  beforeEach(() => {
    writeFileSync(join(folder, "minyi.yaml"), "sources:\n  - { name: hotline, type: csv, path: a.csv }\n");
    const rows = [
      "1,路灯,路灯坏了,2026-03-01 08:00",
      "2,井盖,井盖丢了,2026-03-02 08:00",
      "3,噪音,夜里施工,2026-03-03 08:00",
    ];
    writeFileSync(join(folder, "a.csv"), `工单编号,标题,内容,受理时间\n${rows.join("\n")}\n`);
    expect(local(["run"]).code).toBe(0);
  });

  test("what state knows and the store holds is the same after a run", () => {
    const { code, out } = local(["store", "check"]);
    expect([code, out]).toEqual([0, "sqlite:data/store.db：3 件\n与控制数据库一致（3 件）\n"]);
  });

  test("lost and unknown documents are told, and the command that is told mends it", async () => {
    await withSqlite("data/store.db", async (store) => {
      const { hits } = await store.find({ text: "井盖" });
      await store.remove({ ids: hits.map((hit) => hit.document.id) });
    });
    const { code, out, err } = local(["store", "check"]);
    expect(code).toBe(1);
    expect(out).toMatch(/控制数据库里有、文档库里缺 1 件：[\w-]{22}/);
    expect(err).toContain("minyi run --since 2026-03-02");
    expect(local(["run", "--since", "2026-03-02"]).code).toBe(0);
    expect(local(["store", "check"]).code).toBe(0);

    await withSqlite("data/store.db", (store) => store.put([document({ id: "stranger" })]));
    const json = local(["store", "check", "--json"]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      busy: false,
      documents: 4,
      state: {
        documents: 3,
        missing: { count: 0, since: null },
        unknown: { count: 1, ids: ["stranger"], since: "2019-08-14" },
      },
    });
  });
});
