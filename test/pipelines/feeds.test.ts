import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import { type FeedServer, feedServer, type Post, rss } from "../connectors/rss/feed-server.js";
import { LEXICAL } from "../helpers/lexical.js";
import { Office } from "../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse({ ...LEXICAL, queue: { workers: 1 } }));
});
afterAll(() => runner.close());

const posts: Post[] = [
  {
    guid: "https://bbs.example/t/2",
    title: "锦绣里三栋电梯坏了半个月",
    text: "<p>锦绣里三栋的<b>电梯</b>坏了半个月，&lt;物业&gt;一直说在等配件。</p><img src=x onerror=alert(1)><p>电话 13812345678</p>",
    date: "Sun, 08 Nov 2026 10:00:00 GMT",
    link: "https://bbs.example/t/2",
    author: "三栋住户",
  },
  {
    guid: "https://bbs.example/t/1",
    title: "清澜苑旁边的搅拌站整夜生产",
    text: "灰尘很大，老人孩子没法睡觉，请环保部门管一管",
    link: "https://bbs.example/t/1",
  },
];

let server: FeedServer;
let office: Office;
beforeEach(async () => {
  server = await feedServer({ "/weibo": { body: rss(posts) } });
  const source = { name: "posts", type: "rss", urls: [server.url("/weibo")] };
  office = new Office([source], { network: { allow: [server.host] } });
});
afterEach(() => office.close());

const checksum = () => office.with(runner, ({ store }) => store.checksum());
const all = () => office.with(runner, async ({ store }) => (await store.find({})).hits.map(({ document }) => document));

test("posts come in without markup, without personal data and without their author", async () => {
  const { manifest } = await office.run(runner);
  expect(manifest.counts).toMatchObject({ in: 2, new: 2, rejected: 0 });
  const documents = await all();
  const lift = documents.find(({ externalId }) => externalId === "https://bbs.example/t/2");
  expect(lift).toMatchObject({ channel: "post", kind: "unverified", createdAt: "2026-11-08T10:00:00.000Z" });
  expect(lift?.text).toMatch(/^锦绣里三栋的电梯坏了半个月，<物业>一直说在等配件。\n电话 /);
  expect(JSON.stringify(documents)).not.toMatch(/13812345678|三栋住户|onerror/);
});

test("R11: the same feed again, also at another time and in another order, brings nothing new and changes nothing", async () => {
  await office.run(runner);
  const before = await checksum();
  office.clock.advance(3_600_000);
  const second = await office.run(runner);
  expect(second.manifest.counts).toMatchObject({ in: 0, new: 0, replaced: 0 });
  office.clock.advance(3_600_000);
  server.give("/weibo", { body: rss([...posts].reverse()) });
  const third = await office.run(runner);
  expect(third.manifest.counts).toMatchObject({ in: 0, new: 0, replaced: 0, rejected: 0 });
  expect(await checksum()).toEqual(before);
});

test("an edited post that has moved down its feed is a correction; a new one is new", async () => {
  await office.run(runner);
  office.clock.advance(3_600_000);
  const edited = { ...(posts[0] as Post), text: "锦绣里三栋的电梯修好了" };
  const fresh = { ...(posts[1] as Post), guid: "https://bbs.example/t/3", title: "路灯不亮", text: "河坊路的路灯坏了" };
  server.give("/weibo", { body: rss([fresh, edited, posts[1] as Post]) });
  const { manifest } = await office.run(runner);
  expect(manifest.counts).toMatchObject({ in: 2, new: 1, replaced: 1, rejected: 0 });
});

test("a feed that is away or none costs the others nothing; the run is done", async () => {
  const source = { name: "posts", type: "rss", urls: ["/away", "/none", "/weibo"].map(server.url) };
  server.give("/away", { status: 503 });
  office.config = office.configured([source], { network: { allow: [server.host] } });
  const { manifest, rejects } = await office.run(runner);
  expect(manifest.status).toBe("done");
  expect(manifest.counts).toMatchObject({ new: 2 });
  expect(rejects.map(({ input, row }) => [input, row])).toEqual([[server.url("/none"), 0]]);
});
