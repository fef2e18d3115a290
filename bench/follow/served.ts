import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@elastic/elasticsearch";
import { Pool } from "undici";
import { shipped } from "../../core/paths.js";

const TOKEN = "token-of-the-benchmark";

/** A `minyi serve` of the built program in a folder of its own; folder and indices are removed when it stops. */
export class Served {
  private readonly pool: Pool;

  private constructor(
    url: string,
    /** What a reader of the same store is configured with. */
    readonly settings: { state: object; store: object },
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly index: string | undefined,
  ) {
    this.pool = new Pool(url, { connections: 64 });
  }

  static async start(node: string | undefined): Promise<Served> {
    const folder = mkdtempSync(join(tmpdir(), "minyi-bench-follow-"));
    const index = node === undefined ? undefined : `follow-${process.pid}`;
    const store =
      node === undefined
        ? { type: "sqlite", path: join(folder, "store.db") }
        : { type: "elasticsearch", node: [node], index };
    const settings = { state: { path: join(folder, "state.db"), key: join(folder, "key") }, store };
    const config = {
      ...settings,
      log: { path: join(folder, "log") },
      sources: [{ name: "portal", type: "push" }],
      server: { port: 0, token: TOKEN },
    };
    const path = join(folder, "minyi.yaml");
    writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
    const { ELASTICSEARCH_URL: _url, REDIS_URL: _redis, ...env } = process.env;
    const child = spawn(process.execPath, [shipped("dist/cli/main.js"), "serve", "--config", path, "--lang", "en"], {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    const url = await new Promise<string>((resolve, reject) => {
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const found = /http:\/\/[\d.]+:\d+/.exec(said);
        if (found) resolve(found[0]);
      });
      child.once("exit", () => reject(new Error(said)));
    });
    return new Served(url, settings, child, folder, index);
  }

  /** Pushes one message and gives the status of the answer. */
  async push(message: object): Promise<number> {
    const answer = await this.pool.request({
      method: "POST",
      path: "/api/v1/items",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(message),
    });
    await answer.body.dump();
    return answer.statusCode;
  }

  /** Seconds of processor time that the service has used. */
  cpu(): number {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async stop(): Promise<void> {
    await this.pool.close();
    const exited = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await exited;
    rmSync(this.folder, { recursive: true });
    if (this.index === undefined) return;
    const { node } = this.settings.store as { node?: string[] };
    const client = new Client({ nodes: node ?? [] });
    const indices = await client.indices.get({ index: `${this.index}*`, filter_path: "*.aliases" }).catch(() => ({}));
    for (const name of Object.keys(indices)) await client.indices.delete({ index: name });
    await client.indices.deleteIndexTemplate({ name: `${this.index}*` }, { ignore: [404] });
    await client.close();
  }
}
