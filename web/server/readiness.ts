import type { Localized } from "../../core/localized.js";

/** How one part that the service stands on is. */
export type PartState = { ok: true } | { ok: false; error: Localized };

export interface Readiness {
  ready: boolean;
  parts: Record<string, PartState>;
}

/** What is asked, by name; throws, or is not done when the signal comes, when the part cannot be used. */
export type Probes = Readonly<Record<string, (signal: AbortSignal) => Promise<unknown> | unknown>>;

const FRESH_MS = 2000;
const PATIENCE_MS = 3000;

const FAILED: Readonly<Record<string, Localized>> = {
  state: {
    zh: "状态库无法写入（磁盘已满、只读或被占用），详情见日志",
    en: "state cannot be written (disk full, read-only or busy); see the log",
  },
  store: { zh: "存储无法访问，详情见日志", en: "the store cannot be reached; see the log" },
  queue: { zh: "Redis 无法访问，详情见日志", en: "Redis cannot be reached; see the log" },
};
const UNKNOWN: Localized = { zh: "无法使用，详情见日志", en: "cannot be used; see the log" };

/** Looks at every part, at most once in two seconds however often it is asked. */
export class ReadinessCheck {
  private last: { at: number; result: Promise<Readiness> } | undefined;

  constructor(
    private readonly probes: Probes,
    /** Told the reason in full, which clients are not. */
    private readonly onFailure: (part: string, error: unknown) => void,
  ) {}

  look(): Promise<Readiness> {
    const now = performance.now();
    if (!this.last || now - this.last.at > FRESH_MS) this.last = { at: now, result: this.ask() };
    return this.last.result;
  }

  private async ask(): Promise<Readiness> {
    const states = await Promise.all(
      Object.entries(this.probes).map(async ([name, probe]) => [name, await this.state(name, probe)]),
    );
    const parts = Object.fromEntries(states) as Record<string, PartState>;
    return { ready: Object.values(parts).every(({ ok }) => ok), parts };
  }

  private async state(name: string, probe: Probes[string]): Promise<PartState> {
    const patience = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => {
        patience.abort();
        reject(new Error(`no answer within ${PATIENCE_MS} ms`));
      }, PATIENCE_MS);
    });
    try {
      await Promise.race([Promise.resolve(patience.signal).then(probe), late]);
      return { ok: true };
    } catch (error) {
      this.onFailure(name, error);
      return { ok: false, error: FAILED[name] ?? UNKNOWN };
    } finally {
      clearTimeout(timer);
    }
  }
}
