import { expect, test } from "vitest";
import { openChannel } from "../../../alerts/channels/open.js";
import { alertChannelSchema } from "../../../config/alert-channels.js";
import { UsageError } from "../../../core/errors.js";
import { notification, notifiedCase } from "../notifications.js";
import { around, never } from "./around.js";
import { headersOf, smtpReceiver, textOf } from "./receivers/smtp.js";

function open({ host, port }: { host: string; port: number }, more: object = {}) {
  const config = {
    type: "email",
    name: "邮件",
    host,
    port,
    security: "none",
    user: "duty",
    password: "password-of-duty",
    from: "minyi@example.gov.cn",
    to: ["zhang@example.gov.cn", "li@example.gov.cn"],
    ...more,
  };
  return openChannel(alertChannelSchema.parse(config), around());
}

test("plain text and HTML say the same; the chart is inside; headers name the list, the key and the urgency", async () => {
  const server = await smtpReceiver("duty", "password-of-duty");
  const chart = Buffer.from("\x89PNG and so on");
  const sent = await open(server).send(notification({ chart }), never);
  expect(sent).toEqual({ outcome: "delivered", answer: "250 2.0.0 queued as A1" });
  const { raw } = server.taken[0]!;
  const headers = headersOf(raw);
  expect(headers).toMatchObject({
    from: "民意预警 <minyi@example.gov.cn>",
    to: "zhang@example.gov.cn, li@example.gov.cn",
    subject: "[12] ●●●○【橙色预警】物业收费",
    "list-id": "minyi alerts <alerts.minyi.example.gov.cn>",
    "auto-submitted": "auto-generated",
    "x-minyi-key": "key-0001",
    importance: "High",
    date: "Mon, 09 Nov 2026 02:00:00 +0000",
  });
  const [plain, html] = textOf(raw).split("<!doctype html>") as [string, string];
  for (const text of [plain, html]) {
    expect(text).toContain("编号 12 · ●●●○ 橙色 · 物业收费 · 城东区 · 物业管理");
    expect(text).toContain("今日 31 件，平常 4 至 12 件");
    expect(text).toContain("https://minyi.example.gov.cn/acknowledge/abc.def");
  }
  const cid = /Content-Id: <([^>]+)>/i.exec(raw)?.[1];
  expect(html).toContain(`cid:${cid}`);
  expect(raw).toContain(chart.toString("base64"));
  expect(raw).toMatch(/Content-Type: image\/png[\s\S]{0,200}Content-Disposition: inline/i);
});

test("all mails about one case are one thread, also after a restart; a repeat has the same Message-ID", async () => {
  const server = await smtpReceiver("duty", "password-of-duty");
  await open(server).send(notification({ key: "a" }), never);
  await open(server).send(notification({ key: "a" }), never);
  await open(server).send(notification({ key: "b", kind: "level-up", level: "red" }), never);
  await open(server).send(notification({ key: "c", cases: [notifiedCase({ number: 13 })] }), never);
  await open(server).send(notification({ key: "d", kind: "digest", cases: [notifiedCase()] }), never);
  const [first, again, raised, other, digest] = server.taken.map(({ raw }) => headersOf(raw));
  expect(first!.references).toBe("<minyi.case.12@example.gov.cn>");
  expect(first!["in-reply-to"]).toBe(first!.references);
  expect(again!["message-id"]).toBe(first!["message-id"]);
  expect(raised!["message-id"]).not.toBe(first!["message-id"]);
  expect(raised!.references).toBe(first!.references);
  expect(other!.references).toBe("<minyi.case.13@example.gov.cn>");
  expect(digest!.references).toBeUndefined();
});

test("R22: line breaks in a title make no header", async () => {
  const server = await smtpReceiver("duty", "password-of-duty");
  const title = "停水\r\nBcc: victim@example.org\r\nX-Evil: 1\r\n\r\nbody";
  await open(server).send(notification({ title, cases: [notifiedCase({ title })] }), never);
  const headers = headersOf(server.taken[0]!.raw);
  expect(headers.subject).toBe("[12] ●●●○【橙色预警】停水 Bcc: victim@example.org X-Evil: 1 body");
  expect(headers).not.toHaveProperty("bcc");
  expect(headers).not.toHaveProperty("x-evil");
  expect(server.envelopes).toEqual([["zhang@example.gov.cn", "li@example.gov.cn"]]);
});

test("R35: a receiver that is unknown is told of, one whose box is busy gets the mail later, the others not twice", async () => {
  const server = await smtpReceiver("duty", "password-of-duty");
  const channel = open(server);
  server.busy.add("li@example.gov.cn");
  expect(await channel.send(notification(), never)).toMatchObject({ outcome: "retry" });
  server.busy.clear();
  expect(await channel.send(notification(), never)).toMatchObject({ outcome: "delivered" });
  expect(server.envelopes).toEqual([["zhang@example.gov.cn"], ["li@example.gov.cn"]]);
  server.unknown.add("li@example.gov.cn");
  expect(await channel.send(notification({ key: "b" }), never)).toMatchObject({
    outcome: "delivered",
    answer: "250 2.0.0 queued as A1 (not for li@example.gov.cn)",
  });
  server.unknown.add("zhang@example.gov.cn");
  expect(await channel.send(notification({ key: "c" }), never)).toMatchObject({
    outcome: "refused",
    reason: { zh: expect.stringContaining("请核对该渠道的 from 和 to") },
  });
});

test("R23, R35: a wrong password is refused with the fix and not repeated; a server without encryption too", async () => {
  const server = await smtpReceiver("duty", "another");
  const wrong = await open(server).send(notification(), never);
  expect(wrong).toMatchObject({ outcome: "refused", reason: { zh: expect.stringContaining("授权码") } });
  expect(JSON.stringify(wrong)).not.toContain("password-of-duty");
  const open2 = await open(server, { security: "starttls" }).send(notification(), never);
  expect(open2).toMatchObject({ outcome: "refused", reason: { zh: expect.stringContaining("security 改为 tls") } });
});

test("a certificate file that is not there is a mistake of the configuration", () => {
  expect(() => open({ host: "mail.example", port: 465 }, { security: "tls", ca: "/nowhere/ca.pem" })).toThrow(
    UsageError,
  );
});
