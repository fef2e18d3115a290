import { afterEach, describe, expect, inject, test } from "vitest";
import { DependencyError } from "../../../core/errors.js";
import { Checksum } from "../../../store/checksum.js";
import { openElasticStore } from "../../../store/elasticsearch/store.js";
import { compareText } from "../../../store/order.js";
import { document } from "../../contract/store-documents.js";
import { bulkOnly, FaultProxy } from "../../services/proxy.js";
import { elasticConfig, type StoreSettings, temporaryElasticStores } from "./fixture.js";

const stores = temporaryElasticStores();
const proxies: FaultProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.stop();
});

/** A store behind a proxy that goes wrong; between two tries the test gets a word in. */
async function troubled(settings: StoreSettings = {}) {
  const proxy = await FaultProxy.start(inject("elasticsearch"));
  proxies.push(proxy);
  const told: string[] = [];
  const pauses: number[] = [];
  const between = { tries: async (_nth: number): Promise<unknown> => undefined };
  const config = elasticConfig({ node: [proxy.url], ...settings });
  const store = await stores.openConfig(config, {
    onWait: ({ zh }) => told.push(zh),
    pause: async (ms) => {
      pauses.push(ms);
      await between.tries(pauses.length);
    },
  });
  const bulks = () => proxy.passed.filter(({ path }) => path.includes("/_bulk"));
  return { proxy, store, told, pauses, between, config, bulks };
}

const many = (n: number, revision = 1, text = "小区夜里噪音很大") =>
  Array.from({ length: n }, (_, i) =>
    document({ id: `d${i}`, revision, text, createdAt: `2024-0${1 + (i % 2)}-15T00:00:00Z` }),
  );

const request = (path: string, method: string, body?: object) =>
  fetch(`${inject("elasticsearch")}/${path}`, {
    method,
    ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });

/** The checksum of exactly these documents. */
function unbroken(documents: ReturnType<typeof many>) {
  const sum = new Checksum();
  for (const { id, hash } of [...documents].sort((a, b) => compareText(a.id, b.id))) sum.add(id, hash);
  return sum.result();
}

describe("a cluster in trouble", () => {
  test("R5: a storm of 429 is waited out with growing pauses and smaller pieces; nothing is lost", async () => {
    const { proxy, store, pauses, bulks } = await troubled();
    proxy.answer429(20, { ...bulkOnly, retryAfter: 2 });
    const puts = await store.put(many(2000));
    expect(puts.every(({ outcome }) => outcome === "created")).toBe(true);
    expect(bulks().filter(({ outcome }) => outcome === 429)).toHaveLength(20);
    expect(bulks().filter(({ outcome }) => outcome === 200).length).toBeGreaterThan(2);
    expect(pauses).toHaveLength(20);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2000);
    expect(await store.checksum()).toEqual(unbroken(many(2000)));
  });

  test("R6: an answer that is lost after the server has applied the bulk changes no outcome", async () => {
    const { proxy, store } = await troubled();
    await store.put(many(10));
    proxy.cutAfterRequest(2, bulkOnly);
    const mixed = [...many(5, 2, "新的内容"), ...many(10).slice(5), document({ id: "new" })];
    const outcomes = (await store.put(mixed)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual([...Array(5).fill("replaced"), ...Array(5).fill("unchanged"), "created"]);
    expect(proxy.passed.filter(({ outcome }) => outcome === "cut")).toHaveLength(2);
    expect(await store.checksum()).toEqual(unbroken(mixed));
  });

  test("R6: an answer lost in every other request of every kind, from 503s between them", async () => {
    const { proxy, store, between } = await troubled();
    between.tries = async () => proxy.answer503(1);
    proxy.cutAfterRequest(3);
    between.tries = async (n) => n < 6 && (n % 2 ? proxy.answer503(1) : proxy.cutAfterRequest(1));
    await store.put(many(300));
    await store.put(many(300, 2, "新的内容"));
    expect(await store.checksum()).toEqual(unbroken(many(300, 2, "新的内容")));
  });

  test("R6: slow answers beyond the timeout are asked again, and the late ones do no harm", async () => {
    const { proxy, store, between } = await troubled({ requestTimeout: 1 });
    await store.put(many(10));
    proxy.delay(1500);
    between.tries = async () => proxy.delay(0);
    const puts = await store.put(many(10, 2, "新的内容"));
    expect(puts.every(({ outcome }) => outcome === "replaced")).toBe(true);
    expect(await store.checksum()).toEqual(unbroken(many(10, 2, "新的内容")));
  });

  test("a node that refuses connections for a while: waits, says so once, goes on by itself", async () => {
    const { proxy, store, told, between } = await troubled();
    await proxy.refuse();
    between.tries = async (n) => n === 9 && proxy.accept();
    await store.put(many(50));
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^Elasticsearch（http:\/\/127.0.0.1:\d+）没有应答（ECONNREFUSED），正在等待/);
    expect(told[1]).toBe("Elasticsearch 已恢复，继续。");
    expect(await store.size()).toBe(50);
  });

  test("when patience runs out the error says what to do, and the same put again completes it", async () => {
    const { proxy, store } = await troubled({ patience: 0 });
    await store.put(many(20));
    proxy.answer503(1, bulkOnly);
    const error = await store.put(many(40, 2, "新的内容")).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DependencyError);
    expect((error as DependencyError).exitCode).toBe(5);
    await store.put(many(40, 2, "新的内容"));
    expect(await store.checksum()).toEqual(unbroken(many(40, 2, "新的内容")));
  });
});

describe("indices that administrators touch", () => {
  test("R9: a read-only index makes the store wait, say so once, and go on when the block is lifted", async () => {
    const { store, told, config, between } = await troubled();
    await store.put(many(3));
    const block = (value: boolean | null) =>
      request(`${config.store.index}-*/_settings`, "PUT", { "index.blocks.read_only_allow_delete": value });
    await block(true);
    between.tries = async (n) => n === 5 && block(null);
    const puts = await store.put(many(6, 2, "新的内容"));
    expect(puts.map(({ outcome }) => outcome)).toEqual([...Array(3).fill("replaced"), ...Array(3).fill("created")]);
    expect(told).toHaveLength(2);
    expect(told[0]).toContain("不可写入（cluster_block_exception，多半是磁盘将满），正在等待，最多 15 分钟");
  });

  test("R9: an index deleted under us is made again with its mapping and both aliases, and the loss is told", async () => {
    const { store, told, config } = await troubled();
    const { index } = config.store;
    await store.put(many(6));
    // Even without the template the server must not make an index of its own.
    await request(`_index_template/${index}`, "DELETE");
    await request(`${index}-2024.02`, "DELETE");
    const puts = await store.put(many(6));
    expect(puts.map(({ outcome }) => outcome)).toEqual([
      "unchanged",
      "created",
      "unchanged",
      "created",
      "unchanged",
      "created",
    ]);
    expect(told).toEqual([
      `Elasticsearch 的索引 ${index}-2024.02 被人删除：正在重新建立并重发这一批；其中原有的文档已丢失，请用 minyi run --since 2024-02-01 重新读取，或从另一文档库（minyi store copy）、快照恢复。`,
    ]);
    const mapping = (await (await request(`${index}-2024.02/_mapping`, "GET")).json()) as Record<
      string,
      { mappings: object }
    >;
    expect(mapping[`${index}-2024.02`]?.mappings).toMatchObject({
      dynamic: "strict",
      _meta: { timezone: "Asia/Shanghai" },
    });
    expect(await store.size()).toBe(6);
  });

  test("R9: a closed index is waited for", async () => {
    const { store, config, between } = await troubled();
    await store.put([document({ id: "a", createdAt: "2024-01-15T00:00:00Z" })]);
    await request(`${config.store.index}-2024.01/_close`, "POST");
    between.tries = async (n) => n === 2 && request(`${config.store.index}-2024.01/_open`, "POST");
    const [put] = await store.put([document({ id: "b", createdAt: "2024-01-16T00:00:00Z" })]);
    expect(put?.outcome).toBe("created");
  });
});

describe("opening", () => {
  test("R23: against nodes that are down it fails within 5 s, names them and the fix, and no credentials", async () => {
    const proxy = await FaultProxy.start(inject("elasticsearch"));
    await proxy.stop();
    const node = proxy.url.replace("http://", "http://canary-user:canary-secret@");
    const started = performance.now();
    for (const readOnly of [true, false]) {
      const error = await openElasticStore(elasticConfig({ node: [node] }), { readOnly }).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(DependencyError);
      expect((error as DependencyError).what.zh).toBe(`连不上 Elasticsearch（${proxy.url}）：ECONNREFUSED`);
      expect((error as DependencyError).fix?.zh).toContain("store.node");
      expect(JSON.stringify(error) + (error as Error).stack + String((error as Error).cause)).not.toContain("canary");
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("of several nodes one that is up is enough", async () => {
    const proxy = await FaultProxy.start(inject("elasticsearch"));
    await proxy.stop();
    const store = await stores.open({ node: [proxy.url, inject("elasticsearch"), "http://127.0.0.1:1"] });
    await store.put(many(30));
    expect(await store.size()).toBe(30);
  });

  test("something that is not Elasticsearch is told as that", async () => {
    const { createServer } = await import("node:http");
    const server = createServer((_, response) => response.end("{}")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const error = await openElasticStore(elasticConfig({ node: [`http://127.0.0.1:${port}`] })).catch(
      (e: unknown) => e,
    );
    server.closeAllConnections();
    server.close();
    expect((error as DependencyError).what.zh).toBe(`http://127.0.0.1:${port} 上应答的不是 Elasticsearch`);
  });
});
