import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../services/free-port.js";
import { cleanEnvironment, MAIN, minyi, type Ran } from "./run.js";

/** R23: secrets stand everywhere in the configuration; not one of them shows in anything that is written. */
let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-secrets-"));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

async function configure(mode = 0o600): Promise<void> {
  const [es, redis, feed, port] = [await freePort(), await freePort(), await freePort(), await freePort()];
  writeFileSync(
    join(cwd, "minyi.yaml"),
    `store:
  type: elasticsearch
  node: ["http://minyi:canary-es-url@127.0.0.1:${es}", "https://canary-es-token@127.0.0.1:${es}"]
  username: minyi
  password: 'canary-es "password"'
  apiKey: canary-es-key
  requestTimeout: 1
  patience: 0
queue: {type: bullmq, redis: "redis://u:canary-redis%40x@127.0.0.1:${redis}", patience: 0}
server: {port: ${port}, token: canary-push-token-16}
network: {allow: ["127.0.0.1:${feed}"]}
sources:
  - {name: p, type: push}
  - {name: r, type: rss, urls: ["http://127.0.0.1:${feed}/feed?key=canary-feed-key"]}
  - {name: c, type: csv, path: in.csv}
`,
  );
  chmodSync(join(cwd, "minyi.yaml"), mode);
  writeFileSync(join(cwd, "in.csv"), "externalId,text,createdAt\n1,路灯坏了,2024-03-04 10:00\n");
}

/** Everything that came out, and every file that was made. */
function everything(ran: readonly Ran[]): string {
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(minyi\.yaml|other\.yaml)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  return [...ran.flatMap(({ out, err }) => [out, err]), ...files].join("\n");
}

const env = { DEBUG: "minyi" };

test("R23: with servers that are down, in every command", async () => {
  await configure();
  const commands = [
    ["config", "check"],
    ["config", "check", "--json"],
    ["doctor"],
    ["doctor", "--json", "--lang", "en"],
    ["run"],
    ["run", "--json"],
    ["search", "路灯"],
    ["trends", "--json"],
    ["jobs"],
    ["jobs", "--json"],
    ["replay", "--list"],
    ["worker"],
    ["schedule", "list"],
    ["store", "check"],
  ];
  const ran = commands.map((command) => minyi(command, { cwd, env }));
  const [check, , doctor] = ran;
  expect([check?.code, check?.err]).toEqual([0, ""]);
  expect(doctor?.code).toBe(5);
  expect(doctor?.out).toMatch(/✗ Elasticsearch/);
  expect(doctor?.out).toMatch(/✗ Redis/);
  expect(everything(ran)).not.toMatch(/canary/);
}, 120_000);

test("R23: in a service that cannot reach its servers", async () => {
  await configure();
  const child = spawn(process.execPath, [MAIN, "serve"], { cwd, env: cleanEnvironment(env) });
  const parts: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => parts.push(part));
  const ended = once(child, "exit");
  // It says something before it ends, or while it goes on.
  await Promise.race([once(child.stderr, "data"), ended]);
  child.kill("SIGTERM");
  await ended;
  const said = Buffer.concat(parts).toString();
  expect(everything([{ code: 0, out: said, err: "" }])).not.toMatch(/canary/);
}, 60_000);

describe("R23: the configuration itself", () => {
  test.skipIf(process.platform === "win32")(
    "a file that others can read is told, with the fix, until it is mended",
    async () => {
      await configure(0o644);
      const first = minyi(["config", "check"], { cwd });
      expect(first.code).toBe(0);
      expect(first.err).toMatch(
        /^注意：minyi\.yaml 里直接写着密码或令牌（store\.node\[0\]、store\.node\[1\]、store\.password、store\.apiKey、queue\.redis、server\.token、sources\[1\]\.urls\[0\]），其他用户也能读到（权限 644）：请运行 chmod 600 minyi\.yaml/,
      );
      expect(first.err).not.toContain("canary");
      chmodSync(join(cwd, "minyi.yaml"), 0o600);
      expect(statSync(join(cwd, "minyi.yaml")).mode & 0o777).toBe(0o600);
      expect(minyi(["config", "check"], { cwd }).err).toBe("");
    },
  );

  test("a mistake beside a secret quotes nothing of it", { timeout: 120_000 }, () => {
    for (const yaml of [
      "store: {pasword: canary-1}\n",
      "store: {password: [canary-1]}\n",
      "store: {password: {a: canary-1}}\n",
      "server: {token: canary-short}\n",
      "queue: {type: bullmq, redis: 'redis:/u:canary-1@host'}\n",
      "store: {node: 'http://u:canary-1@host'}\n",
      "store: {password: canary-1\n",
      "store: {password: 'canary-1}\n",
    ]) {
      writeFileSync(join(cwd, "minyi.yaml"), yaml);
      const ran = [minyi(["config", "check"], { cwd, env }), minyi(["config", "check", "--json"], { cwd, env })];
      expect(ran[0]?.code).toBe(2);
      expect(everything(ran), yaml).not.toMatch(/canary/);
    }
  });
});
