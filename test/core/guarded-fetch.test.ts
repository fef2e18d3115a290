import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { type GuardedFetchOptions, guardedFetch } from "../../core/guarded-fetch.js";
import {
  AddressError,
  BlockedHostError,
  RedirectError,
  TooLargeError,
  TooSlowError,
  type UnreachableError,
} from "../../core/guarded-fetch-errors.js";

const MB = 1_048_576;

/** A server on this machine, stopped when the test ends; gives `127.0.0.1:port`. */
async function serve(listener: RequestListener): Promise<{ host: string; port: number; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, port, server };
}

/** A server that counts who reached it. */
async function serveCounted(): Promise<{ host: string; port: number; reached: () => number }> {
  let reached = 0;
  const { host, port } = await serve((_, response) => {
    reached++;
    response.end("secret");
  });
  return { host, port, reached: () => reached };
}

/** Names of a made-up internet: each look-up of a name takes its next list of addresses, the last one stays. */
function names(table: Record<string, string[][]>): NonNullable<GuardedFetchOptions["resolve"]> {
  const asked = new Map<string, number>();
  return async (hostname) => {
    const lists = table[hostname];
    if (!lists) throw Object.assign(new Error("unknown"), { code: "ENOTFOUND" });
    const turn = asked.get(hostname) ?? 0;
    asked.set(hostname, turn + 1);
    const list = lists[Math.min(turn, lists.length - 1)] as string[];
    return list.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
}

const textOf = (body: Uint8Array): string => Buffer.from(body).toString("utf8");

test("an allowed host is fetched from: status, headers, body, address", async () => {
  const { host } = await serve((request, response) => {
    response.writeHead(404, { "x-agent": request.headers["user-agent"] ?? "" }).end("没有这一页");
  });
  const fetched = await guardedFetch(`http://${host}/x`, { allowHosts: [host], headers: { "user-agent": "minyi" } });
  expect(fetched).toMatchObject({ status: 404, url: `http://${host}/x` });
  expect(fetched.headers["x-agent"]).toBe("minyi");
  expect(textOf(fetched.body)).toBe("没有这一页");
  expect(fetched).not.toHaveProperty("moved");
});

test("R20: an address of this machine is not connected to, however it is spelled; the error says what to do", async () => {
  const { port, reached } = await serveCounted();
  const spellings = ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "localhost"];
  for (const spelling of spellings) {
    const error = await guardedFetch(`http://${spelling}:${port}/`, { allowHosts: [] }).catch((e: unknown) => e);
    expect(error, spelling).toBeInstanceOf(BlockedHostError);
    expect((error as BlockedHostError).fix?.zh).toMatch(/network\.allow 里加上 .+:\d+/);
  }
  expect(reached()).toBe(0);
});

test("R20: a name that leads into the own network is refused when the socket connects", async () => {
  const { port, reached } = await serveCounted();
  const resolve = names({
    "inside.example": [["127.0.0.1"]],
    "one-of-two.example": [["93.184.216.34", "127.0.0.1"]],
    "mapped.example": [["::ffff:127.0.0.1"]],
  });
  for (const name of ["inside.example", "one-of-two.example", "mapped.example"]) {
    await expect(guardedFetch(`http://${name}:${port}/`, { allowHosts: [], resolve })).rejects.toThrow(
      BlockedHostError,
    );
  }
  expect(reached()).toBe(0);
});

test("R20: a name that changes its address between two look-ups is looked up once per hop, and that answer is used", async () => {
  const { port, reached } = await serveCounted();
  let asked = 0;
  const flipping = names({ "rebind.example": [["127.0.0.1"], ["93.184.216.34"]] });
  const resolve: typeof flipping = (hostname) => {
    asked++;
    return flipping(hostname);
  };
  await expect(guardedFetch(`http://rebind.example:${port}/`, { allowHosts: [], resolve })).rejects.toThrow(
    BlockedHostError,
  );
  expect([asked, reached()]).toEqual([1, 0]);
});

test("R20: a public name that has become private by the time of a redirect is refused there", async () => {
  const inner = await serveCounted();
  const { host, port } = await serve((_, response) => {
    response.writeHead(302, { location: `http://rebind.example:${inner.port}/` }).end();
  });
  const resolve = names({ "rebind.example": [["127.0.0.1"]] });
  await expect(guardedFetch(`http://127.0.0.1:${port}/`, { allowHosts: [host], resolve })).rejects.toThrow(
    BlockedHostError,
  );
  expect(inner.reached()).toBe(0);
});

test("R20: every hop of a redirect is checked, by address too", async () => {
  const inner = await serveCounted();
  for (const target of [
    `http://127.0.0.1:${inner.port}/`,
    `//2130706433:${inner.port}/`,
    `http://0x7f.1:${inner.port}`,
  ]) {
    const { host } = await serve((_, response) => void response.writeHead(302, { location: target }).end());
    await expect(guardedFetch(`http://${host}/`, { allowHosts: [host] })).rejects.toThrow(BlockedHostError);
  }
  for (const target of ["file:///etc/passwd", "ftp://example.org/", "http://user:word@example.org/"]) {
    const { host } = await serve((_, response) => void response.writeHead(302, { location: target }).end());
    await expect(guardedFetch(`http://${host}/`, { allowHosts: [host] })).rejects.toThrow(AddressError);
  }
  expect(inner.reached()).toBe(0);
});

test("three redirects are followed, a fourth is not; moved says when all of them are for good", async () => {
  const { host } = await serve((request, response) => {
    const left = Number(request.url?.slice(2));
    if (left === 0) response.end("there");
    else
      response
        .writeHead(request.url?.startsWith("/p") ? 301 : 307, { location: `${request.url?.slice(0, 2)}${left - 1}` })
        .end();
  });
  const get = (path: string) => guardedFetch(`http://${host}${path}`, { allowHosts: [host] });
  expect(await get("/p3")).toMatchObject({ status: 200, url: `http://${host}/p0`, moved: `http://${host}/p0` });
  expect(await get("/t3")).not.toHaveProperty("moved");
  await expect(get("/p4")).rejects.toThrow(RedirectError);
});

test("headers with secrets stay with the host that they are meant for", async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization, request.headers["if-none-match"]);
    response.end();
  });
  const { host } = await serve((_, response) => {
    response.writeHead(302, { location: `http://${other.host}/` }).end();
  });
  const headers = { Authorization: "Bearer 1", "if-none-match": '"a"' };
  await guardedFetch(`http://${host}/`, { allowHosts: ["127.0.0.1"], headers });
  expect(seen).toEqual([undefined, '"a"']);
});

test("only http and https, and no passwords in the address", async () => {
  for (const address of ["file:///etc/passwd", "gopher://example.org/", "data:,x", "http://a:b@example.org/", "x"]) {
    await expect(guardedFetch(address, { allowHosts: ["example.org"] }), address).rejects.toThrow(AddressError);
  }
});

test("packed bodies are unpacked", async () => {
  const pack = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, identity: (text: string) => text };
  const { host } = await serve((request, response) => {
    const encoding = request.url?.slice(1) as keyof typeof pack;
    response.writeHead(200, { "content-encoding": encoding }).end(pack[encoding]("停水三天"));
  });
  for (const encoding of Object.keys(pack)) {
    const { body } = await guardedFetch(`http://${host}/${encoding}`, { allowHosts: [host] });
    expect(textOf(body)).toBe("停水三天");
  }
});

test("R20: a body over the limit is cut off, whatever length it claims; a small one that unpacks to much too", async () => {
  const bomb = gzipSync(Buffer.alloc(50 * MB));
  expect(bomb.length).toBeLessThan(0.1 * MB);
  let sent = 0;
  const { host } = await serve((request, response) => {
    if (request.url === "/bomb") return void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    const piece = Buffer.alloc(65_536);
    const more = () => {
      while (!response.destroyed && sent < 500 * MB) {
        sent += piece.length;
        if (!response.write(piece)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  });
  const get = (path: string, maxBytes: number) =>
    guardedFetch(`http://${host}${path}`, { allowHosts: [host], maxBytes });
  await expect(get("/bomb", 10 * MB)).rejects.toThrow(TooLargeError);
  await expect(get("/endless", 10 * MB)).rejects.toThrow(TooLargeError);
  expect(sent).toBeLessThan(100 * MB);
});

test("a server that drips is cut off when the time is over, redirects counted in", async () => {
  const { host } = await serve((request, response) => {
    if (request.url === "/") return void response.writeHead(302, { location: "/drip" }).end();
    response.writeHead(200);
    const timer = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(timer));
  });
  const error = await guardedFetch(`http://${host}/`, { allowHosts: [host], timeoutMs: 200 }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(TooSlowError);
  expect((error as TooSlowError).what.zh).toBe(`${host} 在 0.2 秒内没有给完应答`);
});

test("names that hang, names that do not exist, ports where nobody listens and broken connections say so", async () => {
  const { server, host } = await serve((_, response) => void response.end());
  await new Promise((resolve) => server.close(resolve));
  const cut = createTcpServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"));
  await new Promise<void>((resolve) => cut.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void cut.close());
  const cutHost = `127.0.0.1:${(cut.address() as AddressInfo).port}`;
  const told = (url: string, resolve = names({})) =>
    guardedFetch(url, { allowHosts: [host, cutHost], resolve, timeoutMs: 300 }).catch(
      (e: UnreachableError) => e.what.zh,
    );
  expect(await told(`http://${host}/`)).toBe(`连不上 ${host}：对方没有在监听`);
  expect(await told("http://nowhere.example/")).toBe("连不上 nowhere.example：没有这个域名");
  expect(await told(`http://${cutHost}/`)).toBe(`连不上 ${cutHost}：连接中断`);
  expect(await told("http://hangs.example/", () => new Promise(() => {}))).toBe(
    "hangs.example 在 0.3 秒内没有给完应答",
  );
});

test("an aborted signal ends it with its own reason", async () => {
  const controller = new AbortController();
  const { host } = await serve(() => controller.abort(new Error("stopped")));
  await expect(guardedFetch(`http://${host}/`, { allowHosts: [host], signal: controller.signal })).rejects.toThrow(
    "stopped",
  );
});

test("what is posted reaches the host that it is meant for, and no other by a redirect", async () => {
  const elsewhere = await serveCounted();
  const { host } = await serve((request, response) => {
    if (request.url === "/moved") {
      response.writeHead(307, { location: `http://${elsewhere.host}/` }).end();
      return;
    }
    let body = "";
    request.on("data", (part: Buffer) => {
      body += part.toString();
    });
    request.on("end", () => response.end(`${request.method} ${body}`));
  });
  const options = { allowHosts: [host, elsewhere.host], post: "问题", redirects: 3 };
  expect(textOf((await guardedFetch(`http://${host}/`, options)).body)).toBe("POST 问题");
  await expect(guardedFetch(`http://${host}/moved`, options)).rejects.toThrow(RedirectError);
  expect(elsewhere.reached()).toBe(0);
});
