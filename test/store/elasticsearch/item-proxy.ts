import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to one item of a bulk request: passed on, or held back with an answer of the proxy's own. */
export type ItemFate = "pass" | { status: number; type: string };

const REFUSED = { took: 1, errors: true };

/**
 * A proxy in front of a real server that holds back single items of bulk requests, as an overwhelmed node does, and
 * refuses requests above a size, as http.max_content_length does.
 */
export class ItemProxy {
  /** Largest request it takes, bytes. */
  most = Number.POSITIVE_INFINITY;
  /** Sizes of the bulk requests that came, in items. */
  readonly sizes: number[] = [];
  /** Points in time that the server has given out. */
  readonly pointsInTime: string[] = [];
  private readonly server: Server;

  private constructor(
    private readonly target: string,
    private readonly fate: (id: string) => ItemFate,
  ) {
    this.server = createServer(async (request, response) => {
      const { status, body } = await this.answer(request);
      response.writeHead(status, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
      response.end(body);
    });
  }

  static async start(target: string, fate: (id: string) => ItemFate): Promise<ItemProxy> {
    const proxy = new ItemProxy(target, fate);
    proxy.server.listen(0, "127.0.0.1");
    await once(proxy.server, "listening");
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    if (body.length > this.most) return { status: 413, body: "" };
    const bulk = request.url?.startsWith("/_bulk");
    return bulk ? this.bulk(request, body.toString()) : this.forward(request, body);
  }

  private async bulk(request: IncomingMessage, body: string): Promise<{ status: number; body: string }> {
    const operations = splitBulk(body);
    this.sizes.push(operations.length);
    const fates = operations.map(({ id }) => this.fate(id));
    const passed = operations.filter((_, i) => fates[i] === "pass").map(({ lines }) => lines);
    let answers: unknown[] = [];
    if (passed.length > 0) {
      const answer = await this.forward(request, Buffer.from(passed.join("")));
      if (answer.status !== 200) return answer;
      answers = (JSON.parse(answer.body) as { items: unknown[] }).items;
    }
    const items = fates.map((fate) => {
      if (fate === "pass") return answers.shift();
      return { index: { status: fate.status, error: { type: fate.type, reason: "held back by the test" } } };
    });
    return { status: 200, body: JSON.stringify({ ...REFUSED, items }) };
  }

  private async forward({ method = "GET", url, headers }: IncomingMessage, body: Buffer) {
    const { "content-type": type } = headers;
    const answer = await fetch(`${this.target}${url}`, {
      method,
      headers: { ...(type && { "content-type": type }), accept: headers.accept ?? "application/json" },
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const text = await answer.text();
    if (url?.includes("/_pit?")) this.pointsInTime.push((JSON.parse(text) as { id: string }).id);
    return { status: answer.status, body: text };
  }
}

function splitBulk(body: string): { id: string; lines: string }[] {
  const lines = body.split("\n").slice(0, -1);
  const operations: { id: string; lines: string }[] = [];
  for (let i = 0; i < lines.length; i++) {
    const action = JSON.parse(lines[i] as string) as Record<string, { _id: string }>;
    const [name, { _id: id }] = Object.entries(action)[0] as [string, { _id: string }];
    const own = name === "delete" ? [lines[i]] : [lines[i], lines[++i]];
    operations.push({ id, lines: own.map((line) => `${line}\n`).join("") });
  }
  return operations;
}
