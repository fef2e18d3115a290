import { beforeEach, describe, expect, test } from "vitest";
import { sourceSchema } from "../../config/schema.js";
import { createConnector } from "../../connectors/registry.js";
import { FixedClock } from "../../core/clock.js";
import type { Position } from "../../core/connector.js";
import { type Outcome, readAll } from "./helpers.js";
import { type FeedServer, feedServer, type Post, rss } from "./rss/feed-server.js";

const MINUTE = 60_000;
/** 2026-05-06, 12:00 in Shanghai. */
const NOON = Date.parse("2026-05-06T04:00:00Z");
const clock = new FixedClock(NOON);
beforeEach(() => clock.moveTo(NOON));

const WATER: Post = {
  guid: "https://bbs.example/t/1",
  title: "湖滨花园停水三天",
  text: "<p>从周一停到现在，<b>没人管</b>。</p>",
  date: "Wed, 06 May 2026 01:30:00 GMT",
  link: "https://bbs.example/t/1",
  author: "湖边人",
};
const NOISE: Post = {
  guid: "https://bbs.example/t/2",
  title: "夜里施工",
  text: "吵到两点",
  date: "2026-05-05 23:10:00",
};

/** Reads all feeds of a source; `cursor` as it is left is that of the next reading. */
function read(
  server: FeedServer,
  paths: string[],
  cursor: ReadonlyMap<string, Position> = new Map(),
  settings: object = {},
  batchSize = 500,
): Promise<Outcome> {
  const urls = paths.map((path) => server.url(path));
  const source = sourceSchema.parse({ type: "rss", name: "posts", urls, ...settings });
  const options = { timezone: "Asia/Shanghai", clock, batchSize, allowHosts: [server.host] };
  return readAll(createConnector(source, options), cursor);
}

const ids = ({ items }: Outcome) => items.map(({ item }) => item.externalId);
const reasons = ({ rejects }: Outcome) => rejects.map(({ row, reason }) => `${row} ${reason.zh}`);

test("an entry becomes an item: id, title, text, time, author, link; channel and kind are the source's", async () => {
  const server = await feedServer({ "/a": { body: rss([{ ...WATER, more: "<category>民生</category>" }]) } });
  const { items, batches } = await read(server, ["/a"]);
  expect(items).toEqual([
    {
      row: 1,
      item: {
        source: "posts",
        externalId: "https://bbs.example/t/1",
        channel: "post",
        kind: "unverified",
        title: "湖滨花园停水三天",
        text: "<p>从周一停到现在，<b>没人管</b>。</p>",
        createdAt: "2026-05-06T01:30:00.000Z",
        author: "湖边人",
        category: "民生",
        url: "https://bbs.example/t/1",
      },
    },
  ]);
  expect(batches.map(({ last, progress }) => [last, progress])).toEqual([[true, 1]]);
});

test("times without an offset are in the zone of the office; CST is China's; relative links are the feed's", async () => {
  const posts = [NOISE, { guid: "u:1", title: "一", date: "Tue, 05 May 2026 20:00:00 CST", link: "/t/3?a=1" }];
  const server = await feedServer({ "/feeds/a": { body: rss(posts) } });
  const { items } = await read(server, ["/feeds/a"]);
  expect(items.map(({ item }) => item.createdAt)).toEqual(["2026-05-05T15:10:00.000Z", "2026-05-05T12:00:00.000Z"]);
  expect(items[1]?.item.url).toBe(server.url("/t/3?a=1"));
});

test("R19: links that lead anywhere but to a web page are dropped", async () => {
  const server = await feedServer({ "/a": { body: rss([{ ...WATER, link: "javascript:alert(1)" }]) } });
  expect((await read(server, ["/a"])).items[0]?.item).not.toHaveProperty("url");
});

test("ids: an address as it is, another one within its feed, else the link, else title and date", async () => {
  const date = "2026-05-05 08:00";
  const posts = [
    { guid: "tag:bbs.example,2026:7", title: "一", date },
    { guid: "1024", title: "二", date },
    { link: "https://bbs.example/t/3", title: "三", date },
    { title: "四", date },
  ];
  const server = await feedServer({ "/a?key=1": { body: rss(posts) }, "/b": { body: rss(posts) } });
  const { items } = await read(server, ["/a?key=1", "/b"]);
  const found = items.map(({ item }) => item.externalId);
  expect(found.slice(0, 3)).toEqual(["tag:bbs.example,2026:7", `${server.host}/a#1024`, "https://bbs.example/t/3"]);
  expect(found[3]).toMatch(new RegExp(`^${server.host}/a#[\\w-]{22}$`));
  expect(found[5]).toBe(`${server.host}/b#1024`);
});

test("Atom, RSS 1.0 and JSON Feed are read too", async () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>公告</title><entry><id>tag:gov.example,2026:1</id>
    <title type="html">&lt;b&gt;停气通知&lt;/b&gt;</title><published>2026-05-05T08:00:00+08:00</published>
    <updated>2026-05-05T09:00:00+08:00</updated><link rel="self" href="/self"/><link href="/n/1"/>
    <author><name>燃气公司</name></author><category term="gas" label="燃气"/><summary>明天停气</summary></entry></feed>`;
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>旧</title></channel>
    <item rdf:about="http://old.example/1"><title>路灯坏了</title><link>http://old.example/1</link>
    <description>一片黑</description><dc:date>2026-05-05T20:00:00+08:00</dc:date><dc:creator>老王</dc:creator></item></rdf:RDF>`;
  const json = JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "信箱",
    items: [
      {
        id: "m:1",
        content_html: "<p>公交太挤</p>",
        date_published: "2026-05-05T08:00:00Z",
        url: "https://j.example/1",
      },
    ],
  });
  const server = await feedServer({ "/atom": { body: atom }, "/rdf": { body: rdf }, "/json": { body: json } });
  const { items } = await read(server, ["/atom", "/rdf", "/json"]);
  expect(items.map(({ item }) => [item.externalId, item.title, item.text, item.createdAt])).toEqual([
    ["tag:gov.example,2026:1", "<b>停气通知</b>", "明天停气", "2026-05-05T00:00:00.000Z"],
    ["http://old.example/1", "路灯坏了", "一片黑", "2026-05-05T12:00:00.000Z"],
    ["m:1", undefined, "<p>公交太挤</p>", "2026-05-05T08:00:00.000Z"],
  ]);
  expect(items[0]?.item).toMatchObject({ url: server.url("/n/1"), author: "燃气公司", category: "燃气" });
});

describe("encodings", () => {
  // 停水三天 in GBK.
  const gbk = Buffer.from([0xcd, 0xa3, 0xcb, 0xae, 0xc8, 0xfd, 0xcc, 0xec]);
  const feed = (declared: string, word: Uint8Array) =>
    Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="${declared}"?><rss version="2.0"><channel><item><title>`),
      word,
      Buffer.from("</title><pubDate>2026-05-05 08:00</pubDate></item></channel></rss>"),
    ]);
  const title = async (body: Uint8Array, type: string) => {
    const server = await feedServer({ "/a": { body, headers: { "content-type": type } } });
    const outcome = await read(server, ["/a"]);
    return [outcome.items[0]?.item.title, outcome.warnings.map((warning) => warning.replace(/^http\S+：/, ""))];
  };

  test("R14: GBK by declaration, by header, and where both are wrong", async () => {
    expect(await title(feed("gb2312", gbk), "text/xml")).toEqual(["停水三天", []]);
    expect(await title(feed("utf-8", gbk), "text/xml; charset=GBK")).toEqual(["停水三天", []]);
    expect(await title(feed("utf-8", gbk), "text/xml; charset=utf-8")).toEqual(["停水三天", []]);
    expect(await title(feed("gbk", Buffer.from("停水")), "text/xml; charset=utf-8")).toEqual(["停水", []]);
    expect(await title(feed("utf-8", Buffer.from("停水")), "text/xml; charset=iso-8859-1")).toEqual(["停水", []]);
    // 𠀀 needs the four bytes of GB18030.
    expect(await title(feed("gbk", Buffer.from([0x95, 0x32, 0x82, 0x36])), "text/xml")).toEqual(["𠀀", []]);
  });

  test("R14: bytes that fit no encoding become U+FFFD, with a warning that names the entry", async () => {
    const broken = Buffer.concat([Buffer.from("停水"), Buffer.from([0xe5, 0x81, 0xff])]);
    expect(await title(feed("utf-8", broken), "text/xml")).toEqual([
      expect.stringMatching(/^停水\ufffd+$/),
      ["第 1 条含有无法解码的字节，已用 \ufffd 代替"],
    ]);
  });

  test("UTF-16 by its mark", async () => {
    const text = rss([{ title: "停水", date: "2026-05-05 08:00" }]);
    expect(await title(Buffer.from(`\ufeff${text}`, "utf16le"), "text/xml")).toEqual(["停水", []]);
  });
});

describe("an entry that is no message", () => {
  test("an entry that is not well-formed is a reject with its XML; the others are read", async () => {
    const body = rss([WATER, NOISE]).replace("<title><![CDATA[夜里施工]]></title>", "<title>A & B < C</title>");
    const server = await feedServer({ "/a": { body } });
    const outcome = await read(server, ["/a"]);
    expect(ids(outcome)).toEqual(["https://bbs.example/t/1"]);
    expect(reasons(outcome)).toEqual(["2 这一条的 XML 格式有误（如没有转义的 < 或 &，或没有结束）"]);
    expect(Buffer.from(outcome.rejects[0]?.raw ?? []).toString()).toContain("<title>A & B < C</title>");
  });

  test("a feed that breaks off gives what came whole", async () => {
    const body = rss([WATER, NOISE]);
    const server = await feedServer({ "/a": { body: body.slice(0, body.indexOf("吵到两点")) } });
    const outcome = await read(server, ["/a"]);
    expect(ids(outcome)).toEqual(["https://bbs.example/t/1"]);
    expect(outcome.rejects.map(({ row }) => row)).toEqual([2]);
  });

  test("nothing to read, or a time in the future: rejects, told once", async () => {
    const posts: Post[] = [
      WATER,
      { guid: "x:1", date: "2026-05-05 08:00" },
      { ...NOISE, date: "Fri, 08 May 2026 08:00:00 +0800" },
    ];
    const server = await feedServer({ "/a": { body: rss(posts) } });
    const outcome = await read(server, ["/a"]);
    expect(ids(outcome)).toEqual(["https://bbs.example/t/1"]);
    expect(reasons(outcome)).toEqual([
      "2 内容和标题都是空的",
      "3 形如「9999-9-99 99:99:99+9999」的值晚于现在一天以上；应如 2019-08-14 11:25:10",
    ]);
    clock.advance(15 * MINUTE);
    server.give("/a", { body: rss([...posts].reverse()) });
    expect(await read(server, ["/a"], outcome.cursor)).toMatchObject({ items: [], rejects: [] });
    clock.advance(24 * 60 * MINUTE);
    expect(ids(await read(server, ["/a"], outcome.cursor))).toEqual(["https://bbs.example/t/2"]);
  });

  test("without a usable time: the time at which it was first seen, with a warning; it stays so when the text changes", async () => {
    const server = await feedServer({
      "/a": {
        body: rss([
          { ...WATER, date: "前天" },
          { ...NOISE, date: undefined },
        ] as Post[]),
      },
    });
    const first = await read(server, ["/a"]);
    expect(first.items.map(({ item }) => item.createdAt)).toEqual([
      "2026-05-06T04:00:00.000Z",
      "2026-05-06T04:00:00.000Z",
    ]);
    expect(first.warnings).toEqual(["第 1 条等 2 条没有可用的发布时间，按首次看到的时间计"]);
    clock.advance(60 * MINUTE);
    server.give("/a", { body: rss([{ ...WATER, date: "前天", text: "来水了" }]) });
    const second = await read(server, ["/a"], first.cursor);
    expect(second.items.map(({ item }) => [item.text, item.createdAt])).toEqual([
      ["来水了", "2026-05-06T04:00:00.000Z"],
    ]);
  });

  test("the same id twice with other content in one feed: the first is kept, the other a reject", async () => {
    const server = await feedServer({ "/a": { body: rss([WATER, WATER, { ...WATER, text: "另一件事" }]) } });
    const outcome = await read(server, ["/a"]);
    expect(outcome.items.map(({ row }) => row)).toEqual([1]);
    expect(reasons(outcome)).toEqual(["3 编号与本订阅源前面的一条相同，内容却不同；已保留前面的一条"]);
  });
});

describe("reading again", () => {
  test("R11: what was read and is the same is passed over; what is new or changed is read", async () => {
    const server = await feedServer({ "/a": { body: rss([WATER, NOISE]) } });
    const first = await read(server, ["/a"]);
    clock.advance(15 * MINUTE);
    const newer = { ...NOISE, guid: "https://bbs.example/t/3", text: "还在吵" };
    server.give("/a", { body: rss([newer, { ...WATER, text: "来水了" }, NOISE], "<ttl>1</ttl>") });
    const second = await read(server, ["/a"], first.cursor);
    expect(second.items.map(({ row, item }) => [row, item.text])).toEqual([
      [1, "还在吵"],
      [2, "来水了"],
    ]);
    clock.advance(15 * MINUTE);
    expect((await read(server, ["/a"], second.cursor)).items).toEqual([]);
  });

  test("a look says who looks and what it knows; 304 costs nothing and is remembered", async () => {
    const headers = { etag: '"v1"', "last-modified": "Wed, 06 May 2026 03:00:00 GMT" };
    const server = await feedServer({ "/a": { body: rss([WATER]), headers } });
    const first = await read(server, ["/a"]);
    clock.advance(15 * MINUTE);
    const second = await read(server, ["/a"], first.cursor);
    expect(second.items).toEqual([]);
    expect(server.asked[0]?.headers["user-agent"]).toMatch(/^minyi\/\d+\.\d+\.\d+/);
    expect(server.asked[0]?.headers).not.toHaveProperty("if-none-match");
    expect(server.asked[1]?.headers).toMatchObject({
      "if-none-match": '"v1"',
      "if-modified-since": "Wed, 06 May 2026 03:00:00 GMT",
    });
    clock.advance(15 * MINUTE);
    server.give("/a", { body: rss([NOISE, WATER]), headers: { etag: '"v2"' } });
    expect(ids(await read(server, ["/a"], second.cursor))).toEqual(["https://bbs.example/t/2"]);
  });

  test("a large feed comes in batches; until the last is acknowledged the feed counts as not read", async () => {
    const posts = Array.from({ length: 5 }, (_, i) => ({ ...NOISE, guid: `x:${i}` }));
    const server = await feedServer({ "/a": { body: rss(posts), headers: { etag: '"v1"' } } });
    const { batches } = await read(server, ["/a"], new Map(), {}, 2);
    expect(batches.map(({ items, last }) => [items.length, last])).toEqual([
      [2, false],
      [2, false],
      [1, true],
    ]);
    const input = server.url("/a");
    const again = await read(server, ["/a"], new Map([[input, batches[1]?.position as Position]]), {}, 2);
    expect(again.items).toHaveLength(5);
    expect(await read(server, ["/a"], new Map([[input, batches[2]?.position as Position]]))).toMatchObject({
      batches: [],
    });
  });
});

describe("politeness", () => {
  async function looks(
    headers: Record<string, string>,
    channel: string,
    minutes: number[],
    every = 15,
  ): Promise<boolean[]> {
    clock.moveTo(NOON);
    const server = await feedServer({ "/a": { body: rss([WATER], channel), headers } });
    const { cursor } = await read(server, ["/a"], new Map(), { every });
    const looked: boolean[] = [];
    for (const minute of minutes) {
      clock.moveTo(NOON + minute * MINUTE);
      const before = server.asked.length;
      await read(server, ["/a"], cursor, { every });
      looked.push(server.asked.length > before);
    }
    return looked;
  }

  test("a feed is not looked at before its time, but by a run that starts seconds early", async () => {
    expect(await looks({}, "", [0, 5, 13, 14.9, 15])).toEqual([false, false, false, true, true]);
  });

  test("ttl and max-age count when they are longer, up to a day", async () => {
    expect(await looks({}, "<ttl>60</ttl>", [15, 50, 60])).toEqual([false, false, true]);
    expect(await looks({ "cache-control": "public, max-age=3600" }, "", [15, 50, 60])).toEqual([false, false, true]);
    expect(await looks({}, "<ttl>5</ttl>", [15])).toEqual([true]);
    expect(await looks({ "cache-control": "max-age=31536000" }, "", [22 * 60, 24 * 60])).toEqual([false, true]);
  });

  test("when the clock has been set back it is looked at", async () => {
    expect(await looks({}, "", [-60])).toEqual([true]);
  });

  test("429 and 503 are a warning, told once; Retry-After is waited for, else longer every time; then it is all well", async () => {
    const server = await feedServer({ "/a": { status: 503, headers: { "retry-after": "3600" } } });
    let { cursor, warnings, rejects } = await read(server, ["/a"]);
    expect([warnings, rejects]).toEqual([["服务器答复 503：对方暂时不能服务，稍后再试"], []]);
    clock.moveTo(NOON + 59 * MINUTE);
    expect((await read(server, ["/a"], cursor)).batches).toEqual([]);
    clock.moveTo(NOON + 60 * MINUTE);
    server.give("/a", { status: 503 });
    ({ cursor, warnings } = await read(server, ["/a"], cursor));
    expect(warnings).toEqual([]);
    clock.moveTo(NOON + 80 * MINUTE);
    expect((await read(server, ["/a"], cursor)).batches).toEqual([]);
    clock.moveTo(NOON + 90 * MINUTE);
    server.give("/a", { body: rss([WATER]) });
    const well = await read(server, ["/a"], cursor);
    expect(ids(well)).toEqual(["https://bbs.example/t/1"]);
    clock.moveTo(NOON + 105 * MINUTE);
    expect((await read(server, ["/a"], well.cursor)).batches).toHaveLength(1);
  });
});

describe("a feed that cannot be read", () => {
  test("each is told with the way out, and the others are read", async () => {
    const server = await feedServer({
      "/page": { body: "<!doctype html><html><body>请登录</body></html>", headers: { "content-type": "text/html" } },
      "/secret": { status: 403 },
      "/broken": (_, response) => void response.socket?.destroy(),
      "/a": { body: rss([WATER]) },
    });
    const outcome = await read(server, ["/page", "/none", "/secret", "/broken", "/a"]);
    expect(reasons(outcome)).toEqual([
      "0 内容不是 RSS、Atom 或 JSON Feed（可能是网页或错误提示）。请在浏览器里打开该地址看看，或换一个地址",
      "0 服务器答复 404：没有这个地址，请核对",
      "0 服务器答复 403：不允许访问",
    ]);
    expect(outcome.rejects.map(({ input }) => input)).toEqual(["/page", "/none", "/secret"].map(server.url));
    expect(outcome.warnings).toEqual([`连不上 ${server.host}：连接中断。请检查地址、网络和对方是否在运行`]);
    expect(ids(outcome)).toEqual(["https://bbs.example/t/1"]);
  });

  test("R20: 50 MB are refused", async () => {
    const server = await feedServer({
      "/huge": (_, response) => {
        response.on("error", () => {});
        response.writeHead(200, { "content-type": "text/xml" }).end(Buffer.alloc(50 * 1_048_576, " "));
      },
    });
    expect(reasons(await read(server, ["/huge"]))).toEqual([
      `0 ${server.host} 的应答（解压后）超过 10 MB。请换一个条目较少的地址`,
    ]);
  });

  test("R20: a feed inside the own network that nobody allowed is refused; allowing it counts at once", async () => {
    const server = await feedServer({ "/a": { body: rss([WATER]) } });
    const stranger = { ...server, host: "elsewhere.example" };
    const outcome = await read(stranger, ["/a"]);
    expect(reasons(outcome)).toEqual([
      `0 ${server.host} 是本机或内网地址，为安全起见不访问。如果确实要从那里读取，请在配置的 network.allow 里加上 ${server.host}`,
    ]);
    expect((await read(stranger, ["/a"], outcome.cursor)).batches).toEqual([]);
    expect(ids(await read(server, ["/a"], outcome.cursor))).toEqual(["https://bbs.example/t/1"]);
    expect(server.asked).toHaveLength(1);
  });

  test("a feed that has moved for good is read there, and told once", async () => {
    const server = await feedServer({
      "/old": { status: 301, headers: { location: "/new" } },
      "/new": { body: rss([WATER]) },
    });
    const first = await read(server, ["/old"]);
    expect(ids(first)).toEqual(["https://bbs.example/t/1"]);
    expect(first.warnings).toEqual([`已永久迁到 ${server.url("/new")}，请在 urls 里改成新地址`]);
    clock.advance(15 * MINUTE);
    expect((await read(server, ["/old"], first.cursor)).warnings).toEqual([]);
  });

  test("R23: keys in an address are shown nowhere", async () => {
    const server = await feedServer({ "/a?uid=7&key=s3cret": { body: rss([WATER, { guid: "1", date: "x" }]) } });
    const outcome = await read(server, ["/a?uid=7&key=s3cret"]);
    expect(ids(outcome)).toHaveLength(1);
    expect(JSON.stringify([...outcome.cursor, outcome.batches])).not.toContain("s3cret");
    expect(outcome.batches[0]?.input).toBe(server.url("/a?uid=7&key=***"));
  });
});

describe("hostile XML", () => {
  const items = "<item><title>一</title><pubDate>2026-05-05 08:00</pubDate></item>";
  test.each([
    [
      "entities that unfold",
      `<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel>${items.replace("一", "一&b;")}</channel></rss>`,
    ],
    [
      "entities that point to files",
      `<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>${items.replace("一", "一&a;")}</channel></rss>`,
    ],
  ])("%s stay as they are written", async (_, body) => {
    const server = await feedServer({ "/a": { body } });
    const {
      items: [first],
    } = await read(server, ["/a"]);
    expect(first?.item.title).toMatch(/^一&[ab];$/);
  });

  test.each([
    ["a million open tags", `<rss version="2.0"><channel>${"<a>".repeat(1_000_000)}`],
    ["a tag with a million attributes", `<rss version="2.0"><channel><item a="${"1".repeat(100_000)}">`],
    ["a million items without an end", `<rss version="2.0"><channel>${"<item>".repeat(1_000_000)}`],
    ["a document type without an end", `<!DOCTYPE r [${"]".repeat(1_000_000)}`],
    ["open CDATA without an end", `<rss version="2.0"><channel>${"<item><title><![CDATA[".repeat(100_000)}`],
  ])("%s is refused, and soon", async (_, body) => {
    const server = await feedServer({ "/a": { body } });
    const start = performance.now();
    const outcome = await read(server, ["/a"]);
    expect(outcome.rejects.map(({ row }) => row)).toEqual([0]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
