import { connect } from "node:net";
import { expect, test } from "vitest";
import { DependencyError } from "../../core/errors.js";
import { service } from "./service.js";

const start = service();

test("healthz tells that the process lives, and asks nothing else", async () => {
  const { url } = await start({
    probes: {
      store: () => {
        throw new Error("never asked");
      },
    },
  });
  const answer = await fetch(`${url}/healthz`);
  expect([answer.status, await answer.json()]).toEqual([200, { alive: true }]);
});

test("readyz names each part; what is wrong in detail is for the log only", async () => {
  const { url } = await start();
  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, parts: { state: { ok: true } } }]);
  const { url: broken, logged } = await start({
    probes: {
      state: () => undefined,
      queue: () => Promise.reject(new DependencyError({ zh: "连不上", en: "cannot reach redis://:canary@10.0.0.6" })),
    },
  });
  const answer = await fetch(`${broken}/readyz`);
  expect([answer.status, await answer.json()]).toEqual([
    503,
    {
      ready: false,
      parts: {
        state: { ok: true },
        queue: { ok: false, error: { zh: "Redis 无法访问，详情见日志", en: "Redis cannot be reached; see the log" } },
      },
    },
  ]);
  expect(logged).toHaveLength(1);
});

test("metrics: what waits, how long, what came in, how the runs went", async () => {
  const { url, post, clock, state } = await start();
  await post([{ text: "路灯坏了" }, { texxt: "" }]);
  clock.advance(7_000);
  const run = state.runs.start({ kind: "run", trigger: "test", sources: [], versions: {}, engine: "", config: "" });
  state.runs.finish(run, "done");
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  const text = await answer.text();
  for (const line of [
    'minyi_inbox_pending{source="portal"} 1',
    'minyi_lag_seconds{source="portal"} 7',
    'minyi_pushed_total{source="portal",outcome="accepted"} 1',
    'minyi_pushed_total{source="portal",outcome="rejected"} 1',
    'minyi_http_requests_total{route="/api/v1/items",status="202"} 1',
    'minyi_run_status{status="done"} 1',
    'minyi_run_status{status="failed"} 0',
    `minyi_last_success_timestamp_seconds ${clock.now() / 1000}`,
    'minyi_errors_total{kind="dependency"} 0',
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
});

test("R28: no page may frame, read or guess: headers on every answer, no CORS", async () => {
  const { url, post } = await start();
  for (const answer of [
    await fetch(`${url}/nothing/../here`, { headers: { origin: "https://evil.example" } }),
    await fetch(`${url}/healthz`, { headers: { origin: "https://evil.example" } }),
    await post('{"text":"路灯坏了"}', { type: "application/x-ndjson" }),
    await post("{"),
  ]) {
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  }
});

test("unknown addresses and broken requests are told in JSON, without a stack", async () => {
  const { url } = await start();
  const answer = await fetch(`${url}/%zz`);
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: { code: "bad_request", message: "请求无法处理" } },
  ]);
  const none = await fetch(`${url}/api/v1/items`);
  expect([none.status, await none.json()]).toEqual([404, { error: { code: "not_found", message: "没有这个地址" } }]);
});

test("R29: a client that sends its headers drop by drop is let go, the others are served", async () => {
  const { url } = await start();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write("POST /api/v1/items HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  let text = "";
  socket.on("data", (data) => {
    text += data;
  });
  const closed = new Promise((resolve) => socket.once("close", resolve));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await closed;
  expect(text).toContain("408 Request Timeout");
});
