import { DependencyError, InputError } from "./errors.js";

/** The address itself cannot be used: not http or https, with a password in it, not an address at all. */
export class AddressError extends InputError {}

/** The host lies inside the own network (or is this machine) and is not on the list of those that may be fetched from. */
export class BlockedHostError extends InputError {
  constructor(host: string) {
    super(
      {
        zh: `${host} 是本机或内网地址，为安全起见不访问`,
        en: `${host} is this machine or lies inside the own network, so it is not fetched from`,
      },
      {
        fix: {
          zh: `如果确实要从那里读取，请在配置的 network.allow 里加上 ${host}`,
          en: `If it is meant, add ${host} to network.allow in the configuration`,
        },
      },
    );
  }
}

/** More came than may be read into memory. */
export class TooLargeError extends InputError {
  constructor(host: string, maxBytes: number) {
    const limit = `${Math.round(maxBytes / 104_857.6) / 10} MB`;
    super(
      { zh: `${host} 的应答（解压后）超过 ${limit}`, en: `The answer of ${host} is larger than ${limit} (unpacked)` },
      { fix: { zh: "请换一个条目较少的地址", en: "Use an address that gives fewer entries" } },
    );
  }
}

/** Redirected too often, or to nowhere. */
export class RedirectError extends InputError {
  constructor(host: string, redirects: number) {
    super(
      { zh: `${host} 转向超过 ${redirects} 次`, en: `${host} redirects more than ${redirects} times` },
      {
        fix: { zh: "请在浏览器里打开该地址，改用最后到达的地址", en: "Open it in a browser and use where it ends up" },
      },
    );
  }
}

/** No answer: the name is unknown, nobody listens, the certificate is wrong, the connection broke off. */
export class UnreachableError extends DependencyError {
  constructor(host: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = REASONS[code ?? ""] ?? { zh: code ?? message, en: code ?? message };
    super(
      { zh: `连不上 ${host}：${why.zh}`, en: `Cannot reach ${host}: ${why.en}` },
      { fix: { zh: "请检查地址、网络和对方是否在运行", en: "Check the address, the network and the server" }, cause },
    );
  }
}

/** It took longer than allowed. */
export class TooSlowError extends DependencyError {
  constructor(host: string, timeoutMs: number) {
    const seconds = timeoutMs / 1000;
    super(
      { zh: `${host} 在 ${seconds} 秒内没有给完应答`, en: `${host} did not answer completely within ${seconds} s` },
      {
        fix: { zh: "稍后会再试；一直如此请检查网络", en: "It is tried again later; if it stays so check the network" },
      },
    );
  }
}

const REASONS: Readonly<Record<string, { zh: string; en: string }>> = {
  ENOTFOUND: { zh: "没有这个域名", en: "there is no such name" },
  EAI_AGAIN: { zh: "域名解析失败", en: "the name cannot be looked up" },
  ECONNREFUSED: { zh: "对方没有在监听", en: "nobody listens there" },
  ECONNRESET: { zh: "连接中断", en: "the connection broke off" },
  UND_ERR_SOCKET: { zh: "连接中断", en: "the connection broke off" },
  EHOSTUNREACH: { zh: "网络不通", en: "there is no route" },
  ENETUNREACH: { zh: "网络不通", en: "there is no route" },
  CERT_HAS_EXPIRED: { zh: "证书已过期", en: "its certificate has expired" },
  DEPTH_ZERO_SELF_SIGNED_CERT: { zh: "证书是自签的", en: "its certificate is self-signed" },
  SELF_SIGNED_CERT_IN_CHAIN: { zh: "证书是自签的", en: "its certificate is self-signed" },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { zh: "证书无法验证", en: "its certificate cannot be verified" },
  ERR_TLS_CERT_ALTNAME_INVALID: { zh: "证书不是这个域名的", en: "its certificate is for another name" },
};
