import { expect, test } from "vitest";
import { alertChannelSecrets } from "../../config/alert-channel-secrets.js";
import { alertChannelSchema, alertChannelsSchema } from "../../config/alert-channels.js";
import { ALERT_CHANNELS_HELP } from "../../config/alert-channels-help.js";
import { explain } from "../../config/explain.js";
import { hideSecrets } from "../../config/secrets.js";

const sms = {
  type: "sms",
  name: "短信",
  url: "https://sms.example.gov.cn/send",
  to: ["13800000000"],
  body: { phone: "{phone}", text: "{text}" },
  template: "SMS_1",
  text: "{level}预警：{title}",
  signature: "市热线办",
};
const email = { type: "email", name: "mail", host: "mail.example", from: "a@example.cn", to: ["b@example.cn"] };
const wecom = { type: "wecom", name: "群", url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k" };

/** What is wrong, as messages say it: where, and in which words. */
function problems(channels: unknown): string[] {
  const issues = alertChannelsSchema.safeParse(channels).error?.issues ?? [];
  return issues
    .flatMap((issue) =>
      explain(
        issue,
        () => undefined,
        () => true,
      ),
    )
    .map(({ path, text }) => `${path.join(".")} ${text.zh} | ${text.en}`);
}

test("a channel of each type, with what it takes for granted", () => {
  const parsed = alertChannelsSchema.parse([
    { type: "console", name: "屏幕" },
    email,
    { type: "webhook", name: "platform", url: "http://10.0.0.5:8080/alerts" },
    wecom,
    { type: "dingtalk", name: "钉", url: "https://oapi.dingtalk.com/robot/send?access_token=t", secret: "SECx" },
    { type: "feishu", name: "飞", url: "https://open.feishu.cn/open-apis/bot/v2/hook/h" },
    sms,
  ]);
  expect(parsed.map(({ type }) => type)).toEqual(["console", "email", "webhook", "wecom", "dingtalk", "feishu", "sms"]);
  expect(parsed[1]).toMatchObject({ security: "starttls" });
  expect(parsed[2]).toMatchObject({ format: "minyi" });
  expect(parsed[6]).toMatchObject({ parts: 2, perDay: 20, encoding: "json", successField: "code" });
  expect(alertChannelsSchema.parse(undefined)).toEqual([]);
});

test("what is wrong is said in both languages, with the field", () => {
  expect(problems([{ ...wecom, url: "qyapi.weixin.qq.com" }])[0]).toMatch(
    /^0\.url 应为网址，如 https:\/\/qyapi\S+ \| an address is expected/,
  );
  expect(problems([{ ...email, to: ["zhang"] }])[0]).toMatch(/^0\.to\.0 应为电子邮件地址/);
  expect(problems([{ ...email, user: "duty" }])[0]).toMatch(/^0\.password user 和 password 须同时填写/);
  expect(problems([{ ...sms, body: { text: "{text}" } }])[0]).toMatch(/^0\.body 其中须有 \{phone\}/);
  expect(problems([{ ...sms, signature: "【市热线办】" }])[0]).toMatch(/^0\.signature 应为 2 到 20 个字符，不带【】/);
  expect(problems([wecom, { ...email, name: "群" }])[0]).toContain("有两个渠道同名 | two channels have the same name");
  expect(problems([{ ...wecom, type: "qq" }])[0]).toMatch(/^0\.type /);
  expect(problems([{ ...wecom, secret: "x" }])).toHaveLength(1);
  for (const text of problems([{ type: "console", name: "" }])) expect(text).toMatch(/[\p{Script=Han}].*\|.*[a-z]/u);
});

test("every key is explained in Chinese, and secrets are marked as such", () => {
  const keys = new Map<string, string | undefined>();
  for (const option of alertChannelSchema.options) {
    for (const [key, schema] of Object.entries(option.shape)) {
      const { format } = (schema.meta() ?? {}) as { format?: string };
      keys.set(key, keys.get(key) ?? format);
    }
  }
  const explained = Object.keys(ALERT_CHANNELS_HELP).map((path) => path.replace("alerts.channels[].", ""));
  expect(explained.filter((key) => key !== "alerts.channels").sort()).toEqual([...keys.keys()].sort());
  expect(keys.get("url")).toBe("password");
});

test("R23: the secrets of a channel are found in every form in which an error could show them", () => {
  const secrets = alertChannelSecrets(
    alertChannelSchema.parse({
      type: "feishu",
      name: "飞",
      url: "https://open.feishu.cn/open-apis/bot/v2/hook/6f1c2d3e-4b5a?token=a+b/c==0123",
      secret: 'se"cret-1',
    }),
  );
  const told = [
    "GET https://open.feishu.cn/open-apis/bot/v2/hook/6f1c2d3e-4b5a?token=a+b/c==0123 failed",
    "no route for /open-apis/bot/v2/hook/6f1c2d3e-4b5a?token=a+b/c==0123",
    "hook 6f1c2d3e-4b5a is unknown",
    JSON.stringify({ secret: 'se"cret-1' }),
  ];
  for (const text of told) expect(hideSecrets(text, secrets)).not.toMatch(/6f1c2d3e|cret-1|0123/);
  const mail = alertChannelSchema.parse({ ...email, user: "duty", password: "pass-word-1" });
  const plain = Buffer.from("\0duty\0pass-word-1").toString("base64");
  expect(hideSecrets(`AUTH PLAIN ${plain} refused`, alertChannelSecrets(mail))).toBe("AUTH PLAIN *** refused");
  expect(hideSecrets("no such number 13800000000", alertChannelSecrets(alertChannelSchema.parse(sms)))).toBe(
    "no such number ***",
  );
});
