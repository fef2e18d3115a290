import { pbkdf2Sync, randomBytes } from "node:crypto";
import { chownSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configSchema, type MinyiConfig } from "../../../config/schema.js";
import { DependencyError } from "../../../core/errors.js";
import { openElasticStore } from "../../../store/elasticsearch/store.js";
import { document } from "../../contract/store-documents.js";
import { type Elasticsearch, startElasticsearch } from "../../services/elasticsearch.js";

const PASSWORD = "canary-password";

/** What the messages say that minyi needs, and no more. */
const ROLES = `
minyi_writer:
  cluster: [monitor, manage_index_templates]
  indices:
    - names: ["minyi", "minyi-*"]
      privileges: [read, write, manage]
minyi_reader:
  cluster: [monitor]
  indices:
    - names: ["minyi", "minyi-*"]
      privileges: [read, view_index_metadata]
nobody:
  cluster: [monitor]
`;

let server: Elasticsearch;
beforeAll(async () => {
  server = await startElasticsearch({ security: { password: PASSWORD }, heapMb: 512 });
  const folder = dirname(dirname(server.ca as string));
  const names = { writer: "minyi_writer", reader: "minyi_reader", stranger: "nobody" };
  place(join(folder, "roles.yml"), ROLES);
  place(
    join(folder, "users"),
    Object.keys(names)
      .map((name) => `${name}:${hashed(PASSWORD)}\n`)
      .join(""),
  );
  place(
    join(folder, "users_roles"),
    Object.entries(names)
      .map(([name, role]) => `${role}:${name}\n`)
      .join(""),
  );
  // The node looks at these files every few seconds.
  while (await failure({ username: "reader", password: PASSWORD }, true)) await wait(200);
}, 240_000);
afterAll(() => server?.stop());

/** The file belongs to whom the folder belongs to. */
function place(path: string, content: string): void {
  writeFileSync(path, content);
  const { uid, gid } = statSync(dirname(path));
  chownSync(path, uid, gid);
}

/** As Elasticsearch's file realm keeps passwords. */
function hashed(password: string): string {
  const salt = randomBytes(32);
  const hash = pbkdf2Sync(password, salt, 10_000, 32, "sha512");
  return `{PBKDF2}10000$${salt.toString("base64")}$${hash.toString("base64")}`;
}

function config(settings: object): MinyiConfig {
  const store = { type: "elasticsearch", node: [server.url], ca: server.ca, ...settings };
  return configSchema.parse({ store });
}

const failure = (settings: object, readOnly = false) =>
  openElasticStore(config(settings), { readOnly }).then(
    () => undefined,
    (error: unknown) => error as DependencyError,
  );

test("R23: TLS with the authority's certificate, user and password by setting or in the address", async () => {
  const store = await openElasticStore(config({ username: "elastic", password: PASSWORD }));
  expect(await store.put([document({ id: "a" })])).toEqual([{ outcome: "created" }]);
  expect(await store.size()).toBe(1);
  await store.close();
  const node = server.url.replace("https://", `https://elastic:${PASSWORD}@`);
  const other = await openElasticStore(config({ node: [node] }), { readOnly: true });
  expect((await other.get(["a"]))[0]?.id).toBe("a");
  await other.close();
});

test("a user with the privileges that the messages name can do everything; a reader can read", async () => {
  const writer = await openElasticStore(config({ username: "writer", password: PASSWORD }));
  expect(await writer.put([document({ id: "b", createdAt: "2024-05-05T00:00:00Z" })])).toEqual([
    { outcome: "created" },
  ]);
  await writer.put([document({ id: "b", revision: 2, createdAt: "2024-06-05T00:00:00Z" })]);
  expect(await writer.remove({ from: "2024-06-01T00:00:00Z", to: "2024-07-01T00:00:00Z" })).toBe(1);
  const total = await writer.size();

  const reader = await openElasticStore(config({ username: "reader", password: PASSWORD }), { readOnly: true });
  expect(await reader.size()).toBe(total);
  expect((await reader.find({ text: "噪音" })).total).toBe(total);
  expect((await reader.count({}))[0]?.n).toBe(total);
  expect(await reader.checksum()).toEqual(await writer.checksum());
  await reader.close();
  await writer.close();
});

test("who may not read gets an error, not an empty store; who may not write is told what is missing", async () => {
  for (const [username, readOnly] of [
    ["stranger", true],
    ["reader", false],
  ] as const) {
    const error = await failure({ username, password: PASSWORD }, readOnly);
    expect(error).toBeInstanceOf(DependencyError);
    expect(error?.what.zh).toContain("权限不足（403");
    expect(error?.fix?.zh).toContain("manage_index_templates");
  }
});

test("R23: wrong or no credentials, an unknown API key, no certificate: told at once with the fix, nothing quoted", async () => {
  const cases: [object, string, string][] = [
    [{ username: "elastic", password: "canary-wrong" }, "（401）", "store.password"],
    [{}, "（401）", "store.username"],
    [{ apiKey: "Y2FuYXJ5OndyZW9uZw==" }, "（401）", "store.apiKey"],
    [{ username: "elastic", password: PASSWORD, ca: undefined }, "证书无法验证", "store.ca"],
  ];
  for (const [settings, what, fix] of cases) {
    const started = performance.now();
    const error = await failure(settings);
    expect(error).toBeInstanceOf(DependencyError);
    expect(error?.what.zh).toContain(what);
    expect(error?.fix?.zh).toContain(fix);
    expect(`${JSON.stringify(error)}${error?.stack}`).not.toMatch(/canary|Y2FuYXJ5/);
    expect(performance.now() - started).toBeLessThan(5000);
  }
});

test("an http address of a node that speaks TLS is away, and the message names it", async () => {
  const error = await failure({ node: [server.url.replace("https", "http")], ca: undefined });
  expect(error?.what.zh).toContain(server.url.replace("https", "http"));
});
