import { createHmac } from "node:crypto";
import type { Clock } from "../../../../core/clock.js";
import { httpReceiver, type Receiver } from "./receiver.js";

/** A program that takes webhooks as docs/alert-webhook.md tells it to: signature, five minutes, each key once. */
export function webhookReceiver(secret: string, clock: Clock): Promise<Receiver> {
  const keys = new Set<string>();
  return httpReceiver(
    clock,
    ({ headers, body }, take) => {
      const timestamp = String(headers["x-minyi-timestamp"]);
      const right = `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
      if (headers["x-minyi-signature"] !== right) return { status: 401, body: { error: "wrong signature" } };
      if (Math.abs(clock.now() / 1_000 - Number(timestamp)) > 300) return { status: 401, body: { error: "too old" } };
      const key = String(headers["idempotency-key"]);
      if (keys.has(key)) return { status: 409, body: { error: "seen" } };
      keys.add(key);
      take({ text: JSON.stringify(JSON.parse(body)), raw: body });
      return { status: 202, body: { ok: true } };
    },
    { ok: false, error: "the queue is full" },
  );
}

/** A gateway for short messages: token, template, signature, number; counts the parts as the network does. */
export function smsReceiver(token: string, clock: Clock): Promise<Receiver> {
  return httpReceiver(
    clock,
    ({ headers, body }, take) => {
      const { phone, templateId, text } = JSON.parse(body) as Record<string, string>;
      if (headers.authorization !== token) return { body: { code: "AUTH", message: `bad token for ${phone}` } };
      if (templateId !== "SMS_1001") return { body: { code: "TEMPLATE", message: "unknown template" } };
      const parts = text!.length <= 70 ? 1 : Math.ceil(text!.length / 67);
      if (!/^【市热线办】[^【】]*$/u.test(text!) || parts > 2)
        return { body: { code: "CONTENT", message: "not as approved" } };
      take({ text: text!, raw: body });
      return { body: { code: "OK" } };
    },
    { code: "isv.AMOUNT_NOT_ENOUGH", message: "no credit" },
  );
}
