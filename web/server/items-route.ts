import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Delivered } from "../../pipelines/door.js";
import type { PushSource } from "../../pipelines/pushed-item.js";
import { chooseSource, Delivery, type Reception } from "./delivery.js";
import { HttpError } from "./http-error.js";
import { parseJson, recordsOf } from "./json-body.js";
import { receiveLines } from "./ndjson.js";
import { checkToken } from "./token.js";

/** Bytes of a JSON body, and records in it. */
const JSON_BYTES = 8 * 1024 * 1024;
const JSON_RECORDS = 1000;

const NDJSON = ["application/x-ndjson", "application/ndjson", "application/jsonl"];

export interface ItemsRoute extends Reception {
  token: string | undefined;
  sources: readonly PushSource[];
}

/** `POST /api/v1/items`: one message, a list of them, or a stream of lines. 202 once they are on the disk. */
export function itemsRoute(app: FastifyInstance, route: ItemsRoute): void {
  app.addContentTypeParser("application/json", { parseAs: "buffer", bodyLimit: JSON_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
  app.post<{ Querystring: { source?: string | string[] } }>(
    "/api/v1/items",
    { onRequest: async (request) => admit(request, route.token) },
    async (request, reply) => {
      const { source: name } = request.query;
      const delivery = new Delivery(chooseSource(route.sources, Array.isArray(name) ? name.join() : name), route);
      if (Buffer.isBuffer(request.body)) return receiveJson(request.body, delivery, reply);
      return receiveLines(request, reply, delivery);
    },
  );
}

/** Everything that can be said before the body is read. */
function admit(request: FastifyRequest, token: string | undefined): void {
  checkToken(token, request);
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(request.headers["content-type"] ?? "")?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw new HttpError(415, "unsupported_charset", {
      zh: "只接受 UTF-8 编码，请转换后再发送",
      en: "only UTF-8 is taken: convert the body and send it again",
    });
  }
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw new HttpError(415, "unsupported_encoding", {
      zh: "不接受压缩的请求内容，请去掉 Content-Encoding",
      en: "compressed bodies are not taken: send it without Content-Encoding",
    });
  }
}

async function receiveJson(body: Buffer, delivery: Delivery, reply: FastifyReply): Promise<unknown> {
  const parsed = parseJson(body);
  if ("problem" in parsed) {
    const { zh, en } = parsed.problem;
    throw new HttpError(400, "not_json", { zh: `请求内容${zh}`, en: `the body ${en}` });
  }
  const records = recordsOf(parsed.value);
  if (records.length > JSON_RECORDS) {
    throw new HttpError(413, "too_many", {
      zh: `一次最多 ${JSON_RECORDS} 条；更多请用 NDJSON（application/x-ndjson）`,
      en: `at most ${JSON_RECORDS} messages at a time; for more use NDJSON (application/x-ndjson)`,
    });
  }
  const portion = records.map((value, index): Delivered => ({ index, value, raw: Buffer.from(JSON.stringify(value)) }));
  const results = portion.length === 0 ? [] : await delivery.take(portion);
  const { accepted, duplicate, rejected } = delivery.sums;
  reply.code(delivery.taken === 0 && rejected > 0 ? 400 : 202);
  return { accepted, duplicate, rejected, results };
}
