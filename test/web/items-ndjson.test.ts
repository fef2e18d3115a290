import { connect } from "node:net";
import { expect, test } from "vitest";
import { service, TOKEN } from "./service.js";

const start = service();
const type = "application/x-ndjson";
const line = (n: number) =>
  JSON.stringify({ externalId: `T${n}`, text: `第${n}号路灯坏了`, createdAt: "2026-11-08 19:30" });

async function linesOf(answer: Response): Promise<Record<string, unknown>[]> {
  return (await answer.text())
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text) as Record<string, unknown>);
}

test("every line gets a line of answer, the last one is the sum; a broken line in the middle harms no other", async () => {
  const { post, state } = await start();
  const body = [line(0), "", `{"text": "断了`, line(3), line(0)].join("\r\n");
  const answer = await post(body, { type });
  expect(answer.status).toBe(202);
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  const lines = await linesOf(answer);
  expect(lines.map(({ index, status }) => [index, status])).toEqual([
    [0, "accepted"],
    [2, "rejected"],
    [3, "accepted"],
    [4, "duplicate"],
    [undefined, undefined],
  ]);
  expect(lines.at(-1)).toEqual({ accepted: 2, duplicate: 1, rejected: 1, complete: true });
  const [reject] = state.rejects.list();
  expect(reject).toMatchObject({ input: "push", row: 3, source: "portal" });
  expect(Buffer.from(state.rejects.get(reject?.id ?? "")?.raw ?? []).toString()).toBe('{"text": "断了\r');
});

test("thousands of lines go in by portions of 500, each on the disk before its results are told", async () => {
  const { post, state, received } = await start({ maxPending: 10_000 });
  const answer = await post(Array.from({ length: 1_234 }, (_, n) => line(n)).join("\n"), { type });
  expect((await linesOf(answer)).at(-1)).toEqual({ accepted: 1234, duplicate: 0, rejected: 0, complete: true });
  expect(received).toEqual(["portal 500", "portal 500", "portal 234"]);
  expect(state.inbox.pending("portal").count).toBe(1234);
});

test("R9: under pressure in mid-stream the last line says that the rest was not taken; sent again it goes in", async () => {
  const { post, state, clock } = await start({ maxPending: 600 });
  const body = Array.from({ length: 1_500 }, (_, n) => line(n)).join("\n");
  const lines = await linesOf(await post(body, { type }));
  expect(lines).toHaveLength(1001);
  expect(lines.at(-1)).toMatchObject({ accepted: 1000, complete: false, error: { code: "inbox_full" } });
  state.cursors.set("portal", "inbox", { number: 1000 });
  clock.advance(1000);
  const again = await linesOf(await post(body, { type }));
  expect(again.at(-1)).toEqual({ accepted: 500, duplicate: 1000, rejected: 0, complete: true });
});

test("a body in GBK is refused after 500 lines, with a word about the encoding", async () => {
  const { post } = await start();
  const bad = Buffer.from([0x7b, 0xc2, 0xb7, 0xb5, 0xc6, 0x7d, 0x0a]);
  const short = await post(Buffer.concat(Array(3).fill(bad)), { type });
  expect(short.status).toBe(400);
  expect((await linesOf(short))[0]).toMatchObject({
    status: "rejected",
    error: { zh: expect.stringContaining("GBK") },
  });
  const long = await post(Buffer.concat(Array(2_000).fill(bad)), { type });
  expect(long.status).toBe(400);
  expect(await long.json()).toMatchObject({
    error: { code: "nothing_readable", message: expect.stringContaining("GBK") },
  });
});

test("a line of several megabytes is refused, its neighbours are taken", async () => {
  const { post } = await start();
  const long = JSON.stringify({ text: "x".repeat(5 * 1024 * 1024) });
  const lines = await linesOf(await post([line(0), long, line(2)].join("\n"), { type }));
  expect(lines.map(({ status, error }) => error ?? status)).toEqual([
    "accepted",
    { zh: "该行超过 4 MB", en: "the line is longer than 4 MB" },
    "accepted",
    undefined,
  ]);
});

test("more than 50 MB are refused as a whole when nothing of them was taken", async () => {
  const { post, state } = await start();
  const blank = `${" ".repeat(1024 * 1024 - 1)}\n`;
  const answer = await post(blank.repeat(51), { type });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining("50 MB") } });
  expect(state.inbox.pending("portal").count).toBe(0);
});

test("a client that goes away in mid-stream leaves what it sent whole, and no error in the service's log", async () => {
  const { url, post, state, logged } = await start({ maxPending: 1000 });
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  const head = `POST /api/v1/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const body = Array.from({ length: 750 }, (_, n) => `${line(n)}\n`).join("");
  socket.write(`${head}${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`);
  // The first portion's answer is there although the request has not ended.
  await new Promise<void>((resolve) => socket.once("data", () => resolve()));
  expect(state.inbox.pending("portal").count).toBe(500);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.destroy();
  await closed;
  expect((await post(line(900))).status).toBe(202);
  expect(state.inbox.pending("portal").count).toBe(501);
  expect(logged).toEqual([]);
});
