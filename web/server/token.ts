import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { HttpError } from "./http-error.js";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Lets a request pass that bears the token, compared in constant time.
 * @throws HttpError 503 when none is configured, 401 when it is missing or another.
 */
export function checkToken(token: string | undefined, request: FastifyRequest): void {
  if (token === undefined) {
    throw new HttpError(503, "no_token_configured", {
      zh: "尚未启用推送：请在 minyi.yaml 的 server.token（或环境变量 MINYI_SERVER_TOKEN）设置至少 16 个字符的令牌，然后重启服务",
      en: "pushing is not enabled: set server.token in minyi.yaml (or MINYI_SERVER_TOKEN) to a token of 16 characters or more, then restart",
    });
  }
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  if (timingSafeEqual(digest(given), digest(token))) return;
  throw new HttpError(
    401,
    "unauthorized",
    {
      zh: "令牌缺失或不正确：请求头应为 Authorization: Bearer <server.token>",
      en: "the token is missing or wrong: send the header Authorization: Bearer <server.token>",
    },
    { "www-authenticate": 'Bearer realm="minyi"' },
  );
}
