import { readFileSync } from "node:fs";
import { request as requestPlain } from "node:http";
import { request as requestSecured } from "node:https";
import type { Security } from "./secured.js";

/** One HTTP request without a connection pool, so that nothing is kept open to a server that will be killed. */
export function request(
  url: string,
  security?: Security,
  options: { method?: string; body?: unknown } = {},
): Promise<{ status: number; body: string }> {
  const send = url.startsWith("https:") ? requestSecured : requestPlain;
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  return new Promise((resolve, reject) => {
    const outgoing = send(
      url,
      {
        method: options.method ?? "GET",
        agent: false,
        timeout: 10_000,
        headers: body === undefined ? {} : { "content-type": "application/json" },
        ...(security && { auth: `elastic:${security.password}`, ca: readFileSync(security.ca) }),
      },
      async (answer) => {
        try {
          const parts: Buffer[] = [];
          for await (const part of answer) parts.push(part as Buffer);
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") });
        } catch (error) {
          reject(error);
        }
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer from ${url}`)));
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
