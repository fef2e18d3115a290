import { z } from "zod";

const named = (test: (text: string) => boolean, message: string, zh: string): z.ZodString =>
  z.string().refine(test, { message, params: { zh } });

const channelName = named(
  (text) => /^[\p{L}\p{N}_-]{1,60}$/u.test(text),
  "a name of 1 to 60 letters, digits, _ and - is expected",
  "应为文字、数字、_ 或 - 组成的名称，1 到 60 个字符",
).describe("name by which rules and subscriptions call the channel");

/** An address that is a secret as a whole: a robot's key stands in it. */
const secretAddress = (example: string) =>
  named(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).username === "",
    `an address is expected, e.g. ${example}`,
    `应为网址，如 ${example}`,
  ).meta({ format: "password" });

const secret = () => z.string().min(1).meta({ format: "password" });

const robotKeyword = z
  .string()
  .min(1)
  .optional()
  .describe("keyword that the robot demands in every message, where it was set up so");

export const consoleChannelSchema = z.strictObject({
  type: z.literal("console").describe("way out: console, email, webhook, wecom, dingtalk, feishu or sms"),
  name: channelName,
});

const mailAddress = named(
  (text) => /^[^\s@<>,;:"\\]+@[^\s@<>,;:"\\]+$/.test(text) && text.length <= 254,
  "an e-mail address is expected, e.g. duty@example.gov.cn",
  "应为电子邮件地址，如 duty@example.gov.cn",
);

export const emailChannelSchema = z
  .strictObject({
    type: z.literal("email"),
    name: channelName,
    host: z.string().min(1).describe("name or address of the mail server"),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe("port of the mail server; default: 587, 465 with tls, 25 with none"),
    security: z
      .enum(["starttls", "tls", "none"])
      .default("starttls")
      .describe("encryption: starttls after the greeting, tls from the start, none inside the own network only"),
    ca: z
      .string()
      .min(1)
      .meta({ format: "path" })
      .optional()
      .describe("certificate of the authority that signed the mail server's own, PEM"),
    user: z.string().min(1).optional().describe("user that logs in; absent: without logging in"),
    password: secret().optional().describe("password of that user, or the code that the provider gives instead"),
    from: mailAddress.describe("address that mails come from"),
    to: z.array(mailAddress).min(1).max(100).describe("receivers: e-mail addresses, or mobile numbers for sms"),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    path: ["password"],
    message: "user and password are given together or not at all",
    params: { zh: "user 和 password 须同时填写或都不填" },
  });

export const webhookChannelSchema = z.strictObject({
  type: z.literal("webhook"),
  name: channelName,
  url: secretAddress("https://example.gov.cn/alerts").describe(
    "address that messages are posted to; the robot's own, key included",
  ),
  secret: secret().optional().describe("key that messages are signed with"),
  format: z
    .enum(["minyi", "alertmanager"])
    .default("minyi")
    .describe("minyi: see docs/alert-webhook.md; alertmanager: what a webhook of Prometheus Alertmanager sends"),
});

export const wecomChannelSchema = z.strictObject({
  type: z.literal("wecom"),
  name: channelName,
  url: secretAddress("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"),
});

export const dingtalkChannelSchema = z.strictObject({
  type: z.literal("dingtalk"),
  name: channelName,
  url: secretAddress("https://oapi.dingtalk.com/robot/send?access_token=…"),
  secret: secret().optional(),
  keyword: robotKeyword,
});

export const feishuChannelSchema = z.strictObject({
  type: z.literal("feishu"),
  name: channelName,
  url: secretAddress("https://open.feishu.cn/open-apis/bot/v2/hook/…"),
  secret: secret().optional(),
  keyword: robotKeyword,
});

const mobile = named(
  (text) => /^\+?\d{6,15}$/.test(text),
  "a mobile number in digits is expected, e.g. 13800000000",
  "应为手机号码，如 13800000000",
);

export const smsChannelSchema = z.strictObject({
  type: z.literal("sms"),
  name: channelName,
  url: secretAddress("https://sms.example.gov.cn/send"),
  to: z.array(mobile).min(1).max(100),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().meta({ format: "password" }))
    .default({})
    .describe("headers of every request, such as the gateway's token"),
  encoding: z.enum(["json", "form"]).default("json").describe("how the body is written"),
  body: z
    .record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]))
    .refine((body) => JSON.stringify(body).includes("{phone}"), {
      message: "{phone} must stand in it, where the gateway wants the receiver's number",
      params: { zh: "其中须有 {phone}，即网关要求填写手机号码的地方" },
    })
    .describe(
      "what is posted: {phone} {template} {signature} {text} {key} {variables} (all as JSON) and the variables are filled in",
    ),
  template: z.string().min(1).describe("number of the template that the carrier approved"),
  text: z
    .string()
    .min(1)
    .describe(
      "wording of the template, for its length, with {level} {number} {title} {where} {sentence} {count} {link}",
    ),
  signature: named(
    (text) => /^[^【】\s]{2,20}$/u.test(text),
    "2 to 20 characters without 【】 are expected",
    "应为 2 到 20 个字符，不带【】",
  ).describe("signature that the carrier approved, without 【】"),
  parts: z.int().min(1).max(5).default(2).describe("messages of 67 characters (one alone: 70) that an alert may take"),
  perDay: z.int().min(1).max(1000).default(20).describe("alerts that one receiver gets a day, at most"),
  successField: z
    .string()
    .min(1)
    .default("code")
    .describe("field of the gateway's answer that says whether it took it"),
  successValues: z
    .array(z.string())
    .min(1)
    .default(["0", "200", "OK", "ok", "success"])
    .describe("values of that field that mean yes"),
});

/** One way out, as the office configures it. */
export const alertChannelSchema = z.discriminatedUnion("type", [
  consoleChannelSchema,
  emailChannelSchema,
  webhookChannelSchema,
  wecomChannelSchema,
  dingtalkChannelSchema,
  feishuChannelSchema,
  smsChannelSchema,
]);

/** `alerts.channels`: all ways out, each with a name of its own. */
export const alertChannelsSchema = z
  .array(alertChannelSchema)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
    message: "two channels have the same name",
    params: { zh: "有两个渠道同名" },
  })
  .default([])
  .describe("ways out for alerts");

export type AlertChannelConfig = z.infer<typeof alertChannelSchema>;
export type EmailChannelConfig = z.infer<typeof emailChannelSchema>;
export type WebhookChannelConfig = z.infer<typeof webhookChannelSchema>;
export type WecomChannelConfig = z.infer<typeof wecomChannelSchema>;
export type DingtalkChannelConfig = z.infer<typeof dingtalkChannelSchema>;
export type FeishuChannelConfig = z.infer<typeof feishuChannelSchema>;
export type SmsChannelConfig = z.infer<typeof smsChannelSchema>;
