import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Clock } from "../../../../core/clock.js";

/** How a receiver behaves: as it should, or in one of the ways in which receivers fail. */
export type Mood = "ok" | "slow" | "500" | "429" | "garbage" | "error";

/** A message that a receiver has taken, after checking it as the real one would. */
export interface Taken {
  /** All that a person sees, links left out. */
  text: string;
  /** As it came. */
  raw: string;
}

export interface Receiver {
  host: string;
  port: number;
  mood: Mood;
  readonly taken: Taken[];
  /** What it was asked, taken or not. */
  readonly asked: number;
  close(): Promise<void>;
}

/** What a receiver answers. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

export interface Asked {
  url: URL;
  headers: IncomingMessage["headers"];
  body: string;
}

/**
 * A server on this machine that answers by HTTP, stopped when the test ends; its `Date` is that of its own clock.
 * `error`: what it answers, under 200, when it is in the mood to.
 */
export async function httpReceiver(
  clock: Clock,
  handle: (asked: Asked, take: (taken: Taken) => void) => Reply,
  error: unknown,
): Promise<Receiver> {
  const taken: Taken[] = [];
  const receiver = { host: "", port: 0, mood: "ok" as Mood, taken, asked: 0, close: async () => {} };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      receiver.asked++;
      response.setHeader("date", new Date(clock.now()).toUTCString());
      const asked = {
        url: new URL(request.url ?? "", "http://receiver"),
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      const reply = inMood(receiver.mood, error) ?? handle(asked, (one) => void taken.push(one));
      if (reply === "never") return;
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.port = (server.address() as AddressInfo).port;
  receiver.host = `127.0.0.1:${receiver.port}`;
  receiver.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(() => receiver.close());
  return receiver;
}

function inMood(mood: Mood, error: unknown): Reply | "never" | undefined {
  switch (mood) {
    case "ok":
      return undefined;
    case "slow":
      return "never";
    case "500":
      return { status: 503, body: "<h1>Service unavailable</h1>" };
    case "429":
      return { status: 429, headers: { "retry-after": "37" }, body: "" };
    case "garbage":
      return { body: "\u0000\u001b[31m<<<not json" };
    case "error":
      return { body: error };
  }
}

/** No more than so many in so many ms: how robots throttle. */
export class Throttle {
  private readonly times: number[] = [];
  constructor(
    private readonly clock: Clock,
    private readonly most: number,
    private readonly within: number,
  ) {}
  /** Whether this one is too many. */
  hit(): boolean {
    const now = this.clock.now();
    this.times.push(now);
    return this.times.filter((time) => time > now - this.within).length > this.most;
  }
}
