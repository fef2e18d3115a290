import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Elasticsearch, startElasticsearch } from "../services/elasticsearch.js";
import { request } from "../services/request.js";
import { FaultOffice, unbroken } from "./fault-office.js";
import { invent } from "./messages.js";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 200_000 });

/** Elasticsearch refuses us, or is not the one that we need: 5, what is wrong, what to do, and no secret. */
const tickets = invent(200, 4);
const RIGHT = "canary-right-4f1c";
const WRONG = "canary-wrong-93ab";
let server: Elasticsearch;
let office: FaultOffice;

beforeAll(async () => {
  server = await startElasticsearch({ heapMb: 512, security: { password: RIGHT } });
});
afterEach(async () => {
  const security = { password: RIGHT, ca: server.ca! };
  const { body } = await request(`${server.url}/_cat/indices/fault-*?h=index`, security);
  for (const index of body.split("\n").filter(Boolean)) {
    await request(`${server.url}/${index.trim()}`, security, { method: "DELETE" });
  }
  await office.close();
});
afterAll(() => server.stop());

/** Everything that the program has written, except the configuration that we wrote. */
function written(): string {
  const files = readdirSync(office.folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ name }) => name).filter((name) => name !== "minyi.yaml");
  return names.map((name) => readFileSync(join(office.folder, name), "latin1")).join("\n");
}

test("R23: right credentials over TLS: all is written, the secret shows nowhere", async () => {
  const store = { username: "elastic", password: RIGHT, ca: server.ca! };
  office = new FaultOffice({ tickets, secured: server.url, store });
  const { code, out, err } = await office.run();
  expect([code, err]).toEqual([0, ""]);
  expect(`${out}${written()}`).not.toContain("canary");
  const { documents, checksum } = await unbroken(tickets);
  expect(await office.outcome()).toEqual({ documents, checksum });
});

test.each([
  ["a wrong password", { username: "elastic", password: WRONG }],
  ["no credentials at all", {}],
  ["an API key that is none", { apiKey: `${WRONG}==` }],
])("R23: %s: 5, the keys to check, no secret shown", async (_name, credentials) => {
  office = new FaultOffice({ tickets, secured: server.url, store: { ...credentials, ca: server.ca! } });
  const { code, out, err, took } = await office.run();
  expect(code).toBe(5);
  expect(err).toMatch(/Elasticsearch（https:\/\/127\.0\.0\.1:\d+）不接受用户名、密码或 API 密钥（401）/);
  expect(err).toMatch(/请检查 store.username 和 store.password，或 store.apiKey/);
  expect(`${out}${err}${written()}`).not.toContain("canary");
  expect(took).toBeLessThan(15_000);
});

test("R23: a certificate that nobody vouches for: 5, where to name its authority; the password is not sent", async () => {
  office = new FaultOffice({ tickets, secured: server.url, store: { username: "elastic", password: RIGHT } });
  const { code, out, err } = await office.run();
  expect(code).toBe(5);
  expect(err).toMatch(/证书无法验证/);
  expect(err).toMatch(/store\.ca/);
  expect(`${out}${err}${written()}`).not.toContain("canary");
});

test("an Elasticsearch 7: 5, its version, the versions that will do", async () => {
  const old = createServer((asked, answer) => {
    answer.setHeader("content-type", "application/json");
    answer.setHeader("x-elastic-product", "Elasticsearch");
    const nodes = { a: { name: "node-1", version: "7.17.29", roles: ["data", "master"], settings: {} } };
    const path = asked.url ?? "";
    if (path.startsWith("/_nodes")) answer.end(JSON.stringify({ cluster_name: "old", nodes }));
    else if (path === "/") answer.end(JSON.stringify({ cluster_name: "old", version: { number: "7.17.29" } }));
    else answer.writeHead(400).end(JSON.stringify({ error: { type: "illegal_argument_exception" }, status: 400 }));
  });
  old.listen(0, "127.0.0.1");
  await once(old, "listening");
  const { port } = old.address() as AddressInfo;
  office = new FaultOffice({ tickets, secured: `http://127.0.0.1:${port}` });
  try {
    const { code, err } = await office.run();
    expect(code).toBe(5);
    expect(err).toContain(`http://127.0.0.1:${port} 的 Elasticsearch 版本是 7.17.29，本程序需要 8.0 至 9.x`);
    expect(err).toMatch(/请升级集群，或把 store\.type 改为 sqlite/);
    expect(office.runs()).toEqual([]);
  } finally {
    old.closeAllConnections();
    old.close();
  }
});

test("what answers is no Elasticsearch: 5, the address to check", async () => {
  const stranger = createServer((_asked, answer) => answer.end("hello"));
  stranger.listen(0, "127.0.0.1");
  await once(stranger, "listening");
  const { port } = stranger.address() as AddressInfo;
  office = new FaultOffice({ tickets, secured: `http://127.0.0.1:${port}` });
  try {
    const { code, err } = await office.run();
    expect(code).toBe(5);
    expect(err).toContain(`http://127.0.0.1:${port} 上应答的不是 Elasticsearch`);
    expect(err).toMatch(/请检查 store\.node 的地址/);
  } finally {
    stranger.closeAllConnections();
    stranger.close();
  }
});
