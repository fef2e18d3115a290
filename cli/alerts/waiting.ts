import type { OutboxRow } from "../../state/alert-outbox.js";
import type { State } from "../../state/state.js";

/** Messages that wait for an attempt, channel by channel, the next one first. */
export function waitingRows({ alerts: { outbox } }: Pick<State, "alerts">): OutboxRow[] {
  return outbox
    .waitingChannels()
    .flatMap((channel) => outbox.due(channel, Number.MAX_SAFE_INTEGER, 0, Number.MAX_SAFE_INTEGER));
}
