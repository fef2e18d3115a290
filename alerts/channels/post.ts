import type { Delivery } from "../../core/alert.js";
import { DependencyError, InputError } from "../../core/errors.js";
import { guardedFetch } from "../../core/guarded-fetch.js";
import { TooLargeError } from "../../core/guarded-fetch-errors.js";
import type { Localized } from "../../core/localized.js";
import { cutTo, oneLine } from "../render/clean.js";
import { retryAfterMs } from "./retry-after.js";
import type { Surroundings } from "./surroundings.js";

const MOST_BYTES = 65_536;
const LATER = new Set([408, 425, 429]);

export interface Request {
  url: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

/** An answer with a status of 2xx or, of other ones, what they come to. */
export interface Posted {
  status: number;
  /** The body on one line, at most 200 characters. */
  text: string;
  /** The body where it is JSON. */
  json: unknown;
  /** How far the receiver's clock is before ours by its `Date` header, ms. */
  clockAheadMs: number;
  /** What statuses but 2xx come to; undefined for those. */
  failure?: Delivery;
}

/**
 * Posts to a receiver, by way of the guard: never into the own network unless that host is allowed, at connection time
 * and without following redirects (R20). Never throws for what the receiver does.
 * @returns its answer, or what it comes to that there is none
 */
export async function post(request: Request, around: Surroundings, signal: AbortSignal): Promise<Posted | Delivery> {
  const { allowHosts, resolve, timeoutMs = 10_000, clock } = around;
  try {
    const { status, headers, body } = await guardedFetch(request.url, {
      allowHosts,
      ...(resolve && { resolve }),
      timeoutMs,
      maxBytes: MOST_BYTES,
      signal,
      post: request.body,
      headers: { "content-type": "application/json; charset=utf-8", "user-agent": "minyi", ...request.headers },
    });
    const whole = Buffer.from(body).toString("utf8");
    const text = cutTo(oneLine(whole), 200);
    const failure = status >= 200 && status < 300 ? undefined : ofStatus(status, text, headers, clock.now());
    const date = Date.parse(headers.date ?? "");
    return {
      status,
      text,
      json: parsed(whole),
      clockAheadMs: Number.isNaN(date) ? 0 : date - clock.now(),
      ...(failure && { failure }),
    };
  } catch (error) {
    return ofError(error, signal);
  }
}

/** Whether there was an answer at all. */
export function isPosted(result: Posted | Delivery): result is Posted {
  return "status" in result;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ofStatus(status: number, text: string, headers: Readonly<Record<string, string>>, now: number): Delivery {
  const said = text === "" ? "" : `：${text}`;
  if (status >= 500 || LATER.has(status)) {
    const afterMs = retryAfterMs(headers["retry-after"], now);
    const reason = { zh: `对方答复 ${status}，稍后再发`, en: `The receiver answered ${status}: tried again later` };
    return { outcome: "retry", reason, ...(afterMs !== undefined && { afterMs }) };
  }
  const fix = fixOf(status);
  return {
    outcome: "refused",
    reason: { zh: `对方答复 ${status}${said}。${fix.zh}`, en: `The receiver answered ${status}${said}. ${fix.en}` },
  };
}

function fixOf(status: number): Localized {
  if (status === 401 || status === 403) {
    return {
      zh: "请核对该渠道的地址、密钥（secret）和对方的白名单",
      en: "Check the channel's address and secret, and the receiver's list of allowed senders",
    };
  }
  if (status === 404 || status === 410) {
    return { zh: "请核对该渠道的地址（url）", en: "Check the channel's address (url)" };
  }
  if (status === 413) return { zh: "请让对方放宽消息长度", en: "Ask the receiver to take longer messages" };
  if (status >= 300 && status < 400) {
    return { zh: "对方要转到别处：请把 url 改成最后的地址", en: "It redirects: set url to where that ends up" };
  }
  return { zh: "请核对该渠道的种类（type）和地址（url）", en: "Check the channel's type and address (url)" };
}

/** A mistake of the configuration is refused, everything that can pass by itself is tried again. */
function ofError(error: unknown, signal: AbortSignal): Delivery {
  if (signal.aborted) return { outcome: "retry", reason: { zh: "发送被中断", en: "Sending was interrupted" } };
  if (error instanceof TooLargeError || error instanceof DependencyError)
    return { outcome: "retry", reason: error.what };
  if (!(error instanceof InputError)) throw error;
  const { what, fix } = error;
  return {
    outcome: "refused",
    reason: { zh: `${what.zh}${fix ? `。${fix.zh}` : ""}`, en: `${what.en}${fix ? `. ${fix.en}` : ""}` },
  };
}
