import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";
import type { Mood, Receiver } from "./receiver.js";

export interface SmtpReceiver extends Receiver {
  /** Receivers that it does not know (550) and those whose box is busy (450). */
  unknown: Set<string>;
  busy: Set<string>;
  /** Envelopes of what it took. */
  readonly envelopes: string[][];
}

const refusal = (code: number, message: string): Error => Object.assign(new Error(message), { responseCode: code });

/** A mail server with one account, stopped when the test ends. */
export async function smtpReceiver(user: string, password: string): Promise<SmtpReceiver> {
  const server = new SMTPServer({
    authOptional: false,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth({ username, password: given }, _session, done) {
      if (username === user && given === password) done(null, { user });
      else done(refusal(535, `authentication failed for ${username} with ${given}`));
    },
    onMailFrom(_address, _session, done) {
      const wrong: Partial<Record<Mood, Error>> = {
        "500": refusal(451, "local error in processing"),
        "429": refusal(421, "too many connections"),
        error: refusal(554, "rejected as spam"),
      };
      done(wrong[receiver.mood] ?? null);
    },
    onRcptTo({ address }, _session, done) {
      if (receiver.unknown.has(address)) done(refusal(550, `no such user ${address}`));
      else if (receiver.busy.has(address)) done(refusal(450, "greylisted"));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        receiver.taken.push({ text: textOf(raw), raw });
        receiver.envelopes.push(session.envelope.rcptTo.map(({ address }) => address));
        done(null, "2.0.0 queued as A1");
      });
    },
  });
  server.on("error", () => {});
  // In front of it, so that it can also be silent or talk nonsense.
  const sockets = new Set<Socket>();
  const front = createServer((socket) => {
    receiver.asked++;
    sockets.add(socket);
    socket.on("error", () => {});
    if (receiver.mood === "slow") return;
    if (receiver.mood === "garbage") return void socket.end("\u001b[31mHTTP/1.1 400 Bad Request\r\n\r\n");
    server.server.emit("connection", socket);
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  const { port } = front.address() as AddressInfo;
  const receiver: SmtpReceiver & { asked: number } = {
    host: "127.0.0.1",
    port,
    mood: "ok",
    taken: [],
    asked: 0,
    unknown: new Set(),
    busy: new Set(),
    envelopes: [],
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        front.close(() => resolve());
      }),
  };
  onTestFinished(() => receiver.close());
  return receiver;
}

/** The parts of a mail that are text, decoded. */
export function textOf(raw: string): string {
  return [...raw.matchAll(/Content-Transfer-Encoding: (\S+)\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)(?=\r\n--|$)/g)]
    .map(([, encoding, body]) => decoded(encoding as string, body as string))
    .join("\n");
}

/** Decoded headers of a mail, unfolded, names in lower case. */
export function headersOf(raw: string): Record<string, string> {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  return Object.fromEntries(
    head.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())];
    }),
  );
}

function words(header: string): string {
  return header.replace(/\?=\s+=\?/g, "?==?").replace(/((?:=\?UTF-8\?[BQ]\?[^?]*\?=)+)/gi, (run) => {
    const bytes = [...run.matchAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi)].map(([, kind, text]) =>
      kind!.toUpperCase() === "B" ? Buffer.from(text!, "base64") : quotedPrintable(text!.replaceAll("_", " ")),
    );
    return Buffer.concat(bytes).toString("utf8");
  });
}

function quotedPrintable(text: string): Buffer {
  const plain = text
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}

function decoded(encoding: string, body: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? quotedPrintable(body).toString("utf8") : body;
}
