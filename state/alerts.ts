import { AlertCases } from "./alert-cases.js";
import { AlertDuty } from "./alert-duty.js";
import { AlertEvents } from "./alert-events.js";
import { AlertMemories } from "./alert-memory.js";
import { Outbox } from "./alert-outbox.js";
import { AlertRules } from "./alert-rules.js";
import { AlertSilences } from "./alert-silences.js";
import { AlertSubscriptions } from "./alert-subscriptions.js";
import type { StateDatabase } from "./database.js";

/** All that alerts keep: what was raised, what was said to whom, and what people have decided. */
export class Alerts {
  readonly rules: AlertRules;
  readonly cases: AlertCases;
  readonly events: AlertEvents;
  readonly silences: AlertSilences;
  readonly subscriptions: AlertSubscriptions;
  readonly duty: AlertDuty;
  readonly memory: AlertMemories;
  readonly outbox: Outbox;

  constructor(database: StateDatabase) {
    this.rules = new AlertRules(database);
    this.cases = new AlertCases(database);
    this.events = new AlertEvents(database);
    this.silences = new AlertSilences(database);
    this.subscriptions = new AlertSubscriptions(database);
    this.duty = new AlertDuty(database);
    this.memory = new AlertMemories(database);
    this.outbox = new Outbox(database);
  }
}
