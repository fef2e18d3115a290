import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PRIVILEGES } from "../../cli/doctor/elasticsearch/privileges.js";
import { elasticsearchCheck } from "../../cli/doctor/elasticsearch.js";
import { loadConfig } from "../../config/load.js";
import { systemClock } from "../../core/clock.js";
import { shipped } from "../../core/paths.js";
import { openStore } from "../../store/open.js";
import { document } from "../contract/store-documents.js";
import { elasticsearchHome, NOBODY } from "../services/distribution.js";
import { type Elasticsearch, startElasticsearch } from "../services/elasticsearch.js";
import { findJava } from "../services/java.js";
import { isRoot } from "../services/tools.js";

/** The role of docs/operations.md, on a server with TLS and passwords. */
const PASSWORD = "canary-elastic";
const ROLE = /```json\s*(\{\s*"cluster"[\s\S]*?)```/.exec(readFileSync(shipped("docs", "operations.md"), "utf8"))![1]!;

let server: Elasticsearch;
let cwd: string;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-secured-"));
  server = await startElasticsearch({ heapMb: 512, security: { password: PASSWORD } });
  const config = dirname(dirname(server.ca!));
  const [java, home] = await Promise.all([findJava(), elasticsearchHome()]);
  appendFileSync(
    join(config, "roles.yml"),
    `\nleast: ${JSON.stringify(JSON.parse(ROLE))}\nweak: {"cluster": ["monitor"], "indices": [{"names": ["minyi", "minyi-*"], "privileges": ["read"]}]}\n`,
  );
  for (const [name, role] of [
    ["minyi", "least"],
    ["reader", "weak"],
  ] as const) {
    const made = spawnSync(join(home, "bin/elasticsearch-users"), ["useradd", name, "-p", PASSWORD, "-r", role], {
      cwd: home,
      env: { PATH: process.env.PATH, HOME: config, ES_JAVA_HOME: java, ES_PATH_CONF: config },
      encoding: "utf8",
      ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    });
    expect(made.status, made.stdout + made.stderr).toBe(0);
  }
  await server.restart();
}, 300_000);
afterAll(async () => {
  await server?.stop();
  rmSync(cwd, { recursive: true });
});

function settings(env: Record<string, string>) {
  const given = { ELASTICSEARCH_URL: server.url, MINYI_STORE_CA: server.ca!, MINYI_STORE_PASSWORD: PASSWORD, ...env };
  return loadConfig({ env: given, cwd });
}

async function found(env: Record<string, string>): Promise<string[]> {
  const loaded = settings(env);
  const findings = await elasticsearchCheck.run({ config: loaded.config, loaded, clock: systemClock });
  return findings.map(({ level, text }) => `${level} ${text.zh}`);
}

test("the role of docs/operations.md names exactly what doctor asks for", () => {
  const role = JSON.parse(ROLE) as { cluster: string[]; indices: { names: string[]; privileges: string[] }[] };
  expect(role).toEqual({
    cluster: PRIVILEGES.cluster,
    indices: [{ names: ["minyi", "minyi-*"], privileges: PRIVILEGES.index }],
  });
});

test("it is enough for all that the store does, and doctor says so", async () => {
  const env = { MINYI_STORE_USERNAME: "minyi" };
  const { config } = settings(env);
  const store = await openStore(config);
  try {
    const one = document({ id: "a", createdAt: "2024-03-04T00:00:00.000Z" });
    expect(await store.put([one])).toEqual([{ outcome: "created" }]);
    const moved = document({ id: "a", createdAt: "2024-04-04T00:00:00.000Z", revision: one.revision + 1 });
    expect(await store.put([moved])).toMatchObject([{ outcome: "replaced" }]);
    expect((await store.find({})).total).toBe(1);
    expect((await store.count({ by: ["topic"], every: "month" })).length).toBe(1);
    for await (const page of store.scan()) expect(page.length).toBe(1);
    expect((await store.checksum()).documents).toBe(1);
    expect(await store.remove({ from: "2024-04-01T00:00:00+08:00", to: "2024-05-01T00:00:00+08:00" })).toBe(1);
  } finally {
    await store.close();
  }
  const lines = await found(env);
  expect(lines).toContain("ok 权限齐全");
  expect(lines.filter((line) => line.startsWith("fail"))).toEqual([]);
});

test("credentials in the address do as well", async () => {
  const { ELASTICSEARCH_URL } = { ELASTICSEARCH_URL: server.url.replace("//", `//minyi:${PASSWORD}@`) };
  const lines = await found({ ELASTICSEARCH_URL, MINYI_STORE_PASSWORD: "" });
  expect(lines).toContain("ok 权限齐全");
  expect(lines.join("\n")).not.toContain("canary");
});

test("a role that may only read: what it lacks", async () => {
  const lines = await found({ MINYI_STORE_USERNAME: "reader" });
  expect(lines).toContain("fail 缺少权限 cluster:manage_index_templates、index:write、index:manage");
});

test("a wrong password, no login, no authority: each told apart", async () => {
  expect(await found({ MINYI_STORE_USERNAME: "minyi", MINYI_STORE_PASSWORD: "wrong" })).toEqual([
    `fail ${server.url} 拒绝登录：用户名或密码不对（401）`,
  ]);
  expect(await found({ MINYI_STORE_PASSWORD: "" })).toEqual([`fail ${server.url} 要求登录，而配置里没有用户名`]);
  expect(await found({ MINYI_STORE_USERNAME: "minyi", MINYI_STORE_CA: "" })).toEqual([
    expect.stringMatching(/^fail .* 的证书不被信任（.*certificate.*）$/),
  ]);
  const plain = server.url.replace("https", "http");
  expect((await found({ ELASTICSEARCH_URL: plain, MINYI_STORE_CA: "" }))[0]).toMatch(
    /^fail .*(连不上|不是 Elasticsearch)/,
  );
});
