import type { Delivery } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import type { OutboxRow, Retry } from "../../state/alert-outbox.js";
import type { DeliverySettings } from "./settings.js";

export type Failure = Exclude<Delivery, { outcome: "delivered" }>;

/** The receiver may ask for a longer wait than ours, up to this. */
const LONGEST_ASKED = 60 * 60_000;

/** No attempt is ever put off for longer, ms. */
export const HORIZON = LONGEST_ASKED;

/**
 * What is tried next after an attempt that failed: the same channel after a wait that doubles, with jitter (half of it by
 * chance, so that many messages do not come back at once); after some failures, or where it will never take the message,
 * the next channel, at once as long as that one is new. `dead`: no channel is left, or it has waited long enough.
 * @param row as it was before the attempt
 * @param random 0 … 1
 */
export function nextTry(
  row: OutboxRow,
  failure: Failure,
  now: number,
  random: number,
  settings: DeliverySettings,
): { retry: Retry } | { dead: Localized } {
  const refuses = failure.outcome === "refused";
  const refused = refuses ? [...row.refused, row.channel] : row.refused;
  const failures = row.failures + 1;
  const moves = refuses || failures >= settings.failures;
  const position = moves ? after(row, refused) : row.position;
  if (position === undefined) return { dead: failure.reason };
  if (row.waited >= settings.patience) return { dead: failure.reason };

  const isNew = position !== row.position && row.attempts < settings.failures * position;
  const doubled = Math.min(settings.longestWait, settings.firstWait * 2 ** Math.min(row.attempts, 30));
  const asked = refuses ? 0 : Math.min(failure.afterMs ?? 0, LONGEST_ASKED);
  const own = Math.max(doubled * (0.5 + random / 2), position === row.position ? asked : 0);
  const wait =
    isNew || (refuses && position > row.position) ? 0 : Math.round(Math.min(own, settings.patience - row.waited));
  return {
    retry: {
      position,
      channel: row.channels[position] as string,
      failures: position === row.position && !moves ? failures : 0,
      waited: row.waited + wait,
      refused,
      nextAt: now + wait,
      reason: failure.reason,
    },
  };
}

/** The place of the next channel that has not refused, after the last the first again. */
function after({ channels, position }: OutboxRow, refused: readonly string[]): number | undefined {
  for (let step = 1; step <= channels.length; step++) {
    const place = (position + step) % channels.length;
    if (!refused.includes(channels[place] as string)) return place;
  }
  return undefined;
}

/** The place of another channel of a message that may be tried at this moment; undefined when there is none. */
export function otherChannel(row: OutboxRow, allows: (channel: string) => boolean): number | undefined {
  for (let step = 1; step < row.channels.length; step++) {
    const place = (row.position + step) % row.channels.length;
    const channel = row.channels[place] as string;
    if (channel !== row.channel && !row.refused.includes(channel) && allows(channel)) return place;
  }
  return undefined;
}
