import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { removeIndices, uniquePrefix } from "./prefix.js";
import { bulkOnly, FaultProxy } from "./proxy.js";
import { request } from "./request.js";

const server = inject("elasticsearch");
const index = uniquePrefix("proxy");
let proxy: FaultProxy;

beforeAll(async () => {
  proxy = await FaultProxy.start(server);
});
afterEach(async () => {
  proxy.pass();
  proxy.passed.length = 0;
  await proxy.accept();
});
afterAll(async () => {
  await proxy.stop();
  await removeIndices(server, index);
});

const write = (id: string) =>
  request(`${proxy.url}/${index}/_create/${id}?refresh=true`, undefined, { method: "PUT", body: { n: 1 } });

test("passes on what it is not told about", async () => {
  const straight = await request(`${server}/_cluster/health?filter_path=cluster_name`);
  expect(await request(`${proxy.url}/_cluster/health?filter_path=cluster_name`)).toEqual(straight);
  expect((await request(`${proxy.url}/_none`)).status).toBe(400);
});

test("answers 429 as often as it is told, with the seconds to wait", async () => {
  proxy.answer429(2, { retryAfter: 3 });
  const answer = await fetch(`${proxy.url}/_cluster/health`);
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("3");
  expect(await answer.json()).toMatchObject({ status: 429, error: { type: "es_rejected_execution_exception" } });
  expect((await request(`${proxy.url}/_cluster/health`)).status).toBe(429);
  expect((await request(`${proxy.url}/_cluster/health`)).status).toBe(200);
});

test("can mean some requests only", async () => {
  proxy.answer503(1, bulkOnly);
  expect((await request(`${proxy.url}/_cluster/health`)).status).toBe(200);
  expect((await request(`${proxy.url}/_bulk`, undefined, { method: "POST", body: {} })).status).toBe(503);
});

test("cuts the connection when the server has done what was asked: the client can't know, the document is there", async () => {
  proxy.cutAfterRequest(1);
  await expect(write("1")).rejects.toThrow(/socket hang up|ECONNRESET/);
  expect((await request(`${server}/${index}/_doc/1`)).status).toBe(200);
  expect(proxy.passed).toMatchObject([{ method: "PUT", path: `/${index}/_create/1?refresh=true`, outcome: "cut" }]);
  expect((await write("1")).status).toBe(409);
});

test("refuses connections until it accepts them again, on the same port", async () => {
  const { url } = proxy;
  await proxy.refuse();
  await expect(request(`${url}/_cluster/health`)).rejects.toThrow("ECONNREFUSED");
  await proxy.accept();
  expect((await request(`${url}/_cluster/health`)).status).toBe(200);
});

test("delays every request", async () => {
  proxy.delay(300);
  const start = performance.now();
  await request(`${proxy.url}/_cluster/health`);
  expect(performance.now() - start).toBeGreaterThanOrEqual(295);
});

test("says when a request comes in", async () => {
  const met = proxy.nextRequest((method) => method === "PUT");
  await request(`${proxy.url}/_cluster/health`);
  const written = write("2");
  await met;
  expect((await written).status).toBe(201);
});

test("a server that is gone looks as if there were no proxy", async () => {
  const orphan = await FaultProxy.start("http://127.0.0.1:9");
  await expect(request(`${orphan.url}/`)).rejects.toThrow(/socket hang up|ECONNRESET/);
  await orphan.stop();
});
