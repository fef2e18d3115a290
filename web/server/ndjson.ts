import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Delivered, Receipt } from "../../pipelines/door.js";
import type { Delivery } from "./delivery.js";
import { errorBody, HttpError, httpErrorOf } from "./http-error.js";
import { parseJson } from "./json-body.js";
import { type Line, linesOf } from "./lines.js";

/** Records that are written together; each portion is on the disk before its results are told. */
const PORTION = 500;
const TOTAL_BYTES = 50 * 1024 * 1024;
const LINE_BYTES = 4 * 1024 * 1024;
/** Bytes of lines that wait to be written together, and lines of one request: both bound the memory. */
const PORTION_BYTES = 8 * 1024 * 1024;
const MOST_LINES = 200_000;

const LONG_LINE = { zh: "该行超过 4 MB", en: "the line is longer than 4 MB" };

function tooLarge(): HttpError {
  return new HttpError(
    413,
    "too_large",
    {
      zh: `一次最多 50 MB、${MOST_LINES} 行，请分几次发送（此前的行已接收，重发不会重复）`,
      en: `at most 50 MB and ${MOST_LINES} lines at a time: send it in parts (the lines before are taken; sending them again does no harm)`,
    },
    { connection: "close" },
  );
}

function deliveredOf({ index, bytes, head }: Line): Delivered {
  if (bytes === undefined) return { index, problem: LONG_LINE, raw: head ?? Buffer.alloc(0) };
  return { index, raw: bytes, ...parseJson(bytes) };
}

/** Reads a stream of lines and answers with a stream of lines: one result each, then a sum. */
export async function receiveLines(request: FastifyRequest, reply: FastifyReply, delivery: Delivery): Promise<unknown> {
  const answer = new Answer(reply);
  try {
    for await (const portion of portionsOf(request.body as Readable)) {
      const receipts = await delivery.take(portion);
      if (delivery.taken === 0 && delivery.sums.rejected >= PORTION) throw nothingReadable(receipts);
      if (delivery.taken > 0) answer.write(receipts);
      else answer.hold(receipts);
    }
    answer.end({ ...delivery.sums, complete: true }, delivery.taken === 0 && delivery.sums.rejected > 0 ? 400 : 202);
  } catch (thrown) {
    if (!answer.started) throw thrown;
    // The status is sent already: the last line says what happened, and that the rest was not taken.
    answer.end({ ...delivery.sums, complete: false, ...errorBody(httpErrorOf(thrown), request) }, 202);
  }
  return reply;
}

async function* portionsOf(body: Readable): AsyncGenerator<Delivered[]> {
  let portion: Delivered[] = [];
  let bytes = 0;
  let count = 0;
  for await (const line of linesOf(body, { line: LINE_BYTES, total: TOTAL_BYTES, tooLong: tooLarge })) {
    if (++count > MOST_LINES) throw tooLarge();
    portion.push(deliveredOf(line));
    bytes += line.bytes?.length ?? 0;
    if (portion.length < PORTION && bytes < PORTION_BYTES) continue;
    yield portion;
    portion = [];
    bytes = 0;
  }
  if (portion.length > 0) yield portion;
}

function nothingReadable(receipts: readonly Receipt[]): HttpError {
  const { zh, en } = receipts[0]?.error ?? { zh: "", en: "" };
  return new HttpError(400, "nothing_readable", {
    zh: `前 ${PORTION} 行没有一行可用，已停止接收。例如：${zh}`,
    en: `none of the first ${PORTION} lines can be used; nothing more was read. For example: ${en}`,
  });
}

/**
 * The answer while the request is still coming in. It is not held back for a client that reads it only after it has sent
 * everything (that would be a deadlock): the number of lines bounds what may gather.
 */
class Answer {
  started = false;
  private held: Receipt[] = [];

  constructor(private readonly reply: FastifyReply) {}

  /** Keeps results until it is clear that the answer is none of refusal. */
  hold(receipts: readonly Receipt[]): void {
    this.held.push(...receipts);
  }

  write(receipts: readonly Receipt[], status = 202): void {
    const raw = this.start(status);
    const lines = [...this.held, ...receipts].map((receipt) => `${JSON.stringify(receipt)}\n`);
    this.held = [];
    raw.write(lines.join(""));
  }

  end(sum: object, status: number): void {
    this.write([], status);
    this.reply.raw.end(`${JSON.stringify(sum)}\n`);
  }

  private start(status: number): ServerResponse {
    const { raw } = this.reply;
    if (!this.started) {
      this.started = true;
      this.reply.hijack();
      raw.writeHead(status, { ...this.headers(), "content-type": "application/x-ndjson; charset=utf-8" });
    }
    return raw;
  }

  private headers(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.reply.getHeaders()).map(([name, value]) => [name, String(value)]));
  }
}
