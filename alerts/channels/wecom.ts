import { createHash } from "node:crypto";
import type { WecomChannelConfig } from "../../config/alert-channels.js";
import type { AlertChannel } from "../../core/alert.js";
import { byteLength } from "../render/bytes.js";
import { markdown } from "../render/markdown.js";
import type { RobotPart } from "../render/robot-parts.js";
import { type RobotAnswer, robotChannel } from "./robot.js";
import { codeOf, robotError, unknownCode } from "./robot-code.js";
import type { Surroundings } from "./surroundings.js";

/** Longest Markdown, bytes of UTF-8; largest picture, bytes (developer.work.weixin.qq.com, "group robots"). */
const MOST_BYTES = 4_096;
const MOST_PICTURE = 2 * 1_048_576;
const MINUTE = 60_000;

/** WeCom (企业微信) takes 20 messages a minute: 4 at once and one every 4 seconds are 19 in the worst minute. */
const PACE = { burst: 4, everyMs: 4_000 };

/** A WeCom group robot: Markdown, then the trend line as a picture. Its key stands in the address, so nothing is signed. */
export function wecomChannel({ name, url }: WecomChannelConfig, around: Surroundings): AlertChannel {
  const content = (part: RobotPart): string => markdown(part, "\n");
  return robotChannel(
    name,
    {
      type: "wecom",
      pace: PACE,
      fits: (part) => byteLength(content(part)) <= MOST_BYTES,
      request: (part) => ({
        url,
        body: JSON.stringify({ msgtype: "markdown", markdown: { content: content(part) } }),
      }),
      chart: (png) => (png.length > MOST_PICTURE ? undefined : { url, body: picture(png) }),
      answer: answerOf,
    },
    around,
  );
}

function picture(png: Uint8Array): string {
  const md5 = createHash("md5").update(png).digest("hex");
  return JSON.stringify({ msgtype: "image", image: { base64: Buffer.from(png).toString("base64"), md5 } });
}

function answerOf(json: unknown): RobotAnswer {
  const said = codeOf(json);
  if (!said) return { is: "unknown" };
  const { code, words } = said;
  switch (code) {
    case 0:
      return { is: "ok", answer: `errcode 0 ${words}`.trim() };
    case -1:
    case 45009:
    case 45033:
      return {
        is: "busy",
        afterMs: MINUTE,
        reason: robotError(code, words, {
          zh: "发送过于频繁或系统繁忙，一分钟后再发",
          en: "Too frequent or busy: tried again in a minute",
        }),
      };
    case 40058:
    case 45002:
      return {
        is: "too-long",
        reason: robotError(code, words, {
          zh: "消息超长：markdown 最多 4096 字节",
          en: "Too long: Markdown may have 4,096 bytes",
        }),
      };
    case 93000:
    case 40001:
    case 40014:
      return {
        is: "refused",
        reason: robotError(code, words, {
          zh: "地址里的 key 不对或机器人已删除：请在群里重新复制 Webhook 地址，填到该渠道的 url",
          en: "The key in the address is wrong or the robot is gone: copy its webhook address again into the channel's url",
        }),
      };
    default:
      return unknownCode(code, words);
  }
}
