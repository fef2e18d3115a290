import { createHmac } from "node:crypto";
import type { FeishuChannelConfig } from "../../config/alert-channels.js";
import type { AlertChannel, Notification } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import { byteLength } from "../render/bytes.js";
import { feishuCard } from "../render/card.js";
import type { RobotPart } from "../render/robot-parts.js";
import { type RobotAnswer, robotChannel } from "./robot.js";
import { codeOf, robotError, unknownCode } from "./robot-code.js";
import type { Surroundings } from "./surroundings.js";

/** Longest body: 20 KB (open.feishu.cn, "custom bot usage guide"), less what the signature takes. */
const MOST_BYTES = 20_000 - 120;
const MINUTE = 60_000;

/** 100 a minute and 5 a second are taken: 4 at once and one a second are 5 in the worst second, 64 in the worst minute. */
const PACE = { burst: 4, everyMs: 1_000 };

/** A Feishu (飞书) group robot: an interactive card; the signature stands in the body. */
export function feishuChannel(config: FeishuChannelConfig, around: Surroundings): AlertChannel {
  const { name, url, secret, keyword } = config;
  const message = (part: RobotPart, { kind, level }: Notification) => {
    const calm = kind === "recovered" || kind === "heartbeat";
    const card = feishuCard(withKeyword(part, keyword), calm ? "green" : level);
    return { msg_type: "interactive", card };
  };
  return robotChannel(
    name,
    {
      type: "feishu",
      pace: PACE,
      fits: (part, notification) => byteLength(JSON.stringify(message(part, notification))) <= MOST_BYTES,
      request: (part, notification, at) => ({
        url,
        body: JSON.stringify({ ...(secret !== undefined && signature(secret, at)), ...message(part, notification) }),
      }),
      answer: answerOf,
    },
    around,
  );
}

function withKeyword(part: RobotPart, keyword: string | undefined): RobotPart {
  const there =
    keyword === undefined || [part.headline, ...part.blocks.map(({ text }) => text)].join("\n").includes(keyword);
  return there ? part : { ...part, blocks: [...part.blocks, { kind: "note", text: keyword, links: [] }] };
}

/**
 * `timestamp` (s) and `sign` = base64(HMAC-SHA256(key = timestamp + "\n" + secret, "")), valid for an hour
 * (open.feishu.cn, "custom bot usage guide").
 */
export function signature(secret: string, at: number): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(at / 1_000));
  return { timestamp, sign: createHmac("sha256", `${timestamp}\n${secret}`).digest("base64") };
}

/** How long to wait so that the next try is a minute from now, and not within two minutes of a full or half hour, ms. */
export function clearOfTheHour(now: number): number {
  const half = 30 * MINUTE;
  const at = now + MINUTE;
  const into = ((at % half) + half) % half;
  if (into < 2 * MINUTE) return MINUTE + 2 * MINUTE - into;
  return into > half - 2 * MINUTE ? MINUTE + (half - into) + 2 * MINUTE : MINUTE;
}

const FIXES: Readonly<Record<number, Localized>> = {
  19001: {
    zh: "地址不对或机器人已删除：请重新复制机器人的 Webhook 地址，填到该渠道的 url",
    en: "The address is wrong or the robot is gone: copy its webhook address again into the channel's url",
  },
  19021: {
    zh: "签名不对或已过期：请核对该渠道的 secret 和本机时间",
    en: "The signature is wrong or too old: check the channel's secret and this machine's clock",
  },
  19022: {
    zh: "请把本机的出口 IP 加入机器人的 IP 白名单",
    en: "Add this machine's public IP to the robot's list of addresses",
  },
  19024: {
    zh: "缺少自定义关键词：请把机器人安全设置里的关键词填到该渠道的 keyword",
    en: "The keyword is missing: put the one from the robot's security settings into the channel's keyword",
  },
};

function answerOf(json: unknown, now: number): RobotAnswer {
  const said = codeOf(json);
  if (!said) return { is: "unknown" };
  const { code, words } = said;
  if (code === 0) return { is: "ok", answer: `code 0 ${words}`.trim() };
  if (code === 11232) {
    const reason = robotError(code, words, {
      zh: "触发限流，避开整点和半点再发",
      en: "Throttled: tried again clear of the full and half hour",
    });
    return { is: "busy", afterMs: clearOfTheHour(now), reason };
  }
  const fix = FIXES[code];
  if (!fix) return /too (large|long)|exceed/i.test(words) ? tooLong(code, words) : unknownCode(code, words);
  return { is: code === 19021 ? "unsigned" : "refused", reason: robotError(code, words, fix) };
}

function tooLong(code: number, words: string): RobotAnswer {
  return {
    is: "too-long",
    reason: robotError(code, words, { zh: "消息超过 20 KB", en: "The message has more than 20 KB" }),
  };
}
