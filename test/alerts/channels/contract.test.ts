import { expect } from "vitest";
import { openChannel } from "../../../alerts/channels/open.js";
import { alertChannelSchema } from "../../../config/alert-channels.js";
import { alertChannelContract } from "../../contract/alert-channel.js";
import { smsReceiver, webhookReceiver } from "./receivers/programs.js";
import { dingtalkReceiver, feishuReceiver, wecomReceiver } from "./receivers/robots.js";
import { smtpReceiver, textOf } from "./receivers/smtp.js";

const KEY = "canary-key-693axxx6-7aoc-4bc4";
const SECRET = "SEC-canary-0f9e8d7c6b5a";
const PASSWORD = "canary-Passwort+1/2=";
const TOKEN = "Bearer canary-sms-token";
const PHONE = "13800001234";

const RETRY = { outcome: "retry" } as const;
const HTTP_MOODS = { slow: RETRY, "500": RETRY, "429": { ...RETRY, afterMs: 37_000 }, garbage: RETRY } as const;

/** No link, picture, emphasis, mention or tag but our own bold, quotation and button. */
function plainMarkdown(text: string, raw: string): void {
  expect(raw).not.toMatch(/\]\((?!https:\/\/minyi\.example\.gov\.cn\/)/);
  expect(
    text
      .replace(/^\*\*(.*)\*\*$/gm, "$1")
      .replace(/^> /gm, "")
      .replaceAll("[确认收到]", ""),
  ).not.toMatch(/[*_`<>[\]@#|\\~!&]/);
  expect(text).not.toMatch(/:\/\/|evil\.example/);
}

alertChannelContract("wecom", {
  open: async (around) => {
    const receiver = await wecomReceiver(KEY, around.clock);
    const url = `http://${receiver.host}/cgi-bin/webhook/send?key=${KEY}`;
    return {
      channel: openChannel(alertChannelSchema.parse({ type: "wecom", name: "群", url }), around),
      receiver,
      secrets: [KEY],
    };
  },
  moods: { ...HTTP_MOODS, error: { ...RETRY, afterMs: 60_000 } },
  harmless: plainMarkdown,
});

alertChannelContract("dingtalk", {
  open: async (around) => {
    const receiver = await dingtalkReceiver(KEY, SECRET, around.clock);
    const url = `http://${receiver.host}/robot/send?access_token=${KEY}`;
    const config = alertChannelSchema.parse({ type: "dingtalk", name: "群", url, secret: SECRET });
    return { channel: openChannel(config, around), receiver, secrets: [KEY, SECRET] };
  },
  moods: { ...HTTP_MOODS, error: { ...RETRY, afterMs: 600_000 } },
  harmless: plainMarkdown,
});

alertChannelContract("feishu", {
  open: async (around) => {
    const receiver = await feishuReceiver(KEY, SECRET, around.clock);
    const url = `http://${receiver.host}/open-apis/bot/v2/hook/${KEY}`;
    const config = alertChannelSchema.parse({ type: "feishu", name: "群", url, secret: SECRET });
    return { channel: openChannel(config, around), receiver, secrets: [KEY, SECRET] };
  },
  moods: { ...HTTP_MOODS, error: { ...RETRY, afterMs: 60_000 } },
  // The receiver takes a card of plain texts only; an address in one must not become a link by itself.
  harmless: (text) => expect(text).not.toContain("://"),
});

for (const format of ["minyi", "alertmanager"] as const) {
  alertChannelContract(`webhook (${format})`, {
    open: async (around) => {
      const receiver = await webhookReceiver(SECRET, around.clock);
      const url = `http://${receiver.host}/hooks/${KEY}?token=${KEY}`;
      const config = alertChannelSchema.parse({ type: "webhook", name: "program", url, secret: SECRET, format });
      return { channel: openChannel(config, around), receiver, secrets: [KEY, SECRET] };
    },
    // Any 2xx is a yes, whatever the program writes beside it.
    moods: {
      slow: RETRY,
      "500": RETRY,
      "429": { ...RETRY, afterMs: 37_000 },
      garbage: { outcome: "delivered" },
      error: RETRY,
    },
    harmless: (_, raw) => expect(() => JSON.parse(raw)).not.toThrow(),
  });
}

alertChannelContract("sms", {
  open: async (around) => {
    const receiver = await smsReceiver(TOKEN, around.clock);
    const config = alertChannelSchema.parse({
      type: "sms",
      name: "短信",
      url: `http://${receiver.host}/sms/${KEY}`,
      to: [PHONE],
      headers: { authorization: TOKEN },
      body: {
        phone: "{phone}",
        templateId: "{template}",
        text: "{text}",
        params: { level: "{level}", title: "{title}" },
      },
      template: "SMS_1001",
      text: "{level}预警{number}号：{title}，{where}，{sentence}",
      signature: "市热线办",
      perDay: 1_000,
    });
    return { channel: openChannel(config, around), receiver, secrets: [TOKEN, PHONE, KEY] };
  },
  moods: { ...HTTP_MOODS, error: { outcome: "refused" } },
  harmless: (text) => expect(text).toMatch(/^【市热线办】[^【】]*$/),
  tellsAll: false,
});

alertChannelContract("email", {
  open: async (around) => {
    const receiver = await smtpReceiver("duty", PASSWORD);
    const { host, port } = receiver;
    const config = alertChannelSchema.parse({
      type: "email",
      name: "邮件",
      host,
      port,
      security: "none",
      user: "duty",
      password: PASSWORD,
      from: "minyi@example.gov.cn",
      to: ["zhang@example.gov.cn"],
    });
    return { channel: openChannel(config, around), receiver, secrets: [PASSWORD] };
  },
  moods: { slow: RETRY, "500": RETRY, "429": RETRY, garbage: RETRY, error: { outcome: "refused" } },
  harmless: (_, raw) => {
    const [head = ""] = raw.split("\r\n\r\n");
    expect(head).not.toMatch(/^bcc:/im);
    const html = textOf(raw).split("<!doctype html>")[1] ?? "";
    expect(html).not.toMatch(/<script|<img|<at|<font/);
    expect(html).toContain("&lt;script&gt;");
  },
});
