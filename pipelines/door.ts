import type { Clock } from "../core/clock.js";
import type { Localized } from "../core/localized.js";
import type { Reject } from "../core/reject.js";
import type { Zone } from "../core/zone.js";
import type { Arrival } from "../state/inbox.js";
import type { State } from "../state/state.js";
import { type Accepted, takeIn } from "./intake.js";
import { type PushSource, readPushed } from "./pushed-item.js";

/** The input that refused records are kept under. */
const INPUT = "push";

/** A record is kept for replay up to this many bytes. */
const KEPT_BYTES = 1_048_576;

/** Refused at the door, outside of any run. */
const NO_RUN = 0;

/** One record as it came: its value, or why it has none. */
export interface Delivered {
  /** 0-based place in the delivery. */
  index: number;
  value?: unknown;
  problem?: Localized;
  /** The record's bytes as they came. */
  raw: Uint8Array;
}

/** What became of one record. */
export interface Receipt {
  index: number;
  /** The document's id. */
  id?: string;
  status: Arrival | "rejected";
  field?: string;
  error?: Localized;
}

/**
 * The pause after a wait for the disk is as long as that wait, up to so many ms: on a slow or busy disk more
 * arrivals share one wait, and the process has time for other work. On a fast one the pause is not felt.
 */
const LONGEST_PAUSE = 50;

interface Portion {
  source: PushSource;
  delivered: readonly Delivered[];
  resolve(receipts: Receipt[]): void;
  reject(error: unknown): void;
}

/**
 * Where pushed messages come in: each is read, masked and given its id, then the inbox takes it. Nothing unmasked is
 * written but the records that cannot be taken, encrypted.
 */
export class Door {
  private readonly waiting: Portion[] = [];
  private freeAt = 0;

  constructor(
    private readonly state: State,
    private readonly options: { zone: Zone; clock: Clock },
  ) {}

  /**
   * Takes a portion of a delivery in. Resolves once it is on the disk, one receipt each, in order. Portions that arrive
   * together are written together: one wait for the disk for all of them.
   * @throws DependencyError when state cannot be written; nothing of the portion was then taken.
   */
  receive(source: PushSource, delivered: readonly Delivered[]): Promise<Receipt[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ source, delivered, resolve, reject });
      if (this.waiting.length > 1) return;
      const pause = this.freeAt - performance.now();
      if (pause > 0) setTimeout(() => this.flush(), pause);
      else setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const portions = this.waiting.splice(0);
    const before = performance.now();
    try {
      const receipts = this.state.transaction(() =>
        portions.map(({ source, delivered }) => this.write(source, delivered)),
      );
      for (const [i, { resolve }] of portions.entries()) resolve(receipts[i] as Receipt[]);
    } catch (error) {
      for (const { reject } of portions) reject(error);
    }
    const now = performance.now();
    this.freeAt = now + Math.min(LONGEST_PAUSE, now - before);
  }

  private write(source: PushSource, delivered: readonly Delivered[]): Receipt[] {
    const rejects: Reject[] = [];
    const read = delivered.map((one) => this.read(source, one));
    const arrivals = this.state.inbox.add(
      source.name,
      read.filter((one) => "item" in one),
    );
    let next = 0;
    const receipts = read.map((one, i): Receipt => {
      const { index, raw } = delivered[i] as Delivered;
      if ("item" in one) return { index, id: one.item.id, status: arrivals[next++] as Arrival };
      const { field, reason } = one;
      rejects.push({
        source: source.name,
        input: INPUT,
        row: index + 1,
        reason,
        raw: raw.subarray(0, KEPT_BYTES),
        ...(raw.length > KEPT_BYTES && { rawCut: true }),
        ...(field !== undefined && { field }),
      });
      return { index, status: "rejected", error: reason, ...(field !== undefined && { field }) };
    });
    if (rejects.length > 0) this.state.rejects.add(rejects, NO_RUN);
    return receipts;
  }

  private read(
    source: PushSource,
    { index, value, problem }: Delivered,
  ): Accepted | { field?: string; reason: Localized } {
    if (problem) return { reason: problem };
    const pushed = readPushed(value, source, this.options);
    if ("reason" in pushed) return pushed;
    const take = (createdAt: string) =>
      takeIn({ item: { ...pushed.item, createdAt }, row: index + 1 }, this.state.keys.author);
    const taken = take(pushed.item.createdAt);
    if (!("item" in taken) || pushed.dated || taken.item.externalId === undefined) return taken;
    // Sent without a time: sent again it keeps that of its first arrival, or it would look like a correction.
    const first = this.state.inbox.createdAt(taken.item.id);
    return first === undefined ? taken : take(first);
  }
}
