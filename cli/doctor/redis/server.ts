import type { Finding } from "../check.js";
import type { RedisProbe } from "./probe.js";

const LEAST = [6, 2] as const;
/** Share of `maxmemory` in use that is worth a word. */
const NEARLY_FULL = 0.8;

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** R4: too old a server; the queue's scripts need Redis 6.2. */
export function lookAtRedisVersion({ info }: Pick<RedisProbe, "info">): Finding[] {
  const version = info.redis_version ?? "?";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) {
    return [{ level: "ok", text: { zh: `版本 ${version}`, en: `version ${version}` } }];
  }
  return [
    {
      level: "fail",
      text: { zh: `版本 ${version}，至少需要 6.2`, en: `version ${version}; 6.2 or later is needed` },
      fix: {
        zh: "升级 Redis（推荐 7），或用 queue.type: inline。",
        en: "Upgrade Redis (to 7), or use queue.type: inline.",
      },
    },
  ];
}

/** R4: a server that throws keys away when it is full would lose work without a word. */
export function lookAtRedisMemory({ info }: Pick<RedisProbe, "info">): Finding[] {
  const policy = info.maxmemory_policy ?? "?";
  const used = Number(info.used_memory ?? 0);
  const most = Number(info.maxmemory ?? 0);
  const findings: Finding[] = [];
  if (policy !== "noeviction") {
    findings.push({
      level: "fail",
      text: {
        zh: `maxmemory-policy 是 ${policy}：内存满时会悄悄丢掉任务`,
        en: `maxmemory-policy is ${policy}: when memory is full it drops work without a word`,
      },
      fix: {
        zh: "运行 redis-cli CONFIG SET maxmemory-policy noeviction，并写进 redis.conf。",
        en: "Run redis-cli CONFIG SET maxmemory-policy noeviction, and write it into redis.conf.",
      },
    });
  }
  const limit = most > 0 ? { zh: `，上限 ${megabytes(most)}`, en: ` of ${megabytes(most)}` } : { zh: "", en: "" };
  const text = { zh: `内存已用 ${megabytes(used)}${limit.zh}`, en: `memory in use: ${megabytes(used)}${limit.en}` };
  if (most > 0 && used > NEARLY_FULL * most) {
    findings.push({
      level: "warn",
      text,
      fix: {
        zh: "调大 maxmemory（minyi 自己用不到 100 MB），或不与别的程序共用。",
        en: "Raise maxmemory (minyi needs less than 100 MB itself), or do not share this Redis.",
      },
    });
  } else findings.push({ level: "ok", text });
  return findings;
}

/** Without persistence a restart forgets what waits: runs survive, for their records are elsewhere. */
export async function lookAtPersistence({ client, info }: RedisProbe): Promise<Finding[]> {
  if (info.aof_enabled === "1") {
    return [{ level: "ok", text: { zh: "数据写入磁盘（AOF）", en: "data is kept on disk (AOF)" } }];
  }
  // Managed servers refuse CONFIG: then nothing can be said.
  const saved = await client.config("GET", "save").catch(() => undefined);
  const save = Array.isArray(saved) ? String(saved[1] ?? "") : saved && String(Object.values(saved)[0] ?? "");
  if (save === undefined) return [];
  if (save !== "")
    return [{ level: "ok", text: { zh: "数据定时写入磁盘（RDB）", en: "data is saved from time to time (RDB)" } }];
  return [
    {
      level: "warn",
      text: {
        zh: "没有持久化：Redis 重启后排队的任务会重新派发，定时计划会重建，数据不会丢失",
        en: "no persistence: after a restart waiting work is handed out again and schedules are made again; no data is lost",
      },
      fix: {
        zh: "想省去重做，运行 redis-cli CONFIG SET appendonly yes，并写进 redis.conf。",
        en: "To save that work run redis-cli CONFIG SET appendonly yes, and write it into redis.conf.",
      },
    },
  ];
}
