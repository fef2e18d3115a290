import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as requestOf,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** What became of one request that came to the proxy. */
export interface Passed {
  /** When the request came, ms since the start of this process. */
  at: number;
  method: string;
  path: string;
  /** The status that the client was given, or `cut`: the server has answered, and the client never learns. */
  outcome: number | "cut";
}

type Which = (method: string, path: string) => boolean;

interface Fault {
  left: number;
  which: Which;
  /** Answers instead of the server; absent: the server is asked, and then the client's connection is reset. */
  answer?: { status: number; type: string; headers: Record<string, string> };
}

export interface FaultOptions {
  /** Which requests are meant; by default all of them. The others are passed on. */
  which?: Which;
}

/** Whether a request writes in bulk. */
export const isBulk: Which = (_method, path) => path.split("?")[0]!.endsWith("/_bulk");

/** Only requests that write in bulk. */
export const bulkOnly: FaultOptions = { which: isBulk };

/**
 * An HTTP proxy in front of a real server that goes wrong in the ways that a test tells it to, one after the other.
 * Without orders it passes everything on.
 */
export class FaultProxy {
  /** Everything that came by and was answered, in that order. */
  readonly passed: Passed[] = [];
  private readonly faults: Fault[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly waiting: { which: Which; met: () => void }[] = [];
  private readonly agent = new Agent({ keepAlive: true });
  private delayed = 0;
  private port = 0;

  private constructor(
    private readonly target: URL,
    private readonly server: Server,
  ) {
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
      socket.on("error", () => {});
    });
    server.on("request", (request, response) => void this.serve(request, response));
  }

  static async start(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(new URL(target), createServer());
    await proxy.accept();
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next `times` requests are told that the server has too much to do; `retryAfter` in seconds. */
  answer429(times: number, options: FaultOptions & { retryAfter?: number } = {}): void {
    const headers: Record<string, string> =
      options.retryAfter === undefined ? {} : { "retry-after": `${options.retryAfter}` };
    this.order(times, options, { status: 429, type: "es_rejected_execution_exception", headers });
  }

  /** The next `times` requests are told that the server is not there for them. */
  answer503(times: number, options: FaultOptions = {}): void {
    this.order(times, options, { status: 503, type: "cluster_block_exception", headers: {} });
  }

  /** The next `times` requests are passed on; when the server has answered, the client's connection is reset. */
  cutAfterRequest(times: number, options: FaultOptions = {}): void {
    this.order(times, options);
  }

  /** Every request waits this long, in milliseconds, before it is passed on; 0 ends it. */
  delay(milliseconds: number): void {
    this.delayed = milliseconds;
  }

  /** Forgets all orders. */
  pass(): void {
    this.faults.length = 0;
    this.delayed = 0;
  }

  /** Resets every connection and refuses new ones. */
  async refuse(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, "close");
    this.server.close();
    for (const socket of this.sockets) socket.resetAndDestroy();
    await closed;
  }

  /** Listens again, on the same port. */
  async accept(): Promise<void> {
    if (this.server.listening) return;
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Resolves when the next such request has come in, before it is passed on. */
  nextRequest(which: Which = () => true): Promise<void> {
    return new Promise((met) => this.waiting.push({ which, met }));
  }

  async stop(): Promise<void> {
    await this.refuse();
    this.agent.destroy();
  }

  private order(times: number, { which = () => true }: FaultOptions, answer?: Fault["answer"]): void {
    this.faults.push({ left: times, which, ...(answer && { answer }) });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url: path = "" } = request;
    const at = performance.now();
    try {
      for (const { which, met } of this.waiting.splice(0)) {
        if (which(method, path)) met();
        else this.waiting.push({ which, met });
      }
      const body = await whole(request);
      const fault = this.faults.find(({ left, which }) => left > 0 && which(method, path));
      if (fault) fault.left--;
      if (this.delayed > 0) await wait(this.delayed);
      if (fault?.answer) {
        const { status, type, headers } = fault.answer;
        this.passed.push({ at, method, path, outcome: status });
        const error = { type, reason: "the test's proxy says so" };
        response.writeHead(status, {
          "content-type": "application/json",
          "x-elastic-product": "Elasticsearch",
          ...headers,
        });
        response.end(JSON.stringify({ error: { ...error, root_cause: [error] }, status }));
        return;
      }
      const answer = await this.forward(request, body);
      this.passed.push({ at, method, path, outcome: fault ? "cut" : answer.status });
      if (fault) request.socket.resetAndDestroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      // The server is gone, or the client has given up: to the client it looks as it would without the proxy.
      request.socket.resetAndDestroy();
    }
  }

  private async forward({ method, url, headers }: IncomingMessage, body: Buffer) {
    const { hostname, port } = this.target;
    // Each side keeps or closes its own connection.
    const { connection: _incoming, ...passedOn } = headers;
    const outgoing = requestOf({ hostname, port, method, path: url, headers: passedOn, agent: this.agent });
    outgoing.end(body);
    const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
    const content = await whole(answer);
    const { "transfer-encoding": _chunked, connection: _outgoing, ...kept } = answer.headers;
    return { status: answer.statusCode ?? 502, headers: kept, body: content };
  }
}

async function whole(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
