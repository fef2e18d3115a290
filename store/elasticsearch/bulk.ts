import type { Client } from "@elastic/elasticsearch";
import type { Localized } from "../../core/localized.js";
import { firstPiece, type Item, itemsOf, type Operation, piecesOf } from "./bulk-piece.js";
import { type Fault, faultOf, itemFault, passes } from "./faults.js";
import type { Patience } from "./patience.js";
import { rejection, tooLarge } from "./rejection.js";

/** What became of one operation. `conflict`: the server holds a higher version. */
export type Answer =
  | { status: "done" }
  /** A delete found nothing. */
  | { status: "absent" }
  | { status: "conflict" }
  | { status: "rejected"; reason: Localized };

export interface BulkOptions {
  client: Client;
  patience: Patience;
  /** Makes the index of a month that is missing, and tells of it. */
  makeMonth(month: string): Promise<void>;
  /** Largest request in bytes, and in operations. Default 8 MB, 250. */
  bytes?: number;
  count?: number;
}

/** Requests under way at the same time. */
const LANES = 2;
const SMALLEST = 64 * 1024;

interface BulkItem {
  status: number;
  error?: { type?: string; reason?: string | null };
}

/**
 * Writes operations in pieces of bounded size, two under way at a time, the next one made when there is room for it.
 * Every item's result is read; what the server could not take for the moment is sent again.
 */
export class Bulk {
  private readonly most: { bytes: number; count: number };
  /** Shrinks when the server is overwhelmed, grows back with every success. */
  private limit: { bytes: number; count: number };

  constructor(private readonly options: BulkOptions) {
    this.most = { bytes: options.bytes ?? 8 * 1024 * 1024, count: options.count ?? 250 };
    this.limit = { ...this.most };
  }

  /**
   * One answer each, in order.
   * @throws DependencyError when patience has run out or nothing may be written; what was sent by then stays written.
   */
  async send(operations: Iterable<Operation>): Promise<Answer[]> {
    const answers: Answer[] = [];
    const pieces = piecesOf(itemsOf(operations), () => this.limit);
    let stopped = false;
    const lane = async () => {
      try {
        for (let next = pieces.next(); !stopped && !next.done; next = pieces.next()) {
          await this.deliver(next.value, answers);
        }
      } catch (error) {
        stopped = true;
        throw error;
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
    for (const result of lanes) if (result.status === "rejected") throw result.reason;
    return answers;
  }

  private async deliver(piece: readonly Item[], answers: Answer[]): Promise<void> {
    const { patience } = this.options;
    let waiting = [...piece];
    /** Narrows a request that was refused as a whole down to the operation at fault. */
    let most = waiting.length;
    for (let attempt = 0; waiting.length > 0; ) {
      const chunk = firstPiece(waiting, { ...this.limit, count: Math.min(this.limit.count, most) });
      const rest = waiting.slice(chunk.length);
      const started = performance.now();
      const outcome = await this.request(chunk);
      if (Array.isArray(outcome)) {
        const { again, fault } = await this.read(chunk, outcome, answers);
        const progress = again.length < chunk.length;
        if (progress) patience.succeeded();
        attempt = progress ? 0 : attempt + 1;
        waiting = [...again, ...rest];
        most = Math.max(waiting.length, 1);
        if (fault) {
          this.shrink(fault);
          await patience.failed(fault, attempt, started);
        } else this.grow();
      } else if (outcome.kind === "large" || outcome.kind === "invalid") {
        if (outcome.kind === "large") this.capAt(chunk);
        most = Math.ceil(chunk.length / 2);
        if (chunk.length > 1) continue;
        const [{ position, bytes }] = chunk as [Item];
        const reason = outcome.kind === "large" ? tooLarge(bytes) : rejection(outcome);
        answers[position] = { status: "rejected", reason };
        waiting = rest;
        most = Math.max(waiting.length, 1);
      } else {
        this.shrink(outcome);
        await patience.failed(outcome, attempt++, started);
      }
    }
  }

  private async request(chunk: readonly Item[]): Promise<BulkItem[] | Fault> {
    try {
      const answer = await this.options.client.bulk({
        operations: chunk.map(({ operation }) => operation.lines) as unknown as object[],
        filter_path: "errors,items.*.status,items.*.error.type,items.*.error.reason",
      });
      return answer.items.map((item) => Object.values(item)[0] as BulkItem);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      return fault;
    }
  }

  /** Takes down final answers; gives back what is to be sent again, with the gravest reason. */
  private async read(
    chunk: readonly Item[],
    results: readonly BulkItem[],
    answers: Answer[],
  ): Promise<{ again: Item[]; fault?: Fault }> {
    const again: Item[] = [];
    const missing = new Set<string>();
    let fault: Fault | undefined;
    for (const [i, item] of chunk.entries()) {
      const result = results[i];
      // An answer shorter than the request: as if this item had not been sent.
      if (result === undefined) {
        again.push(item);
        fault ??= { kind: "away", type: "short answer" };
        continue;
      }
      const { status, error } = result;
      if (status < 300) answers[item.position] = { status: "done" };
      else if (status === 404 && error === undefined) answers[item.position] = { status: "absent" };
      else if (status === 409) answers[item.position] = { status: "conflict" };
      else {
        const problem = itemFault(status, error);
        const { month } = item.operation;
        if (problem.kind === "missing" && month === undefined) answers[item.position] = { status: "absent" };
        else if (problem.kind === "missing" && month !== undefined) {
          missing.add(month);
          again.push(item);
        } else if (passes(problem) || problem.kind === "denied") {
          again.push(item);
          if (fault === undefined || problem.kind === "denied") fault = problem;
        } else answers[item.position] = { status: "rejected", reason: rejection(problem) };
      }
    }
    for (const month of missing) await this.options.makeMonth(month);
    if (missing.size > 0) fault ??= { kind: "deleted", type: "index_not_found_exception" };
    return { again, ...(fault && { fault }) };
  }

  private shrink({ kind }: Fault): void {
    if (kind !== "busy") return;
    this.limit = {
      bytes: Math.max(SMALLEST, Math.floor(this.limit.bytes / 2)),
      count: Math.max(1, Math.floor(this.limit.count / 2)),
    };
  }

  private grow(): void {
    const { bytes, count } = this.limit;
    this.limit = {
      bytes: Math.min(this.most.bytes, Math.ceil(bytes * 1.5)),
      count: Math.min(this.most.count, Math.ceil(count * 1.5)),
    };
  }

  /** The server's limit is below ours: never send as much again. */
  private capAt(chunk: readonly Item[]): void {
    if (chunk.length === 1) return;
    const bytes = Math.ceil(chunk.reduce((sum, item) => sum + item.bytes, 0) / 2);
    this.most.bytes = Math.min(this.most.bytes, bytes);
    this.limit.bytes = Math.min(this.limit.bytes, bytes);
  }
}
