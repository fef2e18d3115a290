import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import type { CheckContext } from "../../cli/doctor/check.js";
import { wantedFree } from "../../cli/doctor/elasticsearch/disk.js";
import { usableVersion } from "../../cli/doctor/elasticsearch/version.js";
import { elasticsearchCheck } from "../../cli/doctor/elasticsearch.js";
import { loadConfig } from "../../config/load.js";
import { FixedClock } from "../../core/clock.js";
import { createClient } from "../../store/elasticsearch/client.js";
import { ensureTemplate, monthIndex } from "../../store/elasticsearch/template.js";
import { freePort } from "../services/free-port.js";
import { removeIndices, uniquePrefix } from "../services/prefix.js";
import { minyi } from "./run.js";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-doctor-es-"));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

function context(env: Record<string, string>): CheckContext {
  const loaded = loadConfig({ env, cwd });
  return { config: loaded.config, loaded, clock: new FixedClock(Date.parse("2026-11-24T04:00:00Z")) };
}

/** Findings as a person reads them, machine-made figures out. */
async function found(env: Record<string, string>): Promise<string[]> {
  const findings = await elasticsearchCheck.run(context(env));
  return findings.map(({ level, text, fix }) => `${level} ${text.zh}${fix ? ` → ${fix.zh}` : ""}`);
}

async function listening(server: Server | ReturnType<typeof createTcp>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Lets something else answer in place of Elasticsearch. */
async function withServer<T>(answer: RequestListener, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  const port = await listening(server);
  try {
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** An answer that only differs from a real one in what is being tried. */
function elastic(routes: Record<string, [number, object]>): RequestListener {
  return (request, response) => {
    const path = Object.keys(routes).find((start) => request.url?.startsWith(start));
    const [status, body] = path ? routes[path]! : [200, {}];
    response.writeHead(status, {
      "content-type": "application/vnd.elasticsearch+json;compatible-with=8",
      "x-elastic-product": "Elasticsearch",
    });
    response.end(JSON.stringify(body));
  };
}

test("nothing to say where documents are kept in SQLite", async () => {
  expect(await found({})).toEqual([]);
});

describe("on a real server", () => {
  const url = inject("elasticsearch");
  let index: string;
  beforeEach(() => {
    index = uniquePrefix("doctor");
  });
  afterEach(() => removeIndices(url, index));

  function settings(env: Record<string, string> = {}) {
    return { ELASTICSEARCH_URL: url, MINYI_STORE_INDEX: index, ...env };
  }

  async function makeMonth(timezone = "Asia/Shanghai"): Promise<ReturnType<typeof createClient>> {
    const client = createClient(context(settings()).config.store);
    const layout = { index, timezone, shards: 1 };
    await ensureTemplate(client, layout);
    await client.indices.create({ index: `${index}-2024.03`, ...monthIndex(layout, "2024.03") });
    return client;
  }

  test("before the first run", async () => {
    const lines = await found(settings());
    expect(lines.slice(0, 2)).toEqual([`ok 已连上 ${url}`, expect.stringMatching(/^ok 版本 [89]\.\d+\.\d+$/)]);
    expect(lines[2]).toMatch(/^(ok 集群状态 (green|yellow)|fail 集群状态 red)/);
    expect(lines).toContain("ok 没有启用登录：任何能连上的人都能读写，请只放在内网");
    expect(lines).toContain("ok 还没有索引模板，第一次运行时建立");
    expect(lines).toContain("ok 还没有文档");
    expect(lines.find((line) => line.includes("磁盘"))).toMatch(/^(ok|warn) 节点 .+ 的磁盘剩余 \d+\.\d GB/);
  });

  test("template and months, then another time zone", async () => {
    const client = await makeMonth();
    try {
      const lines = await found(settings());
      expect(lines).toContain(`ok 索引模板 ${index}：格式 1，时区 Asia/Shanghai`);
      expect(lines.at(-1)).toMatch(/^ok 0 件文档，1 个月的索引，0\.0 MB$/);
      expect(await found(settings({ MINYI_TIMEZONE: "UTC" }))).toContain(
        `fail index template ${index} 按时区 Asia/Shanghai 计日，而配置的时区是 UTC → 把 timezone 改回 Asia/Shanghai，或用 store.index 换一个名称。`,
      );
    } finally {
      await client.close();
    }
  });

  test("an index that a full disk, or somebody, has made read-only", async () => {
    const client = await makeMonth();
    try {
      const block = (name: string, value: true | null) =>
        client.indices.putSettings({ index: `${index}-2024.03`, settings: { [`index.blocks.${name}`]: value } });
      await block("read_only_allow_delete", true);
      expect(await found(settings())).toContain(
        `fail 磁盘写满，Elasticsearch 已把 1 个索引改为只读（${index}-2024.03） → 给 Elasticsearch 的节点腾出磁盘（低于高水位后自动解除），运行会自己等待并继续。`,
      );
      await block("read_only_allow_delete", null);
      await block("write", true);
      const [line] = (await found(settings())).filter((text) => text.includes("设为只读"));
      expect(line).toMatch(/^fail 1 个索引被人为设为只读.*curl -X PUT/);
    } finally {
      await client.close();
    }
  });

  test("an index of another program under our name", async () => {
    const client = createClient(context(settings()).config.store);
    try {
      await client.indices.create({ index });
      expect(await found(settings())).toContain(
        `fail ${index} 不是 minyi 建立的 → 用 store.index 换一个没有人用的名称。`,
      );
    } finally {
      await client.close();
    }
  });

  test("another installation whose name begins alike is none of ours", async () => {
    const client = await makeMonth();
    try {
      const longer = { index: `${index}-test`, timezone: "UTC", shards: 1 };
      await ensureTemplate(client, longer);
      await client.indices.create({ index: `${index}-test-2024.03`, ...monthIndex(longer, "2024.03") });
      expect((await found(settings())).at(-1)).toBe("ok 0 件文档，1 个月的索引，0.0 MB");
    } finally {
      await client.close();
    }
  });

  test("one node of two is down: a warning, and the rest is looked at through the other", async () => {
    const dead = `http://127.0.0.1:${await freePort()}`;
    const lines = await found(settings({ ELASTICSEARCH_URL: `${dead},${url}` }));
    expect(lines[0]).toBe(`ok 已连上 ${url}`);
    expect(lines[1]).toMatch(new RegExp(`^warn ${dead} 连不上（.*ECONNREFUSED.*） → 检查 Elasticsearch 是否在运行`));
    expect(lines.length).toBeGreaterThan(5);
  });

  test("https where there is none", async () => {
    const lines = await found(settings({ ELASTICSEARCH_URL: url.replace("http:", "https:") }));
    expect(lines).toEqual([
      `fail ${url.replace("http:", "https:")} 没有启用 TLS（wrong version number） → 把地址中的 https 改成 http，或在 Elasticsearch 上启用 TLS。`,
    ]);
  });
});

describe("odd answers", () => {
  test("nobody listens; code 5 and the fix on the command line, without the password", async () => {
    const env = { ELASTICSEARCH_URL: `http://minyi:canary-pw@127.0.0.1:${await freePort()}` };
    writeFileSync(join(cwd, "minyi.yaml"), "log: {level: info}\n");
    const { code, out, err } = minyi(["doctor"], { cwd, env });
    expect(code).toBe(5);
    expect(out).toMatch(/✗ Elasticsearch +http:\/\/127\.0\.0\.1:\d+ 连不上（.*ECONNREFUSED/);
    expect(out + err).not.toContain("canary");
  });

  test("wrong password, no password, missing privilege", async () => {
    const denied: RequestListener = elastic({ "/": [401, { error: { type: "security_exception", reason: "x" } }] });
    await withServer(denied, async (url) => {
      expect(await found({ ELASTICSEARCH_URL: url })).toEqual([
        `fail ${url} 要求登录，而配置里没有用户名 → 设 store.username 和 store.password（或 store.apiKey）。`,
      ]);
      const login = { MINYI_STORE_USERNAME: "minyi", MINYI_STORE_PASSWORD: "canary" };
      expect(await found({ ELASTICSEARCH_URL: url, ...login })).toEqual([
        `fail ${url} 拒绝登录：用户名或密码不对（401） → 检查 store.username, store.password；可用 curl -u 用户名 ${url}/_cluster/health 试一试。`,
      ]);
      expect(await found({ ELASTICSEARCH_URL: url, MINYI_STORE_API_KEY: "canary" })).toEqual([
        `fail ${url} 拒绝登录：API key 不对或已失效（401） → 检查 store.apiKey（建立时答复里的 encoded）；可用 curl -H "Authorization: ApiKey 密钥" ${url}/_cluster/health 试一试。`,
      ]);
    });
    const reason =
      "action [cluster:monitor/health] is unauthorized for user [minyi] with effective roles [x], this action is granted by the cluster privileges [monitor,manage,all]";
    await withServer(elastic({ "/_cluster/health": [403, { error: { reason } }] }), async (url) => {
      expect(await found({ ELASTICSEARCH_URL: url })).toContain(
        `fail ${url} 不允许：缺少权限 monitor（403，cluster:monitor/health） → 给该用户的角色补上这个权限；最小权限的角色见 docs/operations.md。`,
      );
    });
  });

  test("privileges that a user lacks are named, as the server tells them", async () => {
    const answer = {
      has_all_requested: false,
      cluster: { monitor: true, manage_index_templates: false },
      index: {
        minyi: { read: true, write: false, manage: false },
        "minyi-*": { read: true, write: false, manage: true },
      },
    };
    await withServer(elastic({ "/_security/user/_has_privileges": [200, answer] }), async (url) => {
      const [line] = (await found({ ELASTICSEARCH_URL: url })).filter((text) => text.includes("缺少权限"));
      expect(line).toMatch(
        /^fail 缺少权限 cluster:manage_index_templates、index:write、index:manage → .*operations\.md。$/,
      );
    });
  });

  test("a version that cannot be used; yellow on several nodes; red", async () => {
    const health = { status: "yellow", number_of_data_nodes: 3, unassigned_shards: 4, unassigned_primary_shards: 0 };
    const nodes = { nodes: { a: { version: "7.17.1" }, b: { version: "8.19.2" } } };
    await withServer(elastic({ "/_cluster/health": [200, health], "/_nodes/os": [200, nodes] }), async (url) => {
      const lines = await found({ ELASTICSEARCH_URL: url });
      expect(lines).toContain("fail 版本 7.17.1 不能用 → 换用 Elasticsearch 8.x（在 8.19 上测试过）或 9.x。");
      expect(lines.find((line) => line.includes("yellow"))).toMatch(/^warn .*4 个副本分片没有分配 → 看原因：curl/);
    });
    const red = { ...health, status: "red", unassigned_primary_shards: 2 };
    await withServer(elastic({ "/_cluster/health": [200, red] }), async (url) => {
      const [line] = (await found({ ELASTICSEARCH_URL: url })).filter((text) => text.includes("red"));
      expect(line).toMatch(/^fail 集群状态 red：2 个主分片不在/);
    });
  });

  test("what answers is not Elasticsearch", async () => {
    const page: RequestListener = (_, response) => response.end("<h1>hello</h1>");
    await withServer(page, async (url) => {
      expect((await found({ ELASTICSEARCH_URL: url }))[0]).toMatch(
        /^fail .* 上的不是 Elasticsearch → 检查 store\.node/,
      );
    });
    const proxy: RequestListener = (_, response) => response.writeHead(502).end();
    await withServer(proxy, async (url) => {
      expect((await found({ ELASTICSEARCH_URL: url }))[0]).toMatch(/^fail .*(回答 502|上的不是 Elasticsearch)/);
    });
  });

  test("who never answers is waited for no longer than five seconds", { timeout: 20_000 }, async () => {
    const silent = createTcp(() => {});
    const port = await listening(silent);
    const started = performance.now();
    try {
      const lines = await found({ ELASTICSEARCH_URL: `http://127.0.0.1:${port}` });
      expect(lines).toEqual([expect.stringMatching(/^fail .*在 5 秒内没有应答 → /)]);
      expect(performance.now() - started).toBeLessThan(8000);
    } finally {
      silent.close();
    }
  });

  test("a certificate of the authority that is not there", async () => {
    const env = { ELASTICSEARCH_URL: "https://127.0.0.1:1", MINYI_STORE_CA: "none.pem" };
    expect((await found(env))[0]).toMatch(/^fail .*none\.pem → .*store\.ca/);
  });
});

describe("disk watermarks, of a disk of 1,000 GB", () => {
  const total = 1000e9;
  test.each([
    ["85%", undefined, 150e9],
    ["0.9", "-1", 100e9],
    ["85%", "100GB", 100 * 2 ** 30],
    ["20gb", "100GB", 20 * 2 ** 30],
  ])("%s with a headroom of %s wants %d bytes free", (mark, headroom, bytes) => {
    expect(wantedFree(mark, headroom, total)).toBeCloseTo(bytes, -3);
  });
  test("a mark that says nothing", () => {
    expect(wantedFree("", undefined, total)).toBeUndefined();
  });
});

test("versions", () => {
  expect(["7.17.29", "8.0.0", "8.19.21", "9.1.0", "10.0.0", "?"].map(usableVersion)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
});
