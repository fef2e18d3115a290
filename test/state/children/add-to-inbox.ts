import { systemClock } from "../../../core/clock.js";
import { openState } from "../../../state/state.js";

// Adds 100 messages of its own and 50 that the other process adds too, each in its own transaction.
const [path, keyPath, name] = process.argv.slice(2) as [string, string, string];
const state = openState(path, { clock: systemClock, keyPath });
for (let i = 0; i < 150; i++) {
  const id = i % 3 === 0 ? `shared ${i}` : `${name} ${i}`;
  const item = {
    id,
    source: "portal",
    channel: "board",
    kind: "official",
    text: id,
    createdAt: "2026-02-28T09:30:00Z",
  };
  state.inbox.add("portal", [{ item: item as never, hash: id }]);
}
state.close();
