import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { configSchema } from "../../config/schema.js";
import { FixedClock } from "../../core/clock.js";
import { Zone } from "../../core/zone.js";
import { Door } from "../../pipelines/door.js";
import type { PushSource } from "../../pipelines/pushed-item.js";
import { openState, type State } from "../../state/state.js";
import { Metrics } from "../../web/server/metrics.js";
import { Pressure } from "../../web/server/pressure.js";
import { type Probes, ReadinessCheck } from "../../web/server/readiness.js";
import { buildServer } from "../../web/server/server.js";

export const TOKEN = "canary-token-0123456789";

export interface Service {
  url: string;
  state: State;
  /** The state's file. */
  path: string;
  clock: FixedClock;
  /** Everything that was written to the log, as JSON. */
  logged: string[];
  /** What was received, in order. */
  received: string[];
  /** Posts with the token; a string is sent as it is, anything else as JSON. */
  post(body: unknown, options?: { type?: string; query?: string; headers?: Record<string, string> }): Promise<Response>;
  /** Every byte of the state's files, as Latin-1. */
  files(): string;
}

export interface ServiceOptions {
  sources?: object[];
  token?: string | undefined;
  maxPending?: number;
  probes?: Probes;
}

/** Starts the real service on a free port, over a real state; both are gone after the test. */
export function service(): (options?: ServiceOptions) => Promise<Service> {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
  return async (options = {}) => {
    const folder = mkdtempSync(join(tmpdir(), "minyi-web-"));
    const clock = new FixedClock(Date.parse("2026-11-09T02:00:00Z"));
    const { sources } = configSchema.parse({ sources: options.sources ?? [{ name: "portal", type: "push" }] });
    const state = openState(join(folder, "state.db"), { clock, keyPath: join(folder, "key") });
    const logged: string[] = [];
    const received: string[] = [];
    const log = (event: string, details?: unknown) => {
      logged.push(`${event} ${JSON.stringify(details)}`);
    };
    const names = sources.map(({ name }) => name);
    const metrics = new Metrics({ state, clock, pushSources: names });
    const app = buildServer({
      items: {
        token: "token" in options ? options.token : TOKEN,
        sources: sources as PushSource[],
        door: new Door(state, { zone: new Zone("Asia/Shanghai"), clock }),
        pressure: new Pressure(state, names, options.maxPending ?? 100, clock),
        onReceived: (source, sums) => {
          metrics.received(source, sums);
          received.push(`${source} ${sums.accepted}`);
        },
      },
      metrics,
      readiness: new ReadinessCheck(options.probes ?? { state: () => state.inbox.checkWritable() }, log),
      log: { error: log, warn: log },
    });
    await app.listen({ host: "127.0.0.1", port: 0 });
    closers.push(async () => {
      await app.close();
      state.close();
      rmSync(folder, { recursive: true });
    });
    const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    return {
      url,
      state,
      path: join(folder, "state.db"),
      clock,
      logged,
      received,
      post: (body, { type = "application/json", query = "", headers = {} } = {}) =>
        fetch(`${url}/api/v1/items${query}`, {
          method: "POST",
          headers: { authorization: `Bearer ${TOKEN}`, "content-type": type, ...headers },
          body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
        }),
      files: () =>
        readdirSync(folder)
          .map((name) => readFileSync(join(folder, name), "latin1"))
          .join(""),
    };
  };
}
