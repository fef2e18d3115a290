import { expect, test } from "vitest";
import { openChannel } from "../../../alerts/channels/open.js";
import { smsCountInMemory } from "../../../alerts/channels/sms-count.js";
import { alertChannelSchema } from "../../../config/alert-channels.js";
import { notification, notifiedCase } from "../notifications.js";
import { around, never } from "./around.js";
import { smsReceiver } from "./receivers/programs.js";
import { httpReceiver } from "./receivers/receiver.js";

const TOKEN = "Bearer token-of-the-gateway";

function open(host: string, surroundings = around(), more: object = {}) {
  const config = {
    type: "sms",
    name: "短信",
    url: `http://${host}/send`,
    to: ["13800001111", "13800002222"],
    headers: { authorization: TOKEN },
    body: { phone: "{phone}", templateId: "{template}", text: "{text}", params: "{variables}" },
    template: "SMS_1001",
    text: "{level}预警{number}号：{title}，{where}，{sentence}",
    signature: "市热线办",
    ...more,
  };
  return openChannel(alertChannelSchema.parse(config), surroundings);
}

test("one request a receiver, with template, signature, variables and a text of at most two messages", async () => {
  const surroundings = around();
  const gateway = await smsReceiver(TOKEN, surroundings.clock);
  const long = notification({ cases: [notifiedCase({ sentence: "来件明显多于平常".repeat(40) })] });
  expect(await open(gateway.host, surroundings).send(long, never)).toEqual({
    outcome: "delivered",
    answer: "2 receivers",
  });
  const requests = gateway.taken.map(({ raw }) => JSON.parse(raw));
  expect(requests.map(({ phone }) => phone)).toEqual(["13800001111", "13800002222"]);
  expect(requests[0].text).toMatch(/^【市热线办】橙色预警12号：物业收费，城东区 · 物业管理，来件明显多于平常.*…$/);
  expect(requests[0].text.length).toBeLessThanOrEqual(134);
  expect(JSON.parse(requests[0].params)).toMatchObject({ level: "橙色", number: "12", title: "物业收费", count: "1" });
});

test("only orange and red go out; blue and yellow are refused, so that another channel takes them", async () => {
  const surroundings = around();
  const gateway = await smsReceiver(TOKEN, surroundings.clock);
  const channel = open(gateway.host, surroundings);
  for (const level of ["blue", "yellow", "orange", "red"] as const) {
    const sent = await channel.send(notification({ key: level, level }), never);
    expect(sent.outcome, level).toBe(level === "blue" || level === "yellow" ? "refused" : "delivered");
  }
  expect(gateway.taken).toHaveLength(4);
});

test("a receiver gets so many a day and no more; others still do, and the next day starts anew", async () => {
  const surroundings = around();
  const gateway = await smsReceiver(TOKEN, surroundings.clock);
  const count = smsCountInMemory(surroundings.clock, surroundings.zone);
  await count.add("13800001111");
  const channel = open(gateway.host, { ...surroundings, smsCount: count }, { perDay: 2 });
  const send = (key: string) => channel.send(notification({ key }), never);
  expect(await send("a")).toMatchObject({ outcome: "delivered", answer: "2 receivers" });
  expect(await send("b")).toMatchObject({ outcome: "delivered", answer: "1 receivers, 1 over the daily cap" });
  expect(await send("c")).toMatchObject({ outcome: "refused", reason: { zh: expect.stringContaining("perDay") } });
  expect(gateway.taken).toHaveLength(3);
  surroundings.clock.advance(14 * 3_600_000);
  expect(await send("d")).toMatchObject({ outcome: "delivered", answer: "2 receivers" });
});

test("R35: a gateway that fails for one receiver is asked again for that one only", async () => {
  const surroundings = around();
  const asked: string[] = [];
  let failures = 1;
  const gateway = await httpReceiver(
    surroundings.clock,
    ({ body }) => {
      const { phone } = JSON.parse(body) as { phone: string };
      if (phone === "13800001111" && failures-- > 0) return { status: 500, body: "" };
      asked.push(phone);
      return { body: { code: "0" } };
    },
    {},
  );
  const channel = open(gateway.host, surroundings);
  expect(await channel.send(notification(), never)).toMatchObject({ outcome: "retry" });
  expect(await channel.send(notification(), never)).toMatchObject({ outcome: "delivered" });
  expect(asked).toEqual(["13800002222", "13800001111"]);
});

test("R23: a refusal by the gateway repeats neither token nor number; a form is posted where the gateway wants one", async () => {
  const surroundings = around();
  const gateway = await smsReceiver("Bearer another", surroundings.clock);
  const sent = await open(gateway.host, surroundings).send(notification(), never);
  expect(sent).toMatchObject({ outcome: "refused", reason: { zh: expect.stringContaining("bad token for ***") } });

  const forms: URLSearchParams[] = [];
  const old = await httpReceiver(
    surroundings.clock,
    ({ body, headers }) => {
      if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
        forms.push(new URLSearchParams(body));
      return { body: { status: "success" } };
    },
    {},
  );
  const body = { mobile: "{phone}", content: "{text}" };
  const channel = open(old.host, surroundings, { encoding: "form", body, successField: "status" });
  const tricky = notification({ cases: [notifiedCase({ title: "水&mobile=1 {phone}" })] });
  expect(await channel.send(tricky, never)).toMatchObject({ outcome: "delivered" });
  expect(forms.map((form) => form.getAll("mobile"))).toEqual([["13800001111"], ["13800002222"]]);
  expect(forms[0]?.get("content")).toContain("水&mobile=1 {phone}");
});
