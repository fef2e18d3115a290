import { hideSecrets } from "../../config/secrets.js";
import type { AlertChannel, Delivery } from "../../core/alert.js";
import { oneLine } from "../render/clean.js";

/**
 * The same channel, which never throws and never shows its own secrets, whatever a receiver repeats of them: every
 * answer and reason is on one line, with *** for keys, passwords and addresses that hold them (R22, R23).
 */
export function discreet(channel: AlertChannel, secrets: readonly string[]): AlertChannel {
  const hide = (text: string): string => oneLine(hideSecrets(text, secrets));
  return {
    name: channel.name,
    type: channel.type,
    async send(notification, signal) {
      const delivery = await channel.send(notification, signal).catch(unexpected);
      if (delivery.outcome === "delivered") return { ...delivery, answer: hide(delivery.answer) };
      const { zh, en } = delivery.reason;
      return { ...delivery, reason: { zh: hide(zh), en: hide(en) } };
    },
  };
}

function unexpected(error: unknown): Delivery {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { outcome: "retry", reason: { zh: `发送时出错：${what}`, en: `Sending failed: ${what}` } };
}
