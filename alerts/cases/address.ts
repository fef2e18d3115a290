import type { TrackedCase } from "../../state/alert-cases.js";
import type { Receiver, Receivers } from "../subscriptions/receivers.js";
import type { CaseBook } from "./book.js";
import type { Mail } from "./compose.js";
import type { Wanted } from "./wanted.js";

/** Gives each receiver its mail, and remembers of each case who is told; of one that is nobody's, that nobody is. */
export function address(book: CaseBook, all: readonly Wanted[], receivers: Receivers): Mail[] {
  const mails = new Map<string, Mail>();
  const places = new Map<Receiver, string>();
  for (const item of all) {
    const found = receivers.of(item);
    if (found.length === 0) {
      if (item.kind === "recovered") book.remember(item.alert, { owesRecovery: undefined, toldLevel: undefined });
      else if (!item.alert.memory.nobody) book.note(book.remember(item.alert, { nobody: true }), "nobody");
      continue;
    }
    const alert = markTold(book, item, found);
    for (const receiver of found) {
      // An escalation may go by another channel than the rest.
      const place = places.get(receiver) ?? JSON.stringify([receiver.id, receiver.channels]);
      places.set(receiver, place);
      const mail = mails.get(place) ?? { receiver, items: [] };
      mails.set(place, mail);
      mail.items.push({ ...item, alert });
    }
  }
  return [...mails.values()];
}

function markTold(book: CaseBook, { kind, alert }: Wanted, found: readonly Receiver[]): TrackedCase {
  const { memory } = alert;
  const notices = memory.notices + 1;
  book.note(alert, "told", { kind, level: alert.level, receivers: found.length });
  if (kind === "recovered") {
    return book.remember(alert, { notices, owesRecovery: undefined, toldLevel: undefined });
  }
  const common = {
    notices,
    toldLevel: alert.level,
    lastToldAt: book.now,
    lastToldLevel: alert.level,
    waitsSince: book.now,
    lapsed: undefined,
    nobody: undefined,
  };
  if (kind !== "escalation") return book.remember(alert, common);
  const called = found.flatMap(({ id }) => (id.startsWith("account:") ? [id.slice("account:".length)] : []));
  book.note(alert, "escalated", { to: found.map(({ id }) => id) });
  return book.remember(
    { ...alert, escalations: alert.escalations + 1 },
    { ...common, called: [...new Set([...(memory.called ?? []), ...called])] },
  );
}
