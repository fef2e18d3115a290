import { setTimeout as wait } from "node:timers/promises";
import type { AlertChannel, Delivery, Notification } from "../../core/alert.js";
import type { DeliverySettings } from "./settings.js";

/** How long a channel may take to let go once it is told to, ms. */
const LETTING_GO = 2_000;

/**
 * One attempt to send a message, of bounded length even where a channel does not heed its signal. When `stop` comes, it
 * may go on for the grace.
 * @returns what came of it; undefined when it was stopped before anything was known
 */
export async function attempt(
  channel: AlertChannel,
  notification: Notification,
  stop: AbortSignal,
  { timeout, grace }: Pick<DeliverySettings, "timeout" | "grace">,
): Promise<Delivery | undefined> {
  const ends = new AbortController();
  const over = new AbortController();
  const sending = send(channel, notification, ends.signal);
  try {
    const tooLong = wait(timeout, "late" as const, { signal: over.signal });
    const stopped = afterStop(stop, grace, over.signal);
    const first = await Promise.race([sending, tooLong, stopped]);
    if (typeof first === "object") return first;
    ends.abort();
    const last = await Promise.race([sending, wait(LETTING_GO, undefined, { signal: over.signal })]);
    if (last?.outcome === "delivered" || last?.outcome === "refused") return last;
    return first === "stopped" ? last : TOO_LONG;
  } finally {
    over.abort();
  }
}

async function send(channel: AlertChannel, notification: Notification, signal: AbortSignal): Promise<Delivery> {
  try {
    const delivery = await channel.send(notification, signal);
    return delivery.outcome === "delivered" ? { ...delivery, answer: delivery.answer.slice(0, 500) } : delivery;
  } catch (error) {
    // The words of an unexpected error may hold an address with a key in it: only its kind is told.
    const kind = error instanceof Error ? error.name : typeof error;
    return { outcome: "retry", reason: { zh: `渠道程序出错（${kind}）`, en: `The channel itself failed (${kind})` } };
  }
}

async function afterStop(stop: AbortSignal, grace: number, over: AbortSignal): Promise<"stopped"> {
  if (!stop.aborted) {
    await new Promise<void>((resolve) => {
      stop.addEventListener("abort", () => resolve(), { once: true, signal: over });
    });
  }
  await wait(grace, undefined, { signal: over });
  return "stopped";
}

const TOO_LONG: Delivery = {
  outcome: "retry",
  reason: { zh: "渠道没有在时限内答复", en: "The channel did not answer in time" },
};
