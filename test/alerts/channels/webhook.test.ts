import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openChannel } from "../../../alerts/channels/open.js";
import { signatureHeaders } from "../../../alerts/channels/webhook.js";
import { alertChannelSchema } from "../../../config/alert-channels.js";
import { shipped } from "../../../core/paths.js";
import { manyCases, notification } from "../notifications.js";
import { around, never } from "./around.js";
import { webhookReceiver } from "./receivers/programs.js";
import { httpReceiver, type Reply } from "./receivers/receiver.js";

const DOCUMENT = readFileSync(shipped("docs", "alert-webhook.md"), "utf8");
const SECRET = "secret-of-the-webhook";

function open(url: string, surroundings = around(), more: object = {}) {
  return openChannel(
    alertChannelSchema.parse({ type: "webhook", name: "platform", url, secret: SECRET, ...more }),
    surroundings,
  );
}

test("the payload is that of docs/alert-webhook.md", async () => {
  const surroundings = around();
  const receiver = await webhookReceiver(SECRET, surroundings.clock);
  const sent = await open(`http://${receiver.host}/alerts`, surroundings).send(notification({ more: 2 }), never);
  expect(sent).toEqual({ outcome: "delivered", answer: '202 {"ok":true}' });
  expect(JSON.parse(receiver.taken[0]!.raw)).toEqual(JSON.parse(/```json\n([\s\S]*?)```/.exec(DOCUMENT)![1]!));
  const { "x-minyi-signature": signature } = signatureHeaders(
    "correct horse battery staple",
    '{"version":"1","key":"a"}',
    1_762_653_000_000,
  );
  expect(DOCUMENT).toContain(`→ \`${signature}\``);
});

test("R36: a repeat after a crash carries the same key, and a receiver that honours it (409) takes the message once", async () => {
  const surroundings = around();
  const receiver = await webhookReceiver(SECRET, surroundings.clock);
  const url = `http://${receiver.host}/alerts`;
  await open(url, surroundings).send(notification(), never);
  // Another process: nothing is known of the first attempt.
  expect(await open(url, surroundings).send(notification(), never)).toEqual({
    outcome: "delivered",
    answer: "409 already received",
  });
  expect(receiver.taken).toHaveLength(1);
});

test("a wrong secret, a wrong path and a redirect are refused, each with what to do", async () => {
  const surroundings = around();
  const receiver = await webhookReceiver("another-secret", surroundings.clock);
  const sent = await open(`http://${receiver.host}/alerts`, surroundings).send(notification(), never);
  expect(sent).toMatchObject({ outcome: "refused", reason: { zh: expect.stringContaining("401") } });
  expect(sent).toMatchObject({ reason: { zh: expect.stringContaining("请核对该渠道的地址、密钥（secret）") } });
  const answers: [Reply, string][] = [
    [{ status: 404, body: "" }, "请核对该渠道的地址（url）"],
    [{ status: 413, body: "" }, "放宽消息长度"],
    [{ status: 301, body: "" }, "把 url 改成最后的地址"],
    [{ status: 302, headers: { location: "https://elsewhere.example/" }, body: "" }, "改用最后到达的地址"],
    [{ status: 400, body: { error: "bad" } }, "请核对该渠道的种类"],
  ];
  for (const [reply, fix] of answers) {
    const odd = await httpReceiver(surroundings.clock, () => reply, {});
    const refused = await open(`http://${odd.host}/`, surroundings).send(notification(), never);
    expect(refused).toMatchObject({ outcome: "refused", reason: { zh: expect.stringContaining(fix) } });
  }
});

test("R35: HTTP 200 with an error in the body is no delivery; the codes of yes are", async () => {
  const surroundings = around();
  const bodies: [unknown, string][] = [
    [{ errcode: 1, errmsg: "no" }, "retry"],
    [{ code: "E_BUSY" }, "retry"],
    [{ success: false }, "retry"],
    [{ code: 0 }, "delivered"],
    [{ code: "200", msg: "成功" }, "delivered"],
    [["anything"], "delivered"],
    ["", "delivered"],
  ];
  for (const [body, outcome] of bodies) {
    const receiver = await httpReceiver(surroundings.clock, () => ({ body }), {});
    expect(await open(`http://${receiver.host}/`, surroundings).send(notification(), never)).toMatchObject({ outcome });
  }
});

test("Retry-After in seconds, as a date, or as nonsense", async () => {
  const surroundings = around();
  const asked: [string, number | undefined][] = [
    ["120", 120_000],
    ["Mon, 09 Nov 2026 02:15:00 GMT", 300_000],
    ["Mon, 09 Nov 2026 02:00:00 GMT", 0],
    ["999999999", 86_400_000],
    ["soon", undefined],
    ["-5", undefined],
  ];
  for (const [header, afterMs] of asked) {
    const reply = { status: 503, headers: { "retry-after": header }, body: "" };
    const receiver = await httpReceiver(surroundings.clock, () => reply, {});
    const sent = await open(`http://${receiver.host}/`, surroundings).send(notification(), never);
    expect((sent as { afterMs?: number }).afterMs, header).toBe(afterMs);
  }
});

test("R20: a webhook into the own network is refused unless its host is allowed, however it is spelled, and never reached", async () => {
  const reached = await httpReceiver(around().clock, () => ({ body: {} }), {});
  const { port } = reached;
  const closed = around({ allowHosts: [] });
  for (const host of ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "169.254.169.254"]) {
    const sent = await open(`http://${host}:${port}/`, closed).send(notification({ key: host }), never);
    expect(sent, host).toMatchObject({ outcome: "refused", reason: { zh: expect.stringContaining("network.allow") } });
  }
  expect(reached.asked).toBe(0);
  const allowed = around({ allowHosts: [`127.0.0.1:${port}`] });
  expect(await open(`http://127.0.0.1:${port}/`, allowed).send(notification(), never)).toMatchObject({
    outcome: "delivered",
  });
});

test("R20: a name that turns to this machine between two attempts, and a redirect to it, are refused when connecting", async () => {
  const reached = await httpReceiver(around().clock, () => ({ body: {} }), {});
  let turn = 0;
  const rebinding = around({
    allowHosts: [],
    timeoutMs: 200,
    // First one of the documentation range, which nobody answers at, then this machine.
    resolve: async () => [{ address: turn++ === 0 ? "203.0.113.1" : "127.0.0.1", family: 4 }],
  });
  const channel = open(`http://rebind.example:${reached.port}/`, rebinding);
  for (let attempt = 0; attempt < 3; attempt++) {
    expect(await channel.send(notification(), never)).not.toMatchObject({ outcome: "delivered" });
  }
  const surroundings = around();
  const redirecting = await httpReceiver(
    surroundings.clock,
    () => ({ status: 307, headers: { location: `http://127.0.0.1:${reached.port}/` }, body: "" }),
    {},
  );
  expect(await open(`http://${redirecting.host}/`, surroundings).send(notification(), never)).toMatchObject({
    outcome: "refused",
  });
  expect(reached.asked).toBe(0);
});

test("Alertmanager's shape: an alert per case, resolved when recovered, the rest counted as truncated", async () => {
  const surroundings = around();
  const receiver = await webhookReceiver(SECRET, surroundings.clock);
  const channel = open(`http://${receiver.host}/`, surroundings, { format: "alertmanager" });
  await channel.send(notification({ key: "a", cases: manyCases(2), more: 7 }), never);
  await channel.send(notification({ key: "b", kind: "recovered" }), never);
  await channel.send(notification({ key: "c", kind: "heartbeat", level: "blue", cases: [], title: "" }), never);
  const [two, over, beat] = receiver.taken.map(({ raw }) => JSON.parse(raw));
  expect(two).toMatchObject({
    version: "4",
    status: "firing",
    receiver: "platform",
    truncatedAlerts: 7,
    groupKey: '{}:{case="1"}',
    commonLabels: { kind: "firing", level: "orange", severity: "critical" },
  });
  expect(two.alerts.map(({ labels }: { labels: Record<string, string> }) => labels.case)).toEqual(["1", "2"]);
  expect(two.alerts[0]).toMatchObject({ status: "firing", endsAt: "0001-01-01T00:00:00Z" });
  expect(over).toMatchObject({
    status: "resolved",
    alerts: [{ status: "resolved", endsAt: "2026-11-09T02:00:00.000Z" }],
  });
  expect(beat.alerts).toMatchObject([{ labels: { alertname: "heartbeat", severity: "info" } }]);
});
