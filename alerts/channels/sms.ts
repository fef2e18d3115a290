import type { SmsChannelConfig } from "../../config/alert-channels.js";
import type { AlertChannel, Delivery, Notification } from "../../core/alert.js";
import { rankOf } from "../levels.js";
import { fillTemplate, smsText, smsVariables } from "../render/sms-text.js";
import { Pace, paced } from "./pace.js";
import { isPosted, type Posted, post, type Request } from "./post.js";
import { Progress } from "./progress.js";
import { smsCountInMemory } from "./sms-count.js";
import type { Surroundings } from "./surroundings.js";

/** Sendings of a gateway at once, and one more every second. */
const PACE = { burst: 100, everyMs: 1_000 };

/**
 * Short messages through the office's own gateway, by a template: 橙 and 红 only, each receiver so many a day, one
 * request a receiver.
 */
export function smsChannel(config: SmsChannelConfig, around: Surroundings): AlertChannel {
  const count = around.smsCount ?? smsCountInMemory(around.clock, around.zone);
  const pace = new Pace(around.clock, PACE);
  const progress = new Progress();
  return {
    name: config.name,
    type: "sms",
    async send(notification, signal) {
      if (rankOf(notification.level) < rankOf("orange")) return TOO_LOW;
      const { key } = notification;
      const left = config.to.filter((phone) => !progress.has(key, phone));
      const receivers: string[] = [];
      for (const phone of left) if ((await count.today(phone)) < config.perDay) receivers.push(phone);
      const over = left.length - receivers.length;
      if (receivers.length === 0 && left.length === config.to.length) return overCap(config.perDay);
      const wait = pace.take(receivers.length);
      if (wait > 0) return paced(wait);
      // One number that the gateway does not take keeps the others from nothing.
      let failure: Delivery | undefined;
      for (const phone of receivers) {
        const delivery = judged(await post(requestFor(config, notification, phone), around, signal), config);
        if (delivery.outcome !== "delivered") {
          if (failure?.outcome !== "retry") failure = delivery;
          continue;
        }
        progress.add(key, phone);
        await count.add(phone);
      }
      const refusedSome = failure?.outcome === "refused" && config.to.some((phone) => progress.has(key, phone));
      if (failure && !refusedSome) return failure;
      progress.finish(key);
      const skipped = over > 0 ? `, ${over} over the daily cap` : "";
      const refused = failure ? `, some refused: ${(failure as { reason: { zh: string } }).reason.zh}` : "";
      return { outcome: "delivered", answer: `${config.to.length - over} receivers${skipped}${refused}` };
    },
  };
}

const TOO_LOW: Delivery = {
  outcome: "refused",
  reason: {
    zh: "短信只发橙色和红色预警：请给较低级别另选渠道",
    en: "Only orange and red go out by short message: choose another channel for lower levels",
  },
};

function overCap(perDay: number): Delivery {
  return {
    outcome: "refused",
    reason: {
      zh: `收件人今天的预警短信都已满 ${perDay} 条：可调高该渠道的 perDay，或改用其他渠道`,
      en: `Every receiver has had ${perDay} short messages today: raise the channel's perDay or use another channel`,
    },
  };
}

function requestFor(config: SmsChannelConfig, notification: Notification, phone: string): Request {
  const { url, body, template, signature, text, parts, headers, encoding } = config;
  const variables = smsVariables(notification, text, signature, parts);
  const values: Record<string, string> = {
    ...variables,
    phone,
    template,
    signature,
    key: notification.key,
    text: smsText(text, variables, signature),
    variables: JSON.stringify(variables),
  };
  const filled = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === "string"
        ? fillTemplate(value, values)
        : Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, fillTemplate(one, values)])),
    ]),
  );
  if (encoding === "json") return { url, headers, body: JSON.stringify(filled) };
  const form = Object.entries(filled).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const type = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  return { url, headers: { ...type, ...headers }, body: new URLSearchParams(form).toString() };
}

function judged(posted: Posted | Delivery, { successField, successValues }: SmsChannelConfig): Delivery {
  if (!isPosted(posted)) return posted;
  if (posted.failure) return posted.failure;
  const { json, text } = posted;
  const code = json !== null && typeof json === "object" ? (json as Record<string, unknown>)[successField] : undefined;
  if (code === undefined || code === null) {
    return {
      outcome: "retry",
      reason: {
        zh: `网关的答复里没有 ${successField}，稍后再发：${text}。请核对该渠道的 successField`,
        en: `The gateway's answer has no ${successField}, tried again later: ${text}. Check the channel's successField`,
      },
    };
  }
  if (successValues.includes(String(code))) return { outcome: "delivered", answer: text };
  return {
    outcome: "refused",
    reason: {
      zh: `短信网关没有接受：${text}。请按代码查网关的文档，并核对模板、签名和余额`,
      en: `The gateway did not take it: ${text}. Look the code up; check template, signature and credit`,
    },
  };
}
