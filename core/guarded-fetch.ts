import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, type Dispatcher, request } from "undici";
import { addressOf, isAllowedHost, isPublicAddress } from "./guarded-address.js";
import {
  AddressError,
  BlockedHostError,
  RedirectError,
  TooLargeError,
  TooSlowError,
  UnreachableError,
} from "./guarded-fetch-errors.js";

/** Gives all addresses of a name. */
export type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>;

export interface GuardedFetchOptions {
  /** Hosts inside the own network that may be fetched from: `host` or `host:port`. */
  allowHosts: readonly string[];
  headers?: Readonly<Record<string, string>>;
  /** What is POSTed; without it the address is got. Given only to the host that it is meant for: no redirect is followed. */
  post?: string;
  signal?: AbortSignal;
  /** Longest body after unpacking; default 10 MB. */
  maxBytes?: number;
  /** Time for everything, redirects and body too; default 15 seconds. */
  timeoutMs?: number;
  /** Redirects that are followed; default 3. */
  redirects?: number;
  /** Looks names up; default: as the system does. */
  resolve?: Resolve;
}

export interface Fetched {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Unpacked. */
  body: Uint8Array;
  /** Where it was found in the end. */
  url: string;
  /** The new address, where every redirect on the way said that it is for good. */
  moved?: string;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const FOR_GOOD = new Set([301, 308]);
/** Meant for the host that they were given for only. */
const PRIVATE_HEADERS = new Set(["authorization", "cookie"]);

const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true });

/**
 * GETs, or POSTs to, an address that came from outside (a configuration, a redirect) without letting it reach into the
 * own network: the host of every hop is checked, whether it is spelled as an address or found by name; names are looked
 * up once, at the time of connecting, all their addresses must be public, and it is these that are connected to. The
 * body is unpacked and bounded, whatever the server says of its length. Any status but a redirect is given back.
 * @throws AddressError for what is no plain http(s) address; BlockedHostError; RedirectError; TooLargeError;
 * TooSlowError; UnreachableError; the signal's reason when it is aborted.
 */
export async function guardedFetch(address: string, options: GuardedFetchOptions): Promise<Fetched> {
  const { timeoutMs = 15_000, signal } = options;
  const redirects = options.post === undefined ? (options.redirects ?? 3) : 0;
  const late = AbortSignal.timeout(timeoutMs);
  const abort = signal ? AbortSignal.any([signal, late]) : late;
  const first = checkedUrl(address);
  let url = first;
  let forGood = true;
  let headers: Record<string, string> = { "accept-encoding": "gzip, deflate, br", ...options.headers };
  for (let hop = 0; ; hop++) {
    const answer = await oneHop(url, headers, abort, options).catch((error: unknown) => {
      if (signal?.aborted) throw signal.reason;
      throw late.aborted ? new TooSlowError(url.host, timeoutMs) : error;
    });
    if (!("location" in answer)) return { ...answer, ...(hop > 0 && forGood && { moved: url.href }) };
    if (hop === redirects) throw new RedirectError(first.host, redirects);
    forGood &&= FOR_GOOD.has(answer.status);
    const next = checkedUrl(answer.location, url);
    if (next.origin !== url.origin) headers = withoutPrivate(headers);
    url = next;
  }
}

type Hop = Fetched | { status: number; location: string };

async function oneHop(
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
  options: GuardedFetchOptions,
): Promise<Hop> {
  const { maxBytes = 10 * 1_048_576, timeoutMs = 15_000, resolve = resolveBySystem, post } = options;
  const trusted = isAllowedHost(url, options.allowHosts);
  const literal = addressOf(url.hostname);
  if (literal !== undefined && !trusted && !isPublicAddress(literal)) throw new BlockedHostError(url.host);
  const agent = new Agent({ connect: { lookup: guardedLookup(url, trusted, resolve), timeout: timeoutMs } });
  try {
    const how = post === undefined ? {} : { method: "POST" as const, body: post };
    const response = await request(url, { dispatcher: agent, headers, signal, ...how });
    const { statusCode: status, body } = response;
    const plain = plainHeaders(response.headers);
    if (REDIRECTS.has(status) && plain.location !== undefined) return { status, location: plain.location };
    const bytes = await readBody(body, plain["content-encoding"], maxBytes, url.host);
    return { status, headers: plain, body: bytes, url: url.href };
  } catch (error) {
    throw told(error, url.host);
  } finally {
    // Also ends what is still on its way: a body that is too long, that of a redirect. Not waited for: a look-up cannot
    // be ended.
    void agent.destroy();
  }
}

/** Called by the socket when it connects, so that what is checked is what is used. */
function guardedLookup(url: URL, trusted: boolean, resolve: Resolve): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return callback(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "", 0);
        if (!trusted && !addresses.every(({ address }) => isPublicAddress(address))) {
          return callback(new BlockedHostError(url.host), "", 0);
        }
        return all ? callback(null, addresses) : callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}

/** @throws AddressError for anything but a plain http(s) address */
function checkedUrl(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) {
    throw new AddressError({ zh: "不是可用的网址", en: "This is no web address" }, { fix: EXAMPLE });
  }
  const url = new URL(address, base?.href);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new AddressError(
      { zh: `只能用 http 或 https 的网址，不能用 ${url.protocol}`, en: `Only http and https, not ${url.protocol}` },
      { fix: EXAMPLE },
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new AddressError(
      { zh: `${url.host} 的网址里写着用户名或密码`, en: `The address of ${url.host} holds a user name or password` },
      { fix: { zh: "请去掉 @ 及其前面的部分", en: "Leave out the @ and what stands before it" } },
    );
  }
  return url;
}

const EXAMPLE = { zh: "应如 https://example.org/feed.xml", en: "Expected e.g. https://example.org/feed.xml" };

function withoutPrivate(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !PRIVATE_HEADERS.has(name.toLowerCase())),
  ) as Record<string, string>;
}

function plainHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}

const UNPACKERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Reads a body to its end, unpacked; what is packed may not be longer than what it may become, either. */
async function readBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
  host: string,
): Promise<Uint8Array> {
  const unpack = UNPACKERS[encoding?.trim().toLowerCase() ?? ""];
  let packed = 0;
  if (unpack) {
    body.on("data", (chunk: Buffer) => {
      packed += chunk.length;
      if (packed > maxBytes) body.destroy(new TooLargeError(host, maxBytes));
    });
  }
  const plain = unpack ? pipeline(body, unpack(), () => {}) : body;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new TooLargeError(host, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function told(error: unknown, host: string): unknown {
  if (error instanceof BlockedHostError || error instanceof TooLargeError) return error;
  return new UnreachableError(host, error);
}
