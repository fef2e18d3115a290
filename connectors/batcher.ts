import type { Batch } from "../core/connector.js";
import type { FeedbackItem } from "../core/feedback-item.js";
import type { Localized } from "../core/localized.js";
import type { Reject } from "../core/reject.js";

/** A batch is closed early when its texts and raw bytes come to this size, so that memory stays bounded. */
const BATCH_BYTES = 16 * 1_048_576;

export type Pending = Pick<Batch, "items" | "rejects"> & { row: number };

/** Gathers records until a batch is full. The last one is held back until it is known to be the last. */
export class Batcher {
  private pending: Pending = { items: [], rejects: [], row: 0 };
  private bytes = 0;

  constructor(private readonly size: number) {}

  /** The batch gathered so far if the next record should begin a new one. */
  full(): Pending | undefined {
    const { items, rejects } = this.pending;
    if (items.length + rejects.length < this.size && this.bytes < BATCH_BYTES) return undefined;
    return this.take();
  }

  addItem(item: FeedbackItem, row: number): void {
    this.pending.items.push({ item, row });
    this.pending.row = row;
    this.bytes += 2 * (item.text.length + (item.reply?.text.length ?? 0));
  }

  addReject(reject: Reject): void {
    this.pending.rejects.push(reject);
    if (reject.row > 0) this.pending.row = reject.row;
    this.bytes += 2 * reject.raw.length;
  }

  take(): Pending {
    const { pending } = this;
    this.pending = { items: [], rejects: [], row: pending.row };
    this.bytes = 0;
    return pending;
  }
}

/** A reject for an input as a whole. */
export function inputReject(source: string, input: string, reason: Localized): Reject {
  return { source, input, row: 0, reason, raw: new Uint8Array() };
}
