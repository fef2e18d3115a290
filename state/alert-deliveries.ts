import type { Delivery } from "../core/alert.js";
import type { StateDatabase } from "./database.js";

/** One attempt to send a message, and what came of it. */
export interface DeliveryRecord {
  /** Grows with time. */
  number: number;
  key: string;
  channel: string;
  /** ms since the epoch. */
  at: number;
  outcome: Delivery["outcome"];
  /** The receiver's own word where it took the message, else the reason as JSON in both languages. Without secrets. */
  answer: string;
}

/** Every attempt that came to an end. */
export class AlertDeliveries {
  constructor(private readonly database: StateDatabase) {}

  add(key: string, channel: string, outcome: Delivery["outcome"], answer: string): void {
    this.database
      .prepare("INSERT INTO alert_deliveries (key, channel, at, outcome, answer) VALUES (?, ?, ?, ?, ?)")
      .run(key, channel, this.database.clock.now(), outcome, answer);
  }

  /** Of one message, in order. */
  of(key: string): DeliveryRecord[] {
    return this.database
      .prepare("SELECT number, key, channel, at, outcome, answer FROM alert_deliveries WHERE key = ? ORDER BY number")
      .all(key)
      .map((row) => ({ ...(row as unknown as DeliveryRecord) }));
  }
}
