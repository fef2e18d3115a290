import type { AddressInfo } from "node:net";
import type { LoadedConfig } from "../../config/load.js";
import type { MinyiConfig } from "../../config/schema.js";
import { DependencyError, MinyiError } from "../../core/errors.js";
import { Zone } from "../../core/zone.js";
import { Door } from "../../pipelines/door.js";
import type { PushSource } from "../../pipelines/pushed-item.js";
import { openState } from "../../state/state.js";
import { Metrics, type QueueDepth } from "../../web/server/metrics.js";
import { Pressure } from "../../web/server/pressure.js";
import { ReadinessCheck } from "../../web/server/readiness.js";
import { buildServer } from "../../web/server/server.js";
import { lookAtQueue } from "../jobs/queue.js";
import type { Shell } from "../shell.js";
import { logged, openRunLog } from "./run-log.js";
import { storeProbe } from "./store-probe.js";

/** The HTTP service while it listens. */
export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:8010`. */
  address: string;
  metrics: Metrics;
  /** Ends within five seconds, whatever clients do. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  host: string;
  port: number;
  /** Told that something was pushed. */
  onReceived(): void;
}

/** ms that requests under way are given when the service ends. */
const CLOSE_WITHIN = 4_000;

/**
 * Opens state for receiving, which needs no lock: another process may analyse meanwhile. Listens until it is closed.
 * @throws MinyiError when the address cannot be listened on, or state cannot be opened.
 */
export async function openService(shell: Shell, loaded: LoadedConfig, options: ServiceOptions): Promise<Service> {
  const { config } = loaded;
  const { clock } = shell;
  const state = openState(config.state.path, { clock, keyPath: config.state.key });
  const file = openRunLog(loaded, "serve");
  let closed = false;
  // A request that is cut off when the service ends may still have something to tell.
  const log = {
    error: (event: string, details?: object) => void (closed || file.error(event, details)),
    warn: (event: string, details?: object) => void (closed || file.warn(event, details)),
  };
  const bullmq = config.queue.type === "bullmq";
  const sources = config.sources.filter((source): source is PushSource => source.type === "push");
  const names = sources.map(({ name }) => name);
  const metrics = new Metrics({
    state,
    clock,
    pushSources: names,
    queueDepth: bullmq ? () => queueLook(config) : undefined,
  });
  const app = buildServer({
    items: {
      token: config.server.token,
      sources,
      door: new Door(state, { zone: new Zone(config.timezone), clock }),
      pressure: new Pressure(state, names, config.server.maxPending, clock),
      onReceived: (source, sums) => {
        metrics.received(source, sums);
        if (sums.accepted > 0) options.onReceived();
      },
    },
    metrics,
    readiness: new ReadinessCheck(
      {
        state: () => state.inbox.checkWritable(),
        store: storeProbe(config),
        ...(bullmq && { queue: () => queueLook(config) }),
      },
      (part, error) => log.error("not ready", { part, ...logged(error) }),
    ),
    log,
  });
  const close = async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN);
    await app.close();
    clearTimeout(cut);
    state.close();
    closed = true;
    file.close();
  };
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await close();
    throw cannotListen(error, options);
  }
  const { address, port, family } = app.server.address() as AddressInfo;
  const host = family === "IPv6" ? `[${address}]` : address;
  file.info("listening", { host, port });
  return { address: `http://${host}:${port}`, metrics, close };
}

/** @throws DependencyError when Redis does not answer. */
async function queueLook({ queue }: MinyiConfig): Promise<QueueDepth> {
  const look = await lookAtQueue(queue);
  if (look?.fault) throw new DependencyError(look.fault);
  return { waiting: look?.waiting ?? 0, active: look?.active ?? 0 };
}

function cannotListen(error: unknown, { host, port }: ServiceOptions): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, { zh: string; en: string }>> = {
    EADDRINUSE: { zh: "端口已被占用", en: "the port is in use" },
    EACCES: { zh: "没有权限使用这个端口", en: "no permission to use this port" },
    EADDRNOTAVAIL: { zh: "本机没有这个地址", en: "this machine has no such address" },
    ENOTFOUND: { zh: "找不到这个主机名", en: "there is no such host name" },
  };
  const reason = code === undefined ? undefined : reasons[code];
  if (reason === undefined) return error;
  return new MinyiError(
    { zh: `无法监听 ${host}:${port}：${reason.zh}`, en: `cannot listen on ${host}:${port}: ${reason.en}` },
    {
      fix: {
        zh: "换一个端口或地址：--port、--host，或 minyi.yaml 的 server.port、server.host。",
        en: "Choose another port or address: --port, --host, or server.port, server.host in minyi.yaml.",
      },
      cause: error,
    },
  );
}
