import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import { DependencyError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { Fence } from "../fence.js";

const LIFE = 30_000;

/** Who holds the lock: what lies under `PREFIX:coordinator`. */
export interface Holder {
  /** Grows with every holder. */
  token: number;
  host: string;
  pid: number;
  /** The machine and, in containers, the space in which the process number holds. */
  place: string;
}

export interface CoordinatorLock extends Fence {
  release(): Promise<void>;
}

export interface LockOptions {
  /** ms without renewal after which the lock is free. */
  life?: number;
  /** Minutes that writing waits for a Redis that is away. */
  patience: number;
  /** Told when a lock that may be a dead process's is waited for. */
  onNotice?: (message: Localized) => void;
  signal?: AbortSignal;
}

/** KEYS: lock, counter; ARGV: holder without token as JSON, life, least token, value that may be replaced. */
const TAKE = `
local there = redis.call('GET', KEYS[1])
if there and there ~= ARGV[4] then return {0, there, redis.call('PTTL', KEYS[1])} end
local token = redis.call('INCR', KEYS[2])
if token < tonumber(ARGV[3]) then token = tonumber(ARGV[3]); redis.call('SET', KEYS[2], token) end
local holder = cjson.decode(ARGV[1])
holder.token = token
redis.call('SET', KEYS[1], cjson.encode(holder), 'PX', ARGV[2])
return {token, '', 0}`;

/** KEYS: lock; ARGV: own token, life. 1: renewed; 0: nobody's; -1: another one's. */
const RENEW = `
local there = redis.call('GET', KEYS[1])
if not there then return 0 end
if cjson.decode(there).token ~= tonumber(ARGV[1]) then return -1 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`;

const RELEASE = `
local there = redis.call('GET', KEYS[1])
if there and cjson.decode(there).token == tonumber(ARGV[1]) then redis.call('DEL', KEYS[1]) end
return 1`;

/**
 * Takes the lock that makes this process the one coordinator of all that share this Redis and prefix (R12). One that a
 * dead process of this machine left is taken over at once; one that is not renewed is waited for.
 * @returns the holder when that one is alive.
 */
export async function takeCoordinatorLock(
  redis: Redis,
  prefix: string,
  options: LockOptions,
): Promise<CoordinatorLock | { heldBy: Holder }> {
  const { life = LIFE, onNotice, signal } = options;
  let replaceable = "";
  let lastLife: number | undefined;
  for (;;) {
    const [token, found, left] = await take(redis, prefix, life, 0, replaceable);
    if (token > 0) return new Held(redis, prefix, token, options);
    const holder = JSON.parse(found) as Holder;
    const here = holder.place === place();
    if (here && !isAlive(holder.pid)) {
      replaceable = found;
      continue;
    }
    // A living process here, or one elsewhere that has just renewed it.
    if (here || signal?.aborted || (lastLife !== undefined && left > lastLife)) return { heldBy: holder };
    if (lastLife === undefined) {
      onNotice?.({
        zh: `${holder.host}（进程 ${holder.pid}）持有锁，不知是否还在运行：等到它续期或过期，最多 ${Math.round(life / 1000)} 秒。`,
        en: `${holder.host} (process ${holder.pid}) holds the lock and may be dead: waiting until it renews the lock or loses it, ${Math.round(life / 1000)} s at most.`,
      });
    }
    lastLife = left;
    await pause(Math.min(1_000, life / 30));
  }
}

async function take(
  redis: Redis,
  prefix: string,
  life: number,
  least: number,
  replaceable: string,
): Promise<[token: number, found: string, left: number]> {
  const self = JSON.stringify({ host: hostname(), pid: process.pid, place: place() });
  const keys = [`${prefix}:coordinator`, `${prefix}:coordinator:token`] as const;
  return (await redis.eval(TAKE, 2, ...keys, self, life, least, replaceable)) as [number, string, number];
}

class Held implements CoordinatorLock {
  private lost: DependencyError | undefined;
  /** By `performance.now()`: before it was asked for, so that it never seems to last longer than it does. */
  private renewedAt = performance.now();
  private renewing: Promise<void> | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly life: number;

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private current: number,
    private readonly options: LockOptions,
  ) {
    this.life = options.life ?? LIFE;
    this.timer = setInterval(() => void this.renew(), this.life / 3);
    this.timer.unref();
  }

  get token(): number {
    return this.current;
  }

  get isLost(): boolean {
    return this.lost !== undefined;
  }

  async confirm(): Promise<void> {
    const began = performance.now();
    // While Redis is away the lock runs out there, and another one may have it before we know: nothing is written then.
    while (this.lost === undefined && performance.now() - this.renewedAt > 0.9 * this.life) {
      if (this.options.signal?.aborted || performance.now() - began > this.options.patience * 60_000) throw unknown();
      await Promise.race([this.renew(), pause(500)]);
    }
    if (this.lost !== undefined) throw this.lost;
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    if (this.lost !== undefined || this.redis.status !== "ready") return;
    await this.redis.eval(RELEASE, 1, `${this.prefix}:coordinator`, this.current).catch(() => undefined);
  }

  /** Never rejects. */
  private renew(): Promise<void> {
    this.renewing ??= this.ask()
      .catch(() => undefined) // the next one follows, and `confirm` waits for it
      .finally(() => {
        this.renewing = undefined;
      });
    return this.renewing;
  }

  private async ask(): Promise<void> {
    if (this.lost !== undefined) return;
    const asked = performance.now();
    const state = await this.redis.eval(RENEW, 1, `${this.prefix}:coordinator`, this.current, this.life);
    if (state === 1) this.renewedAt = asked;
    if (state === -1) this.lose();
    if (state !== 0) return;
    // Gone, with everything else in Redis or because it ran out: taken again, under a higher token.
    const [token, found] = await take(this.redis, this.prefix, this.life, this.current + 1, "");
    if (token === 0) return this.lose(JSON.parse(found) as Holder);
    this.current = token;
    this.renewedAt = asked;
  }

  private lose(holder?: Holder): void {
    clearInterval(this.timer);
    const who = holder
      ? { zh: `${holder.host}（进程 ${holder.pid}）`, en: `${holder.host} (process ${holder.pid})` }
      : undefined;
    this.lost = new DependencyError(
      {
        zh: `锁已被另一个 minyi 取得${who ? `：${who.zh}` : ""}，本进程不再写入`,
        en: `another minyi has taken the lock${who ? `: ${who.en}` : ""}; this one writes nothing more`,
      },
      {
        fix: {
          zh: "只让一台机器运行 minyi run 或 minyi serve；已入库的不会丢失，也不会重复。",
          en: "Let only one machine run minyi run or minyi serve; what is stored is neither lost nor doubled.",
        },
      },
    );
  }
}

function unknown(): DependencyError {
  return new DependencyError(
    {
      zh: "Redis 用不了，不知道锁是否还在手里，所以不写入",
      en: "Redis cannot be used, so it is not known whether the lock is still held; nothing is written",
    },
    { fix: { zh: "恢复 Redis 后重新运行，会接着做。", en: "Bring Redis back and run again; it goes on from there." } },
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Where process numbers mean the same: this start of this machine, and this container. */
function place(): string {
  try {
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname(); // not Linux
  }
}
