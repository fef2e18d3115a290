import type { Command } from "commander";
import type { Follower } from "../../pipelines/follow/follower.js";
import { makeCommand } from "../command.js";
import { wholeNumber } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

interface ServeOptions {
  host?: string;
  port?: number;
}

/** ms after the signal in which everything ends; what is under way then is left, and done again by the next start (R2). */
const END_WITHIN = 9_500;

/** `minyi serve`: receives what is pushed, follows the sources, keeps the schedules, until it is told to stop. */
export function serveCommand(session: Session): Command {
  return makeCommand<ServeOptions>(session, {
    name: "serve",
    summary: {
      zh: "常驻服务：接收推送、随到随分析、按计划运行",
      en: "keep running: take what is pushed, analyse as it comes, keep the schedules",
    },
    details: {
      zh: "POST /api/v1/items 接收来件（需要 server.token）；/healthz、/readyz、/metrics 不需要令牌，监听在 server.host 上，请勿直接暴露到公网。SIGTERM 或 Ctrl+C 后 10 秒内结束。",
      en: "POST /api/v1/items takes messages (needs server.token); /healthz, /readyz and /metrics need no token and listen on server.host: do not expose them. Ends within 10 seconds of SIGTERM or Ctrl+C.",
    },
    options: [
      { flags: "--host <address>", help: { zh: "监听地址，默认 server.host", en: "address; default: server.host" } },
      {
        flags: "--port <n>",
        help: { zh: "端口，默认 server.port；0 为任意空闲端口", en: "port; default: server.port; 0: any free one" },
        parse: wholeNumber("--port", 0, 65_535) as never,
      },
    ],
    examples: [
      { line: "minyi serve", shows: { zh: "按 minyi.yaml 启动服务", en: "starts the service as configured" } },
      {
        line: 'curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d \'{"id":"T1","text":"路灯坏了"}\' http://127.0.0.1:8010/api/v1/items',
        shows: { zh: "推送一条来件", en: "pushes a message" },
      },
    ],
    run: serve,
  });
}

async function serve(shell: Shell, options: ServeOptions): Promise<void> {
  const loaded = shell.config();
  const { server } = loaded.config;
  const [{ openService }, { coordinate }, { maskText }] = await Promise.all([
    import("../serve/service.js"),
    import("../serve/coordinate.js"),
    import("../../analyzers/privacy/mask.js"),
  ]);
  shell.maskWith(maskText);
  const signal = shell.untilStopped();
  let follower: Follower | undefined;
  const service = await openService(shell, loaded, {
    host: options.host ?? server.host,
    port: options.port ?? server.port,
    onReceived: () => follower?.wake(),
  });
  shell.note({
    zh: `服务已启动：${service.address}（Ctrl+C 结束）`,
    en: `Serving at ${service.address} (Ctrl+C ends it)`,
  });
  const working = coordinate(shell, loaded, {
    signal,
    metrics: service.metrics,
    onFollower: (next) => {
      follower = next;
    },
  });
  await endingWithin(END_WITHIN, signal, async () => {
    const received = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => void service.close().then(resolve), { once: true });
    });
    try {
      await working;
      await received;
    } catch (error) {
      await service.close();
      throw error;
    }
  });
}

/** Waits for `work`, but after the signal only for so long. */
async function endingWithin(ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => (timer = setTimeout(resolve, ms)), { once: true });
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
