import { errors } from "@elastic/elasticsearch";
import { MinyiError } from "../../../core/errors.js";
import type { ElasticConfig } from "../../../store/elasticsearch/client.js";
import type { Finding } from "../check.js";
import { hasLogin, PATIENCE } from "./probe.js";

const CERTIFICATE = /certificate|self.signed|altnames|CERT_|issuer/i;

function fail(zh: string, en: string, fixZh: string, fixEn: string): Finding {
  return { level: "fail", text: { zh, en }, fix: { zh: fixZh, en: fixEn } };
}

function credentials(address: string, store: ElasticConfig): Finding {
  if (!hasLogin(store)) {
    return fail(
      `${address} 要求登录，而配置里没有用户名`,
      `${address} asks for a login, and the configuration has none`,
      "设 store.username 和 store.password（或 store.apiKey）。",
      "Set store.username and store.password (or store.apiKey).",
    );
  }
  const health = `${address}/_cluster/health`;
  if (store.apiKey) {
    return fail(
      `${address} 拒绝登录：API key 不对或已失效（401）`,
      `${address} refuses the login: the API key is wrong or has expired (401)`,
      `检查 store.apiKey（建立时答复里的 encoded）；可用 curl -H "Authorization: ApiKey 密钥" ${health} 试一试。`,
      `Check store.apiKey (what was called "encoded" when it was made); try it with curl -H "Authorization: ApiKey KEY" ${health}.`,
    );
  }
  return fail(
    `${address} 拒绝登录：用户名或密码不对（401）`,
    `${address} refuses the login: user name or password is wrong (401)`,
    `检查 store.username, store.password；可用 curl -u 用户名 ${health} 试一试。`,
    `Check store.username, store.password; try it with curl -u USER ${health}.`,
  );
}

/** What the server says: `action [indices:…] is unauthorized for user [minyi] …, granted by the … privileges [monitor,…]`. */
function privilege(address: string, reason: string): Finding {
  const action = /action \[([^\]]*)\]/.exec(reason)?.[1] ?? "?";
  const granted = /privileges \[([^\],]*)/.exec(reason)?.[1];
  return fail(
    `${address} 不允许：缺少权限 ${granted ?? action}（403，${action}）`,
    `${address} does not allow it: the privilege ${granted ?? action} is missing (403, ${action})`,
    "给该用户的角色补上这个权限；最小权限的角色见 docs/operations.md。",
    "Add it to the user's role; docs/operations.md has the least role that is enough.",
  );
}

function connection(address: string, raw: string): Finding {
  // The client adds the ends of the socket, OpenSSL its own numbers.
  const message = raw.replace(/ - Local: .*/, "").replace(/^[0-9A-F]+:error:[0-9A-F]+:/, "");
  if (CERTIFICATE.test(message)) {
    return fail(
      `${address} 的证书不被信任（${message}）`,
      `the certificate of ${address} is not trusted (${message})`,
      "把签发证书的 CA（PEM 文件，如节点上的 config/certs/http_ca.crt）写到 store.ca；地址中的主机名要与证书一致。",
      "Name the authority that signed it (a PEM file, on a node config/certs/http_ca.crt) in store.ca; the host name of the address must be one of the certificate's.",
    );
  }
  if (/wrong version number|packet length too long/i.test(message)) {
    return fail(
      `${address} 没有启用 TLS（wrong version number）`,
      `${address} does not speak TLS (wrong version number)`,
      "把地址中的 https 改成 http，或在 Elasticsearch 上启用 TLS。",
      "Change https to http in the address, or switch TLS on in Elasticsearch.",
    );
  }
  const cut = /other side closed|socket hang up|ECONNRESET/i.test(message);
  return fail(
    `${address} 连不上（${message}）`,
    `${address} cannot be reached (${message})`,
    cut && address.startsWith("http:")
      ? "对方一接通就断开：如果它启用了 TLS，请把地址中的 http 改成 https。"
      : "检查 Elasticsearch 是否在运行、地址和端口是否写对、防火墙是否放行。",
    cut && address.startsWith("http:")
      ? "It hangs up at once: if it uses TLS, change http to https in the address."
      : "Check that Elasticsearch is running, address and port, and the firewall.",
  );
}

/** Puts what a request to a node failed with into words, with the fix. Gives back only texts that can be shown. */
export function elasticFault(error: unknown, address: string, store: ElasticConfig): Finding {
  if (error instanceof MinyiError) {
    return { level: "fail", text: error.what, ...(error.fix ? { fix: error.fix } : {}) };
  }
  if (error instanceof errors.ResponseError) {
    const reason = String((error.body as { error?: { reason?: unknown } } | undefined)?.error?.reason ?? "");
    if (error.statusCode === 401) return credentials(address, store);
    if (error.statusCode === 403 && /unauthorized|privilege/.test(reason)) return privilege(address, reason);
    return fail(
      `${address} 回答 ${error.statusCode}（${reason.slice(0, 200)}）`,
      `${address} answers ${error.statusCode} (${reason.slice(0, 200)})`,
      "查看 Elasticsearch 的日志；中间有代理时检查代理。",
      "Look into the log of Elasticsearch, and at the proxy if there is one between.",
    );
  }
  if (error instanceof errors.TimeoutError || (error instanceof Error && error.name === "AbortError")) {
    return fail(
      `${address} 在 ${PATIENCE / 1000} 秒内没有应答`,
      `${address} did not answer within ${PATIENCE / 1000} seconds`,
      "检查该节点的负载和网络；防火墙丢弃连接时也是这样。",
      "Check the node's load and the network; a firewall that drops connections looks like this too.",
    );
  }
  if (error instanceof errors.ProductNotSupportedError || error instanceof errors.DeserializationError) {
    return fail(
      `${address} 上的不是 Elasticsearch`,
      `what answers at ${address} is not Elasticsearch`,
      "检查 store.node 或 ELASTICSEARCH_URL 的地址和端口；OpenSearch 不能代替。",
      "Check address and port in store.node or ELASTICSEARCH_URL; OpenSearch will not do.",
    );
  }
  return connection(address, error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
}
