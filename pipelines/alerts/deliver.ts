import { openChannel } from "../../alerts/channels/open.js";
import { DEFAULT_DELIVERY_SETTINGS, type DeliverySettings } from "../../alerts/deliver/settings.js";
import { DeliveryWorker } from "../../alerts/deliver/worker.js";
import type { AlertChannel } from "../../core/alert.js";
import { Zone } from "../../core/zone.js";
import type { PipelineContext } from "../context.js";

type DeliveryContext = Pick<PipelineContext, "config" | "state" | "clock">;

/** Every configured channel by its name; made once, since channels count what they have sent. */
export function officeChannels({ config, clock }: DeliveryContext): ReadonlyMap<string, AlertChannel> {
  const around = { clock, zone: new Zone(config.timezone), allowHosts: config.network.allow };
  return new Map(config.alerts.channels.map((one) => [one.name, openChannel(one, around)]));
}

/** Sends what is in the outbox, over the given channels. */
export function deliveryWorker(
  { state, clock }: DeliveryContext,
  channels: ReadonlyMap<string, AlertChannel>,
  settings: DeliverySettings = DEFAULT_DELIVERY_SETTINGS,
): DeliveryWorker {
  return new DeliveryWorker({ state, clock, channels: (name) => channels.get(name), settings });
}

/** What became of the outbox, in messages. */
export interface Delivered {
  waiting: number;
  dead: number;
}

/**
 * Sends what is due now. What a receiver does not take stays in the outbox, for the next time.
 * @throws UsageError when a channel's file cannot be read; DependencyError when state cannot be written
 */
export async function deliverAlerts(context: DeliveryContext, signal: AbortSignal): Promise<Delivered> {
  await deliveryWorker(context, officeChannels(context)).drain(signal);
  const { waiting = 0, sending = 0, dead = 0 } = context.state.alerts.outbox.counts();
  return { waiting: waiting + sending, dead };
}
