import { advance } from "../../../alerts/cases/advance.js";
import { DEFAULT_CASE_SETTINGS } from "../../../alerts/cases/settings.js";
import { DEFAULT_DELIVERY_SETTINGS } from "../../../alerts/deliver/settings.js";
import { DeliveryWorker } from "../../../alerts/deliver/worker.js";
import type { AlertChannel } from "../../../core/alert.js";
import { FixedClock } from "../../../core/clock.js";
import { openState } from "../../../state/state.js";
import { ruleOf, START, subscriptionOf, verdictOf } from "../cases/world.js";

// Judges three matters, and sends what is to be told of them to an address; then the same again.
const [path, address] = process.argv.slice(2) as [string, string];
const clock = new FixedClock(START);
const state = openState(path, { clock, keyPath: `${path}.key` });
for (const account of ["lin", "wu", "zhao"])
  state.alerts.subscriptions.save(subscriptionOf(account, { channels: ["web"] }));
const web: AlertChannel = {
  name: "web",
  type: "web",
  async send({ key }, signal) {
    const { status } = await fetch(address, { method: "POST", headers: { "idempotency-key": key }, signal });
    return status === 200
      ? { outcome: "delivered", answer: "200" }
      : { outcome: "retry", reason: { zh: `答复 ${status}`, en: `answered ${status}` } };
  },
};
const rules = [ruleOf("noise")];
const verdicts = ["城东区", "城西区", "城北区"].map((area) => verdictOf("noise", "firing", START, { group: { area } }));
for (let time = 0; time < 2; time++) {
  await advance({ verdicts, judged: [] }, { state, clock, rules, settings: DEFAULT_CASE_SETTINGS });
  const worker = new DeliveryWorker({
    state,
    clock,
    channels: (name) => (name === "web" ? web : undefined),
    settings: DEFAULT_DELIVERY_SETTINGS,
  });
  await worker.drain(new AbortController().signal);
}
state.close();
