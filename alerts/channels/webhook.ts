import { createHmac } from "node:crypto";
import type { WebhookChannelConfig } from "../../config/alert-channels.js";
import type { AlertChannel, Delivery } from "../../core/alert.js";
import { alertmanagerPayload } from "./alertmanager.js";
import { Pace, paced } from "./pace.js";
import { isPosted, type Posted, post } from "./post.js";
import type { Surroundings } from "./surroundings.js";
import { webhookPayload } from "./webhook-payload.js";

/** 10 at once, then two a second. */
const PACE = { burst: 10, everyMs: 500 };

/** Codes by which programs say yes in a body. */
const YES = new Set(["0", "200", "201", "202", "ok", "success", "true"]);

/**
 * Posts JSON to a program: signed, with an idempotency key, the same for every attempt. docs/alert-webhook.md says what
 * receivers get and what they may answer.
 */
export function webhookChannel(config: WebhookChannelConfig, around: Surroundings): AlertChannel {
  const { name, url, secret, format } = config;
  const pace = new Pace(around.clock, PACE);
  return {
    name,
    type: "webhook",
    async send(notification, signal) {
      const wait = pace.take(1);
      if (wait > 0) return paced(wait);
      const payload =
        format === "alertmanager"
          ? alertmanagerPayload(notification, name, around.zone)
          : webhookPayload(notification, around.zone);
      const body = JSON.stringify(payload);
      const headers = { "idempotency-key": notification.key, ...signatureHeaders(secret, body, around.clock.now()) };
      return judged(await post({ url, body, headers }, around, signal));
    },
  };
}

/**
 * `x-minyi-timestamp`: seconds; `x-minyi-signature`: `v1=` and the hex of HMAC-SHA256(key = secret, timestamp + "." +
 * body). Without a secret the time alone.
 */
export function signatureHeaders(secret: string | undefined, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  const hex = secret && createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return { "x-minyi-timestamp": timestamp, ...(hex && { "x-minyi-signature": `v1=${hex}` }) };
}

function judged(posted: Posted | Delivery): Delivery {
  if (!isPosted(posted)) return posted;
  // The receiver has it already: an attempt before this one came through without our knowing.
  if (posted.status === 409) return { outcome: "delivered", answer: "409 already received" };
  if (posted.failure) return posted.failure;
  const answer = `${posted.status} ${posted.text}`.trim();
  if (!saysNo(posted.json)) return { outcome: "delivered", answer };
  return {
    outcome: "retry",
    reason: {
      zh: `对方收到但没有接受：${answer}。请查看对方的记录`,
      en: `The receiver got it but did not accept it: ${answer}. Look into the receiver's log`,
    },
  };
}

/** Whether a body says that it failed, as many programs do under a status of 200. */
function saysNo(json: unknown): boolean {
  if (json === null || typeof json !== "object" || Array.isArray(json)) return false;
  const body = json as Record<string, unknown>;
  if (body.ok === false || body.success === false) return true;
  const code = body.errcode ?? body.code;
  return code !== undefined && code !== null && !YES.has(String(code).toLowerCase());
}
