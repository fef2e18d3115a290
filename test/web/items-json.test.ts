import { expect, test } from "vitest";
import { openDatabase } from "../../core/sqlite.js";
import { service, TOKEN } from "./service.js";

const start = service();
const lamp = { externalId: "T1", title: "路灯", text: "幸福路的路灯坏了三天", createdAt: "2026-11-08 19:30:00" };

test("a single message is taken: 202, and it lies in the inbox with the source's channel and kind", async () => {
  const { post, state, received } = await start();
  const answer = await post(lamp);
  expect(answer.status).toBe(202);
  const entry = state.inbox.read("portal", 0, 10)[0];
  expect(await answer.json()).toEqual({
    accepted: 1,
    duplicate: 0,
    rejected: 0,
    results: [{ index: 0, id: entry?.item.id, status: "accepted" }],
  });
  expect(entry?.item).toMatchObject({
    source: "portal",
    channel: "hotline",
    kind: "official",
    externalId: "T1",
    text: "幸福路的路灯坏了三天",
    createdAt: "2026-11-08T11:30:00.000Z", // wall clock of the office
  });
  expect(received).toEqual(["portal 1"]);
});

test("R11: the same delivery twice brings nothing new", async () => {
  const { post, state } = await start();
  const batch = [lamp, { ...lamp, externalId: "T2" }];
  await post(batch);
  expect(await (await post({ items: batch })).json()).toMatchObject({ accepted: 0, duplicate: 2, rejected: 0 });
  expect(state.inbox.pending("portal").count).toBe(2);
});

test("R11: a message with an id and without a time keeps the time of its first arrival", async () => {
  const { post, state, clock } = await start();
  const { createdAt: _none, ...undated } = lamp;
  await post(undated);
  clock.advance(60_000);
  expect(await (await post(undated)).json()).toMatchObject({ accepted: 0, duplicate: 1 });
  expect(await (await post({ ...undated, status: "已办结" })).json()).toMatchObject({ accepted: 1 });
  const times = state.inbox.read("portal", 0, 10).map(({ item }) => item.createdAt);
  expect(times).toEqual(["2026-11-09T02:00:00.000Z", "2026-11-09T02:00:00.000Z"]);
});

test("id is another name for externalId, also as a number; null counts as absent", async () => {
  const { post, state } = await start();
  expect((await post({ id: 4711, text: "井盖丢失", title: null })).status).toBe(202);
  expect(state.inbox.read("portal", 0, 1)[0]?.item).toMatchObject({ externalId: "4711", text: "井盖丢失" });
});

test("a batch: good messages are taken, bad ones are named with field and reason, in order", async () => {
  const { post, state } = await start();
  const answer = await post([
    lamp,
    { text: "积水", districkt: "西湖区" },
    { text: "积水", createdAt: "2026-02-30" },
    { title: "没有正文" },
    { text: "积水", channel: "fax" },
    { text: "积水", engagement: { views: -1 } },
    "积水",
    { text: "  " },
    { text: "积水", id: "a", externalId: "a" },
    { text: "积水", source: "elsewhere" },
    { text: "积水", history: [{ state: "已受理", at: "昨天" }] },
    { ...lamp, externalId: "T2" },
  ]);
  expect(answer.status).toBe(202);
  const { accepted, rejected, results } = (await answer.json()) as {
    accepted: number;
    rejected: number;
    results: { index: number; status: string; field?: string; error?: { zh: string; en: string } }[];
  };
  expect([accepted, rejected]).toEqual([2, 10]);
  expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const said = results.map(({ status, field, error }) => (status === "rejected" ? [field, error?.zh] : status));
  expect(said).toEqual([
    "accepted",
    ["districkt", "没有这个字段，是不是 district？"],
    ["createdAt", "形如「9999-99-99」的值是不存在的日期或时刻；应如 2019-08-14 11:25:10"],
    ["text", "缺少该字段"],
    ["channel", "应为以下之一：hotline、board、post、news、other"],
    ["engagement.views", "不能小于 0"],
    [undefined, "每条来件应是一个 JSON 对象"],
    ["text", "标题和正文都是空的，没有可分析的内容"],
    ["id", "与 externalId 是同一个字段，只能给一个"],
    ["source", "与接收的数据源名称不同；去掉该字段，或用 ?source= 指定数据源"],
    ["history[0].at", "形如「字字」的值不是可识别的时间；应如 2019-08-14 11:25:10"],
    "accepted",
  ]);
  // The refused ones are kept for replay, encrypted.
  expect(state.rejects.list({ source: "portal" }).map(({ input, row }) => `${input} ${row}`)).toContain("push 2");
});

test("nothing that could be taken is 400; an empty list is no mistake", async () => {
  const { post } = await start();
  expect((await post({ texxt: "路灯" })).status).toBe(400);
  expect(await (await post([])).json()).toEqual({ accepted: 0, duplicate: 0, rejected: 0, results: [] });
});

test("broken JSON and GBK are 400 with a message that quotes nothing; English by Accept-Language", async () => {
  const { post, state } = await start();
  const broken = await post('{"text": "13812345678 路灯坏了", }');
  expect(broken.status).toBe(400);
  const text = await broken.text();
  expect(JSON.parse(text)).toMatchObject({
    error: { code: "not_json", message: expect.stringMatching(/^请求内容不是合法的 JSON/) },
  });
  expect(text).not.toContain("138");
  const gbk = new Uint8Array([...Buffer.from('{"text":"'), 0xc2, 0xb7, 0xb5, 0xc6, ...Buffer.from('"}')]);
  const answer = await post(gbk, { headers: { "accept-language": "en-GB,zh;q=0.5" } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { message: expect.stringMatching(/^the body is not UTF-8 \(GBK or GB18030/) },
  });
  expect((await post(gbk, { type: "application/json; charset=gbk" })).status).toBe(415);
  expect(state.rejects.counts().open).toBe(0);
});

test("too many, too large, the wrong type", async () => {
  const { post } = await start();
  expect((await post(Array(1001).fill(lamp))).status).toBe(413);
  expect((await post(`["${"x".repeat(8 * 1024 * 1024)}"]`)).status).toBe(413);
  expect((await post("text=路灯", { type: "application/x-www-form-urlencoded" })).status).toBe(415);
  expect((await post(lamp, { headers: { "content-encoding": "gzip" } })).status).toBe(415);
});

test("several push sources: the request says which, an unknown one is told the configured ones", async () => {
  const { post, state } = await start({
    sources: [
      { name: "portal", type: "push" },
      { name: "贴吧", type: "push", channel: "post", kind: "unverified" },
    ],
  });
  expect((await post(lamp)).status).toBe(404);
  const unknown = await post(lamp, { query: "?source=nowhere" });
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({ error: { message: "没有这个推送数据源：portal、贴吧" } });
  expect((await post(lamp, { query: `?source=${encodeURIComponent("贴吧")}` })).status).toBe(202);
  expect(state.inbox.read("贴吧", 0, 1)[0]?.item).toMatchObject({ channel: "post", kind: "unverified" });
});

test("without the token nothing gets in, without a configured one the answer says which key to set", async () => {
  const { post, state } = await start();
  for (const authorization of ["", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`]) {
    const answer = await post(lamp, { headers: { authorization } });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="minyi"']);
  }
  expect(state.inbox.pending("portal").count).toBe(0);
  const { post: closed } = await start({ token: undefined });
  const answer = await closed(lamp);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("server.token");
});

test("R9, R29: when as many wait as may wait, the answer is 429 with Retry-After, until they are analysed", async () => {
  const { post, state, clock } = await start({ maxPending: 2 });
  const batch = [1, 2].map((n) => ({ ...lamp, externalId: `T${n}` }));
  expect((await post(batch)).status).toBe(202);
  const full = await post({ ...lamp, externalId: "T3" });
  expect([full.status, full.headers.get("retry-after")]).toEqual([429, "10"]);
  expect(await full.json()).toMatchObject({
    error: { code: "inbox_full", message: expect.stringMatching(/server\.maxPending/) },
  });
  state.cursors.set("portal", "inbox", { number: 2 });
  clock.advance(1000);
  expect((await post({ ...lamp, externalId: "T3" })).status).toBe(202);
});

test("R24, R31: phones and authors reach neither the answer, the log, the metrics nor the state's files", async () => {
  const { url, post, files, logged, state } = await start();
  const phone = "13812345678";
  const author = "隔壁老王的账号";
  const secret = { ...lamp, text: `请致电${phone}`, author };
  const answers = [
    await post(secret),
    await post({ ...secret, externalId: phone }),
    await post({ ...secret, [phone]: 1 }),
    await post([{ ...secret, createdAt: phone }]),
    await post(`{"text":"${phone}"`),
  ];
  const seen = [...(await Promise.all(answers.map((answer) => answer.text()))), ...logged, files()];
  seen.push(await (await fetch(`${url}/metrics`)).text());
  for (const text of seen) {
    for (const canary of [phone, author, Buffer.from(author).toString("latin1"), TOKEN]) {
      expect(text).not.toContain(canary);
    }
  }
  expect(state.inbox.read("portal", 0, 10)[0]?.authorKey).toMatch(/^[\w-]{22}$/);
  expect(state.rejects.counts().open).toBe(2);
});

test("__proto__ is a field like any other: unknown", async () => {
  const { post } = await start();
  const answer = await post('{"text":"路灯","__proto__":{"admin":true}}');
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ results: [{ field: "__proto__" }] });
});

test("R10: while state cannot be written the answer is 503 with Retry-After; nothing was taken, sent again it is", async () => {
  const { post, state, path, logged, url } = await start();
  const other = openDatabase(path, { durable: false });
  other.exec("BEGIN IMMEDIATE");
  const [refused, ready] = await Promise.all([post(lamp), fetch(`${url}/readyz`)]);
  expect([refused.status, refused.headers.get("retry-after"), ready.status]).toEqual([503, "60", 503]);
  expect(await refused.json()).toMatchObject({ error: { code: "state_unavailable" } });
  other.exec("ROLLBACK");
  other.close();
  expect(state.inbox.pending("portal").count).toBe(0);
  expect(logged.join()).toContain("request failed");
  expect((await post(lamp)).status).toBe(202);
});
