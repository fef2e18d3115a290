import type { Finding } from "../check.js";

function fail(zh: string, en: string, fixZh: string, fixEn: string): Finding {
  return { level: "fail", text: { zh, en }, fix: { zh: fixZh, en: fixEn } };
}

/** Puts what a connection to Redis failed with into words, with the fix. */
export function redisFault(error: unknown, address: string): Finding {
  const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  if (/NOAUTH|WRONGPASS|without any password configured|invalid password|invalid username/i.test(message)) {
    return fail(
      `${address} 拒绝登录：密码不对、没有写或多写了`,
      `${address} refuses the login: the password is wrong, missing, or not asked for`,
      "检查 queue.redis 或 REDIS_URL：redis://[用户:密码@]主机:端口。",
      "Check queue.redis or REDIS_URL: redis://[user:password@]host:port.",
    );
  }
  if (/NOPERM/i.test(message)) {
    return fail(
      `${address}：该用户权限不足（${message}）`,
      `${address}: the user lacks a permission (${message})`,
      "给该用户开放 queue.prefix 下的键和全部命令：ACL SETUSER 用户 ~前缀:* &* +@all。",
      "Let the user have the keys under queue.prefix and all commands: ACL SETUSER USER ~PREFIX:* &* +@all.",
    );
  }
  if (/LOADING/.test(message)) {
    return fail(`${address} 正在载入数据`, `${address} is loading its data`, "稍后再试。", "Try again in a while.");
  }
  if (/Unknown RESP|Protocol error|wrong version number|ERR_SSL|certificate|EPROTO/i.test(message)) {
    return fail(
      `${address} 上的不是 Redis，或 TLS 不一致（${message.slice(0, 120)}）`,
      `what answers at ${address} is not Redis, or TLS is used on one side only (${message.slice(0, 120)})`,
      "检查端口；启用了 TLS 的 Redis 地址以 rediss:// 开头，否则以 redis:// 开头。",
      "Check the port; with TLS the address starts with rediss://, otherwise with redis://.",
    );
  }
  const slow = /timed out|ETIMEDOUT/i.test(message);
  return fail(
    slow ? `${address} 在 5 秒内没有应答` : `${address} 连不上（${message}）`,
    slow ? `${address} did not answer within 5 seconds` : `${address} cannot be reached (${message})`,
    "检查 Redis 是否在运行、地址和端口是否写对、防火墙是否放行；不用 Redis 时去掉 queue.type 和 REDIS_URL。",
    "Check that Redis is running, address and port, and the firewall; to do without it remove queue.type and REDIS_URL.",
  );
}
