import { errors } from "@elastic/elasticsearch";
import { describe, expect, test } from "vitest";
import { FixedClock } from "../../../core/clock.js";
import { DependencyError, MinyiError } from "../../../core/errors.js";
import { Patience, type PatienceOptions } from "../../../store/elasticsearch/patience.js";

const MINUTE = 60_000;

/** A server's refusal as the client reports it. */
function refusal(statusCode: number, type: string, headers: Record<string, string> = {}): Error {
  return new errors.ResponseError({ statusCode, headers, body: { error: { type, reason: "secret words" } } } as never);
}

/** Time that passes only by waiting. */
function patient(options: Partial<PatienceOptions> = {}) {
  const clock = new FixedClock(0);
  const pauses: number[] = [];
  const told: string[] = [];
  const patience = new Patience({
    limit: MINUTE,
    nodes: "http://es:9200",
    index: "minyi",
    now: () => clock.now(),
    random: () => 1,
    onWait: ({ zh }) => told.push(zh),
    pause: async (ms) => {
      pauses.push(ms);
      clock.advance(ms);
    },
    ...options,
  });
  return { patience, pauses, told, clock };
}

/** Fails so many times, then succeeds. */
function failing(times: number, error: () => Error): () => Promise<string> {
  let left = times;
  return async () => {
    if (left-- > 0) throw error();
    return "done";
  };
}

describe("R5: waiting for a cluster", () => {
  test("pauses double up to five seconds; jitter takes off half at most", async () => {
    const busy = () => refusal(429, "es_rejected_execution_exception");
    const { patience, pauses } = patient();
    expect(await patience.run(failing(8, busy))).toBe("done");
    expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    const least = patient({ random: () => 0 });
    await least.patience.run(failing(2, busy));
    expect(least.pauses).toEqual([50, 100]);
  });

  test("a server that says when to come back is obeyed", async () => {
    const { patience, pauses } = patient();
    await patience.run(failing(1, () => refusal(429, "too_many", { "retry-after": "7" })));
    expect(pauses).toEqual([7000]);
  });

  test("an outage is told once when it has lasted, and once when it is over; a hiccup is not", async () => {
    const { patience, told } = patient();
    const away = () => new errors.ConnectionError("connect ECONNREFUSED 127.0.0.1:9200");
    await patience.run(failing(3, away));
    expect(told).toEqual([]);
    await patience.run(failing(9, away));
    await patience.run(failing(0, away));
    expect(told).toEqual([
      "Elasticsearch（http://es:9200）没有应答（ECONNREFUSED），正在等待，最多 1 分钟。",
      "Elasticsearch 已恢复，继续。",
    ]);
  });

  test("a cluster that comes back refuses valid credentials for a moment: waited for; refused for good, it is told", async () => {
    const { patience } = patient();
    const answers = [
      new errors.ConnectionError("connect ECONNREFUSED 127.0.0.1:9200"),
      refusal(503, "cluster_block_exception"),
      refusal(401, "security_exception"),
      refusal(401, "security_exception"),
    ];
    expect(await patience.run(failing(4, () => answers.shift() as Error))).toBe("done");
    const away = [new errors.ConnectionError("connect ECONNREFUSED 127.0.0.1:9200")];
    const error = await patience
      .run(failing(1000, () => away.shift() ?? refusal(401, "security_exception")))
      .catch((e: unknown) => e);
    expect((error as DependencyError).what.zh).toContain("（401）");
  });

  test("R9: a read-only index is told at once", async () => {
    const { patience, told } = patient();
    await patience.run(failing(1, () => refusal(403, "cluster_block_exception")));
    expect(told[0]).toContain("不可写入（cluster_block_exception，多半是磁盘将满），正在等待");
  });

  test("R9: an index that was deleted under a slow request is no outage: nobody is told that there is no answer", async () => {
    const { patience, told, clock } = patient();
    const deleted = { kind: "deleted", type: "index_not_found_exception" } as const;
    const sent = clock.now();
    clock.advance(30_000);
    await patience.failed(deleted, 0, sent);
    patience.succeeded();
    expect(told).toEqual([]);
    clock.advance(2 * MINUTE);
    const error = await patience.failed(deleted, 0, sent).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DependencyError);
    expect((error as DependencyError).what.zh).toBe(
      "Elasticsearch 的索引 minyi-* 在写入时被人删除（index_not_found_exception）",
    );
    expect((error as DependencyError).fix?.zh).toContain("minyi store check");
  });

  test("patience ends when nothing has succeeded for its time; a success starts it anew", async () => {
    const { patience, clock } = patient();
    const away = () => refusal(503, "HTTP 503");
    await patience.run(failing(12, away));
    const before = clock.now();
    const error = await patience.run(failing(1000, away)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DependencyError);
    expect((error as DependencyError).what.zh).toBe("连不上 Elasticsearch（http://es:9200）：HTTP 503");
    expect((error as DependencyError).fix?.zh).toContain("已提交的进度不会丢失");
    expect((error as DependencyError).exitCode).toBe(5);
    expect(clock.now() - before).toBeGreaterThan(0.9 * MINUTE);
    expect(clock.now() - before).toBeLessThanOrEqual(MINUTE);
  });

  test("waiting ends when the run is interrupted", async () => {
    const stop = new AbortController();
    const { patience } = patient({ signal: stop.signal, pause: async () => stop.abort() });
    const away = () => refusal(503, "HTTP 503");
    const error = await patience.run(failing(1000, away)).catch((e: unknown) => e);
    expect((error as MinyiError).what.zh).toContain("被中断");
  });
});

describe("what waiting does not help against is told at once", () => {
  const cases: [string, Error, string, string][] = [
    ["wrong password", refusal(401, "security_exception"), "不接受用户名、密码或 API 密钥", "store.password"],
    ["missing privilege", refusal(403, "security_exception"), "权限不足", "manage_index_templates"],
    [
      "unknown certificate",
      new errors.ConnectionError("self-signed certificate in certificate chain"),
      "证书",
      "store.ca",
    ],
    ["something else", new errors.ProductNotSupportedError("Elasticsearch"), "不是 Elasticsearch", "store.node"],
  ];
  test.each(cases)("%s", async (_name, cause, what, fix) => {
    const { patience, pauses } = patient();
    const error = await patience.run(failing(1, () => cause)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DependencyError);
    expect((error as DependencyError).what.zh).toContain(what);
    expect((error as DependencyError).fix?.zh).toContain(fix);
    expect(pauses).toEqual([]);
  });

  test("a request that is wrong is our fault, not the server's: it is no DependencyError", async () => {
    const { patience } = patient();
    const error = await patience.run(failing(1, () => refusal(400, "parsing_exception"))).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(MinyiError);
    expect((error as MinyiError).exitCode).toBe(1);
  });

  test("an error that is not the client's is passed on as it is", async () => {
    const { patience } = patient();
    const bug = new TypeError("bug");
    await expect(patience.run(failing(1, () => bug))).rejects.toBe(bug);
  });
});
