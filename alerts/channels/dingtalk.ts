import { createHmac } from "node:crypto";
import type { DingtalkChannelConfig } from "../../config/alert-channels.js";
import type { AlertChannel, Notification } from "../../core/alert.js";
import { byteLength } from "../render/bytes.js";
import { escapeMarkdown } from "../render/escape.js";
import { markdown } from "../render/markdown.js";
import type { RobotPart } from "../render/robot-parts.js";
import { type RobotAnswer, robotChannel } from "./robot.js";
import { codeOf, robotError, unknownCode } from "./robot-code.js";
import type { Surroundings } from "./surroundings.js";

/** Longest body, bytes (open.dingtalk.com, "custom robots"). */
const MOST_BYTES = 20_000;
/** A robot that got more than 20 messages in a minute is blocked for 10 minutes. */
const BLOCKED = 600_000;
const MINUTE = 60_000;

/** 4 at once and one every 4 seconds are 19 in the worst minute. */
const PACE = { burst: 4, everyMs: 4_000 };

/** A DingTalk (钉钉) group robot: Markdown; the signature stands in the query. */
export function dingtalkChannel(config: DingtalkChannelConfig, around: Surroundings): AlertChannel {
  const { name, secret, keyword } = config;
  const body = (part: RobotPart): string => {
    const text = markdown(part, "\n\n");
    return JSON.stringify({
      msgtype: "markdown",
      markdown: {
        title: escapeMarkdown(part.headline),
        text: keyword === undefined || text.includes(keyword) ? text : `${text}\n\n${keyword}`,
      },
    });
  };
  return robotChannel(
    name,
    {
      type: "dingtalk",
      pace: PACE,
      fits: (part: RobotPart) => byteLength(body(part)) <= MOST_BYTES,
      request: (part: RobotPart, _: Notification, at: number) => ({
        url: secret === undefined ? config.url : signedAddress(config.url, secret, at),
        body: body(part),
      }),
      answer: answerOf,
    },
    around,
  );
}

/**
 * The address with `timestamp` (ms) and `sign` = base64(HMAC-SHA256(key = secret, timestamp + "\n" + secret)), valid for
 * an hour (open.dingtalk.com, "security settings of custom robots").
 */
export function signedAddress(address: string, secret: string, at: number): string {
  const url = new URL(address);
  url.searchParams.set("timestamp", String(at));
  url.searchParams.set("sign", createHmac("sha256", secret).update(`${at}\n${secret}`).digest("base64"));
  return url.href;
}

function answerOf(json: unknown): RobotAnswer {
  const said = codeOf(json);
  if (!said) return { is: "unknown" };
  const { code, words } = said;
  switch (code) {
    case 0:
      return { is: "ok", answer: `errcode 0 ${words}`.trim() };
    case -1:
      return {
        is: "busy",
        afterMs: MINUTE,
        reason: robotError(code, words, { zh: "系统繁忙，一分钟后再发", en: "Busy: tried again in a minute" }),
      };
    case 130101:
    case 410100:
      return {
        is: "busy",
        afterMs: BLOCKED,
        reason: robotError(code, words, {
          zh: "一分钟内超过 20 条，被限流 10 分钟",
          en: "More than 20 in a minute: blocked for 10 minutes",
        }),
      };
    case 460101:
      return {
        is: "too-long",
        reason: robotError(code, words, { zh: "消息超过 20000 字节", en: "The message has more than 20,000 bytes" }),
      };
    case 310000:
      return {
        is: /sign|timestamp/i.test(words) ? "unsigned" : "refused",
        reason: robotError(code, words, securityFix(words)),
      };
    case 300001:
    case 400101:
    case 400102:
    case 400106:
      return {
        is: "refused",
        reason: robotError(code, words, {
          zh: "access_token 不对或机器人已停用：请重新复制机器人的 Webhook 地址，填到该渠道的 url",
          en: "The access_token is wrong or the robot is switched off: copy its webhook address again into the channel's url",
        }),
      };
    default:
      return unknownCode(code, words);
  }
}

function securityFix(words: string): { zh: string; en: string } {
  if (/keyword/i.test(words)) {
    return {
      zh: "缺少自定义关键词：请把机器人安全设置里的关键词填到该渠道的 keyword",
      en: "The keyword is missing: put the one from the robot's security settings into the channel's keyword",
    };
  }
  if (/ip|white/i.test(words)) {
    return {
      zh: "请把本机的出口 IP 加入机器人的 IP 地址段",
      en: "Add this machine's public IP to the robot's addresses",
    };
  }
  return {
    zh: "签名不对：请核对该渠道的 secret（SEC 开头）和本机时间",
    en: "The signature is wrong: check the channel's secret (it begins with SEC) and this machine's clock",
  };
}
