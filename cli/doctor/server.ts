import type { Check } from "./check.js";

const LOOPBACK = /^(127\.|localhost$|::1$)/;

/** What `minyi serve` needs: a token where messages are to be pushed. */
export const serverCheck: Check = {
  id: "server",
  title: { zh: "推送接口", en: "Push route" },
  run({ config }) {
    const push = config.sources.filter(({ type }) => type === "push").map(({ name }) => name);
    if (push.length === 0) return [];
    const { host, port, token } = config.server;
    const names = { zh: push.join("、"), en: push.join(", ") };
    if (token === undefined) {
      return [
        {
          level: "warn",
          text: {
            zh: `配置了推送来源（${names.zh}），但没有设令牌：什么都推送不进来`,
            en: `sources are pushed (${names.en}), but there is no token: nothing can be pushed`,
          },
          fix: {
            zh: "设 server.token（至少 16 个字符，可用 openssl rand -hex 24 生成），并告诉推送程序。",
            en: "Set server.token (at least 16 characters, e.g. from openssl rand -hex 24), and tell the pushing programs.",
          },
        },
      ];
    }
    const text = { zh: `${names.zh}：${host}:${port}，有令牌`, en: `${names.en}: ${host}:${port}, with a token` };
    if (LOOPBACK.test(host)) return [{ level: "ok", text }];
    return [
      {
        level: "ok",
        text: {
          zh: `${text.zh}；本机以外可以访问，请在前面放 TLS 反向代理`,
          en: `${text.en}; it can be reached from outside, so put a TLS proxy in front of it`,
        },
      },
    ];
  },
};
