import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What the server was asked. */
export interface Asked {
  path: string;
  headers: IncomingMessage["headers"];
}

export interface FeedServer {
  /** `127.0.0.1:port`, to be allowed. */
  host: string;
  url(path: string): string;
  asked: Asked[];
  /** What a path gives from now on. */
  give(path: string, answer: Answer): void;
}

export type Answer =
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** An HTTP server on this machine that gives feeds; stopped when the test ends. */
export async function feedServer(answers: Record<string, Answer> = {}): Promise<FeedServer> {
  const table = new Map(Object.entries(answers));
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, headers: request.headers });
    const answer = table.get(path) ?? { status: 404 };
    if (typeof answer === "function") return answer(request, response);
    const { status = 200, headers = {}, body = "" } = answer;
    if (headers.etag !== undefined && request.headers["if-none-match"] === headers.etag) {
      return void response.writeHead(304, { etag: headers.etag }).end();
    }
    response.writeHead(status, { "content-type": "application/xml; charset=utf-8", ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, url: (path) => `http://${host}${path}`, asked, give: (path, answer) => table.set(path, answer) };
}

export interface Post {
  guid?: string;
  title?: string;
  text?: string;
  date?: string;
  link?: string;
  author?: string;
  more?: string;
}

const element = (name: string, value: string | undefined) =>
  value === undefined ? "" : `<${name}><![CDATA[${value}]]></${name}>`;

/** A feed as RSSHub writes them. */
export function rss(posts: readonly Post[], channel = ""): string {
  const items = posts.map(
    ({ guid, title, text, date, link, author, more = "" }) =>
      `<item>${element("title", title)}${element("description", text)}${element("link", link)}${
        guid === undefined ? "" : `<guid isPermaLink="false">${guid}</guid>`
      }${date === undefined ? "" : `<pubDate>${date}</pubDate>`}${element("author", author)}${more}</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel><title>湖滨论坛</title><link>https://bbs.example</link>
<description>湖滨论坛 - Powered by RSSHub</description><generator>RSSHub</generator>${channel}${items.join("\n")}</channel></rss>`;
}
