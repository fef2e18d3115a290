import type { Localized } from "../../core/localized.js";
import type { DeliveryRecord } from "../../state/alert-deliveries.js";
import type { OutboxRow } from "../../state/alert-outbox.js";
import type { State } from "../../state/state.js";

/** One message about a case: to whom, and what came of each attempt. */
export interface Told extends OutboxRow {
  tries: (Omit<DeliveryRecord, "answer"> & { answer: Localized })[];
}

/** The receiver's own word is the same in both languages; reasons are kept in both. */
function answerOf({ outcome, answer }: DeliveryRecord): Localized {
  return outcome === "delivered" ? { zh: answer, en: answer } : (JSON.parse(answer) as Localized);
}

/** Who was told of a case when, by which channel, and what the receivers said. */
export function toldOf({ alerts }: Pick<State, "alerts">, number: number, openedAt: string): Told[] {
  return alerts.outbox.aboutCase(number, Date.parse(openedAt)).map((row) => ({
    ...row,
    tries: alerts.outbox.attemptsOf(row.key).map((one) => ({ ...one, answer: answerOf(one) })),
  }));
}

/** A message for scripts. */
export function toldJson({ key, receiver, kind, level, at, status, channel, attempts, tries }: Told): object {
  return {
    key,
    receiver,
    kind,
    level,
    at: new Date(at).toISOString(),
    status,
    channel,
    attempts,
    tries: tries.map(({ channel: by, at: when, outcome, answer }) => ({
      channel: by,
      at: new Date(when).toISOString(),
      outcome,
      answer,
    })),
  };
}
