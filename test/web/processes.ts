import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { cleanEnvironment, MAIN, minyi, type Ran } from "../cli/run.js";

export const TOKEN = "canary-token-0123456789";

export interface Started {
  child: ChildProcess;
  /** Everything on stdout and stderr so far. */
  output(): string;
  /** Resolves with the match once the output matches. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends SIGTERM; the exit code and how long the end took, ms. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
}

/** A folder with a configuration in which real processes run; all of them are ended and it is removed after the test. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), "minyi-serve-"));
  private readonly started: ChildProcess[] = [];

  constructor(config: string) {
    writeFileSync(join(this.folder, "minyi.yaml"), config, { mode: 0o600 });
  }

  /** Starts the command line and leaves it running. */
  start(...args: string[]): Started {
    const env = cleanEnvironment({ MINYI_SERVER_TOKEN: TOKEN });
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: this.folder, env });
    this.started.push(child);
    let text = "";
    const listeners = new Set<() => void>();
    const exited = once(child, "exit");
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (part: string) => {
        text += part;
        for (const tell of listeners) tell();
      });
    }
    return {
      child,
      output: () => text,
      says: (pattern) =>
        new Promise((resolve, reject) => {
          const look = () => {
            const match = pattern.exec(text);
            if (match) resolve(match);
            return match !== null;
          };
          if (look()) return;
          listeners.add(look);
          void exited.then(() => reject(new Error(`ended without saying ${pattern}: ${text}`)));
        }),
      stop: async (signal = "SIGTERM") => {
        const before = performance.now();
        child.kill(signal);
        const [code] = (await exited) as [number | null];
        return { code, ms: performance.now() - before };
      },
    };
  }

  /** Starts `minyi serve` on a free port and gives its address. */
  async serve(): Promise<Started & { url: string }> {
    const started = this.start("serve", "--port", "0");
    const [url] = await started.says(/http:\/\/[\d.]+:\d+/);
    return { ...started, url };
  }

  run(...args: string[]): Ran {
    return minyi(args, { cwd: this.folder, env: { MINYI_SERVER_TOKEN: TOKEN } });
  }

  /** How many documents hold a text. */
  found(text: string): number {
    const { out } = this.run("search", text, "--json");
    return out === "" ? 0 : (JSON.parse(out) as { total: number }).total;
  }

  /** Every file below the folder but the configuration and the key, as Latin-1. */
  files(): string {
    return (readdirSync(this.folder, { recursive: true }) as string[])
      .filter((name) => name !== "minyi.yaml" && !name.endsWith(".key") && statSync(join(this.folder, name)).isFile())
      .map((name) => readFileSync(join(this.folder, name), "latin1"))
      .join("");
  }

  close(): void {
    for (const child of this.started) if (child.exitCode === null) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Makes places that are gone after each test. */
export function places(): (config?: string) => Place {
  const made: Place[] = [];
  afterEach(() => {
    for (const place of made.splice(0)) place.close();
  });
  return (config = "sources:\n  - { name: portal, type: push, channel: board }\n") => {
    const place = new Place(config);
    made.push(place);
    return place;
  };
}

/** Pushes JSON, or lines when a text is given. */
export function push(url: string, body: unknown): Promise<Response> {
  const lines = typeof body === "string";
  return fetch(`${url}/api/v1/items`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${TOKEN}`,
      "content-type": lines ? "application/x-ndjson" : "application/json",
    },
    body: lines ? body : JSON.stringify(body),
  });
}
