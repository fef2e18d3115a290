import type { MinyiConfig } from "../../config/schema.js";
import type { Ticker } from "./ticker.js";

/** The second clock that the configuration asks for: BullMQ's where it is the queue. */
export async function openTicker({ type, redis, prefix }: MinyiConfig["queue"]): Promise<Ticker | undefined> {
  if (type !== "bullmq" || redis === undefined) return undefined;
  const { BullmqTicker } = await import("./bullmq-ticker.js");
  return new BullmqTicker({ redis, prefix });
}
