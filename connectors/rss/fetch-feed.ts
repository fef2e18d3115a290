import { readFileSync } from "node:fs";
import { DependencyError, InputError } from "../../core/errors.js";
import { guardedFetch } from "../../core/guarded-fetch.js";
import { AddressError, BlockedHostError } from "../../core/guarded-fetch-errors.js";
import type { Localized } from "../../core/localized.js";
import { shipped } from "../../core/paths.js";
import { reasonOf } from "../reasons.js";
import type { FeedPosition } from "./position.js";

/** What came of a look at a feed. */
export type Look =
  | { what: "same"; headers: Headers; moved?: string }
  | { what: "new"; headers: Headers; body: Uint8Array; url: string; moved?: string }
  /** No answer for now: it is tried again, and nothing is lost. */
  | { what: "away"; reason: Localized; retryAfter?: string }
  /** It will not get better by itself. `untouched`: nothing was asked of the server. */
  | { what: "wrong"; reason: Localized; untouched: boolean };

type Headers = Readonly<Record<string, string>>;

const ACCEPT =
  "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5";

/** Statuses that say "later". */
const LATER = new Set([408, 425, 429]);

let agent: string | undefined;

function userAgent(): string {
  agent ??= `minyi/${(JSON.parse(readFileSync(shipped("package.json"), "utf8")) as { version: string }).version}`;
  return agent;
}

/** Looks at a feed: asks only for what has changed since the last look. */
export async function lookAt(
  url: string,
  { etag, lastModified }: Pick<FeedPosition, "etag" | "lastModified">,
  allowHosts: readonly string[],
): Promise<Look> {
  const headers = {
    "user-agent": userAgent(),
    accept: ACCEPT,
    ...(etag !== "" && { "if-none-match": etag }),
    ...(lastModified !== "" && { "if-modified-since": lastModified }),
  };
  try {
    const { status, headers: answer, body, url: found, moved } = await guardedFetch(url, { allowHosts, headers });
    const where = moved === undefined ? {} : { moved };
    if (status === 304) return { what: "same", headers: answer, ...where };
    if (status === 200) return { what: "new", headers: answer, body, url: found, ...where };
    const retryAfter = answer["retry-after"];
    if (status >= 500 || LATER.has(status)) {
      return { what: "away", reason: answered(status), ...(retryAfter !== undefined && { retryAfter }) };
    }
    return { what: "wrong", reason: answered(status), untouched: false };
  } catch (error) {
    if (error instanceof DependencyError) return { what: "away", reason: reasonOf(error) };
    if (!(error instanceof InputError)) throw error;
    const untouched = error instanceof BlockedHostError || error instanceof AddressError;
    return { what: "wrong", reason: reasonOf(error), untouched };
  }
}

const MEANINGS: Readonly<Record<number, Localized>> = {
  401: { zh: "需要登录", en: "a login is needed" },
  403: { zh: "不允许访问", en: "access is forbidden" },
  404: { zh: "没有这个地址，请核对", en: "there is no such address: check it" },
  410: { zh: "该订阅源已停办，请从 urls 中删去", en: "the feed is gone for good: take it out of urls" },
  429: { zh: "请求太频繁，稍后再试", en: "too many requests; it is tried again later" },
  503: { zh: "对方暂时不能服务，稍后再试", en: "not available for the moment; it is tried again later" },
};

function answered(status: number): Localized {
  const { zh, en } = MEANINGS[status] ?? (status >= 500 ? SERVER_FAULT : UNEXPECTED);
  return { zh: `服务器答复 ${status}：${zh}`, en: `The server answered ${status}: ${en}` };
}

const SERVER_FAULT = { zh: "对方出错，稍后再试", en: "an error on its side; it is tried again later" };
const UNEXPECTED = { zh: "不是订阅源应有的答复", en: "not what a feed answers" };
