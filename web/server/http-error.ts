import type { FastifyReply, FastifyRequest } from "fastify";
import { DependencyError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import { languageOf } from "./language.js";

/** A refusal as the client gets it: a status, a code for programs, a sentence for people. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    /** Stable, for programs. */
    readonly code: string,
    readonly what: Localized,
    /** Headers that go with it, e.g. `retry-after`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(what.en);
  }
}

const INTERNAL = new HttpError(500, "internal", {
  zh: "服务内部出错，详情见服务日志",
  en: "something went wrong inside; the log of the service says what",
});

const ABORTED = new HttpError(400, "aborted", {
  zh: "连接中断，请求内容不完整",
  en: "the connection broke before the whole request had come",
});

/** Fastify's own refusals, in our words. */
const FASTIFY: Readonly<Record<string, HttpError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new HttpError(413, "too_large", {
    zh: "请求内容太大：JSON 最多 8 MB；更多请用 NDJSON（application/x-ndjson，最多 50 MB）",
    en: "the body is too large: JSON up to 8 MB; for more use NDJSON (application/x-ndjson, up to 50 MB)",
  }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new HttpError(415, "unsupported_type", {
    zh: "Content-Type 应为 application/json 或 application/x-ndjson，编码应为 UTF-8",
    en: "the content type must be application/json or application/x-ndjson, in UTF-8",
  }),
  FST_ERR_CTP_EMPTY_TYPE: new HttpError(415, "unsupported_type", {
    zh: "缺少 Content-Type：应为 application/json 或 application/x-ndjson",
    en: "there is no content type: application/json or application/x-ndjson is expected",
  }),
};

/** Turns whatever was thrown into what may be told; anything unexpected is told to the log only. */
export function httpErrorOf(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof DependencyError) return stateUnavailable();
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (code === "ECONNRESET") return ABORTED;
  const known = typeof code === "string" ? FASTIFY[code] : undefined;
  if (known) return known;
  if (typeof statusCode === "number" && statusCode >= 400 && statusCode < 500) {
    return new HttpError(statusCode, "bad_request", { zh: "请求无法处理", en: "the request cannot be understood" });
  }
  return INTERNAL;
}

function stateUnavailable(): HttpError {
  return new HttpError(
    503,
    "state_unavailable",
    {
      zh: "暂时无法保存来件（磁盘已满或状态库不可写），本次未接收，请稍后重发",
      en: "messages cannot be kept just now (disk full, or state not writable); nothing was taken, send again later",
    },
    { "retry-after": "60" },
  );
}

/** The body of a refusal, in the client's language. */
export function errorBody(error: HttpError, request: FastifyRequest): { error: { code: string; message: string } } {
  return { error: { code: error.code, message: error.what[languageOf(request.headers["accept-language"])] } };
}

export function sendError(error: HttpError, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(error.status)
    .headers(error.headers)
    .type("application/json; charset=utf-8")
    .send(errorBody(error, request));
}
