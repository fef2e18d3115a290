import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { signedAddress } from "../../../alerts/channels/dingtalk.js";
import { clearOfTheHour, signature } from "../../../alerts/channels/feishu.js";
import { openChannel } from "../../../alerts/channels/open.js";
import { alertChannelSchema } from "../../../config/alert-channels.js";
import { FixedClock } from "../../../core/clock.js";
import { manyCases, notification } from "../notifications.js";
import { around, never, START } from "./around.js";
import { httpReceiver } from "./receivers/receiver.js";
import { dingtalkReceiver, feishuReceiver, wecomReceiver } from "./receivers/robots.js";

const open = (config: object, surroundings = around()) =>
  openChannel(alertChannelSchema.parse({ name: "群", ...config }), surroundings);

const MINUTE = 60_000;

describe("WeCom", () => {
  const url = (host: string, key = "key-of-the-robot") => `http://${host}/cgi-bin/webhook/send?key=${key}`;

  test("one case: level, number, place, sentence, the citizen's words, links last", async () => {
    const surroundings = around();
    const receiver = await wecomReceiver("key-of-the-robot", surroundings.clock);
    const channel = open({ type: "wecom", url: url(receiver.host) }, surroundings);
    expect(await channel.send(notification(), never)).toEqual({ outcome: "delivered", answer: "errcode 0 ok" });
    expect(JSON.parse(receiver.taken[0]!.raw).markdown.content.split("\n")).toEqual([
      "**●●●○【橙色预警】物业收费**",
      "**编号 12 · ●●●○ 橙色 · 物业收费 · 城东区 · 物业管理**",
      "今日 31 件，平常 4 至 12 件，自 11 月 8 日起偏多",
      "> “小区物业费涨了一倍，没有公示”",
      "发出时间 2026-11-09 10:00",
      "[查看详情](https://minyi.example.gov.cn/cases/12) [确认收到](https://minyi.example.gov.cn/acknowledge/abc.def)",
    ]);
  });

  test("the trend line follows as a picture; that it is not taken makes no second alert", async () => {
    const surroundings = around();
    const receiver = await wecomReceiver("key-of-the-robot", surroundings.clock);
    const channel = open({ type: "wecom", url: url(receiver.host) }, surroundings);
    const chart = Buffer.from("\x89PNG and so on");
    await channel.send(notification({ chart }), never);
    expect(receiver.taken.map(({ text }) => text).at(-1)).toBe("[image]");

    const fussy = await httpReceiver(
      surroundings.clock,
      ({ body }) => ({
        body: body.includes('"image"') ? { errcode: 40008, errmsg: "no" } : { errcode: 0, errmsg: "ok" },
      }),
      {},
    );
    const other = open({ type: "wecom", url: url(fussy.host) }, surroundings);
    const sent = await other.send(notification({ chart }), never);
    expect(sent).toEqual({ outcome: "delivered", answer: "errcode 0 ok (chart not taken)" });
  });

  test("R35: a key that is not the robot's is refused with the way to put it right, and is not repeated", async () => {
    const surroundings = around();
    const receiver = await wecomReceiver("another-key-entirely", surroundings.clock);
    const channel = open({ type: "wecom", url: url(receiver.host) }, surroundings);
    const sent = await channel.send(notification(), never);
    expect(sent).toEqual({
      outcome: "refused",
      reason: {
        zh: "机器人答复 93000 invalid webhook url, key ***。地址里的 key 不对或机器人已删除：请在群里重新复制 Webhook 地址，填到该渠道的 url",
        en: "The robot answered 93000 invalid webhook url, key ***. The key in the address is wrong or the robot is gone: copy its webhook address again into the channel's url",
      },
    });
  });

  test("R35: a robot with a tighter limit than documented (45002) gets the message in few words", async () => {
    const surroundings = around();
    const receiver = await wecomReceiver("key-of-the-robot", surroundings.clock, { bytes: 2_000 });
    const channel = open({ type: "wecom", url: url(receiver.host) }, surroundings);
    const long = notification({ kind: "digest", cases: manyCases(9) });
    expect(await channel.send(long, never)).toMatchObject({ outcome: "delivered" });
    expect(receiver.taken).toHaveLength(1);
    expect(receiver.taken[0]!.text).toContain("编号 1 ·");
    expect(receiver.taken[0]!.text).toMatch(/查看详情 1\]$/);
  });

  test("R35, R36: three parts of which the second fails go on with the second, not with the first", async () => {
    const surroundings = around();
    const seen: string[] = [];
    let failures = 1;
    const receiver = await httpReceiver(
      surroundings.clock,
      ({ body }) => {
        const part = /\((\d)\/3\)/.exec(body)?.[1] ?? "";
        if (part === "2" && failures-- > 0) return { status: 502, body: "" };
        seen.push(part);
        return { body: { errcode: 0, errmsg: "ok" } };
      },
      {},
    );
    const channel = open({ type: "wecom", url: url(receiver.host) }, surroundings);
    const long = notification({ kind: "digest", cases: manyCases(10) });
    expect(await channel.send(long, never)).toMatchObject({ outcome: "retry" });
    surroundings.clock.advance(MINUTE);
    expect(await channel.send(long, never)).toMatchObject({ outcome: "delivered" });
    expect(seen).toEqual(["1", "2", "3"]);
  });
});

describe("DingTalk", () => {
  test("the signature is that of its documents: base64 of HMAC-SHA256 over time and secret, in the query", () => {
    const url = new URL(
      signedAddress("https://oapi.dingtalk.com/robot/send?access_token=a", "SECx", 1_700_000_000_123),
    );
    expect(url.searchParams.get("timestamp")).toBe("1700000000123");
    const hmac = createHmac("sha256", "SECx").update("1700000000123\nSECx").digest("base64");
    expect(url.search).toContain(`sign=${encodeURIComponent(hmac)}`);
    expect(url.searchParams.get("access_token")).toBe("a");
  });

  const config = (host: string, more: object = {}) => ({
    type: "dingtalk",
    url: `http://${host}/robot/send?access_token=token-of-the-robot`,
    secret: "SEC-of-the-robot",
    ...more,
  });

  test("R35: a wrong secret is refused with the fix; a missing keyword too, until it is configured", async () => {
    const surroundings = around();
    const receiver = await dingtalkReceiver("token-of-the-robot", "SEC-of-the-robot", surroundings.clock, "民生");
    const wrong = await open(config(receiver.host, { secret: "SEC-of-another" }), surroundings).send(
      notification(),
      never,
    );
    expect(wrong).toMatchObject({
      outcome: "refused",
      reason: { zh: expect.stringContaining("请核对该渠道的 secret") },
    });
    const without = await open(config(receiver.host), surroundings).send(notification(), never);
    expect(without).toMatchObject({
      outcome: "refused",
      reason: { zh: expect.stringContaining("填到该渠道的 keyword") },
    });
    const right = await open(config(receiver.host, { keyword: "民生" }), surroundings).send(notification(), never);
    expect(right).toMatchObject({ outcome: "delivered" });
  });

  test("R35: clocks that are two days apart: it is signed once more by the receiver's, and stays right", async () => {
    const surroundings = around();
    const theirs = new FixedClock(START - 2 * 86_400_000);
    const receiver = await dingtalkReceiver("token-of-the-robot", "SEC-of-the-robot", theirs);
    const channel = open(config(receiver.host), surroundings);
    expect(await channel.send(notification({ key: "a" }), never)).toMatchObject({ outcome: "delivered" });
    expect(receiver.asked).toBe(2);
    expect(await channel.send(notification({ key: "b" }), never)).toMatchObject({ outcome: "delivered" });
    expect(receiver.asked).toBe(3);
  });
});

describe("Feishu", () => {
  test("the signature is that of its documents: time and secret are the key, the text is empty", () => {
    const sign = createHmac("sha256", "1700000000\nsecret").update("").digest("base64");
    expect(signature("secret", 1_700_000_000_999)).toEqual({ timestamp: "1700000000", sign });
  });

  test("R35: throttled (11232), it is tried again a minute later, but not around the full and half hour", () => {
    const at = (time: string) => Date.parse(`2026-11-09T${time}Z`);
    const again = (time: string) => new Date(at(time) + clearOfTheHour(at(time))).toISOString().slice(11, 19);
    expect(again("02:10:00")).toBe("02:11:00");
    expect(again("02:00:05")).toBe("02:02:00");
    expect(again("02:30:00")).toBe("02:32:00");
    expect(again("01:58:30")).toBe("02:02:00");
    expect(again("02:28:59")).toBe("02:32:00");
    expect(again("02:57:00")).toBe("02:58:00");
  });

  test("a card: colour of the level, buttons for the links, green when it is over; wrong signature says the fix", async () => {
    const surroundings = around();
    const receiver = await feishuReceiver("hook-0001", "secret-of-the-robot", surroundings.clock);
    const url = `http://${receiver.host}/open-apis/bot/v2/hook/hook-0001`;
    const channel = open({ type: "feishu", url, secret: "secret-of-the-robot" }, surroundings);
    await channel.send(notification({ key: "a" }), never);
    await channel.send(notification({ key: "b", kind: "recovered" }), never);
    const [firing, over] = receiver.taken.map(({ raw }) => JSON.parse(raw).card);
    expect([firing.header.template, over.header.template]).toEqual(["orange", "green"]);
    expect(firing.header.title.content).toBe("●●●○【橙色预警】物业收费");
    expect(firing.elements.at(-1).actions.map((one: { url: string }) => one.url)).toEqual([
      "https://minyi.example.gov.cn/cases/12",
      "https://minyi.example.gov.cn/acknowledge/abc.def",
    ]);
    const sent = await open({ type: "feishu", url, secret: "another-secret" }, surroundings).send(
      notification(),
      never,
    );
    expect(sent).toMatchObject({
      outcome: "refused",
      reason: { zh: expect.stringContaining("请核对该渠道的 secret") },
    });
  });
});
