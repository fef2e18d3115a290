import { INBOX_INPUT, type InboxEntry, type InboxReader } from "../core/inbox.js";
import type { MaskedItem, TakenItem } from "../core/masked-item.js";
import type { StateDatabase } from "./database.js";

/** `duplicate`: the same content of the same id is here already, or has been dealt with. */
export type Arrival = "accepted" | "duplicate";

/** What waits in the inbox of a source. */
export interface Pending {
  count: number;
  /** When the one that waits longest arrived, ms since the epoch. */
  oldest?: number;
}

interface Row {
  number: number;
  source: string;
  hash: string;
  author_key: string | null;
  item: string;
  received_at: number;
}

/** How far a source's inbox has been read and committed. */
const READ = `coalesce((SELECT json_extract(position, '$.number') FROM cursors
  WHERE cursors.source = inbox.source AND cursors.input = '${INBOX_INPUT}'), 0)`;

/**
 * Pushed messages between their arrival and their analysis, and for a few days after it. Written by whoever serves the
 * push route, read by the coordinator, which may be another process.
 */
export class Inbox implements InboxReader {
  constructor(private readonly database: StateDatabase) {}

  /** Takes messages of one source in, in one durable transaction; one result each, in order. */
  add(source: string, taken: readonly TakenItem[]): Arrival[] {
    return this.database.transaction(() => {
      const insert = this.database.prepare(
        "INSERT INTO inbox (source, id, hash, author_key, item, received_at) VALUES (?, ?, ?, ?, ?, ?)",
      );
      const now = this.database.clock.now();
      return taken.map(({ item, hash, authorKey }) => {
        if (this.hashOf(item.id) === hash) return "duplicate";
        insert.run(source, item.id, hash, authorKey ?? null, JSON.stringify(item), now);
        return "accepted";
      });
    });
  }

  /** The hash under which an id is known: its latest entry's, else that of the message that was indexed. */
  private hashOf(id: string): string | undefined {
    const row = (this.database.prepare("SELECT hash FROM inbox WHERE id = ? ORDER BY number DESC LIMIT 1").get(id) ??
      this.database.prepare("SELECT hash FROM signatures WHERE id = ?").get(id)) as { hash: string } | undefined;
    return row?.hash;
  }

  /** The time that a known message bears, so that one sent again without a time stays the same. */
  createdAt(id: string): string | undefined {
    const entry = this.database
      .prepare("SELECT json_extract(item, '$.createdAt') AS at FROM inbox WHERE id = ? ORDER BY number DESC LIMIT 1")
      .get(id) as { at: string } | undefined;
    if (entry !== undefined) return entry.at;
    const row = this.database.prepare("SELECT created_at AS at FROM signatures WHERE id = ?").get(id) as
      | { at: number }
      | undefined;
    return row && new Date(row.at).toISOString();
  }

  read(source: string, after: number, limit: number): InboxEntry[] {
    const rows = this.database
      .prepare(
        `SELECT number, source, hash, author_key, item, received_at FROM inbox
         WHERE source = ? AND number > ? ORDER BY number LIMIT ?`,
      )
      .all(source, after, limit) as unknown as Row[];
    return rows.map((row) => ({
      number: row.number,
      source: row.source,
      item: JSON.parse(row.item) as MaskedItem,
      hash: row.hash,
      ...(row.author_key !== null && { authorKey: row.author_key }),
      receivedAt: row.received_at,
    }));
  }

  /** What of a source has not been analysed and committed yet. */
  pending(source: string): Pending {
    const { read } = this.database.prepare(`SELECT ${READ} AS read FROM (SELECT ? AS source) AS inbox`).get(source) as {
      read: number;
    };
    const { count } = this.database
      .prepare("SELECT count(*) AS count FROM inbox WHERE source = ? AND number > ?")
      .get(source, read) as { count: number };
    const first = this.database
      .prepare("SELECT received_at AS at FROM inbox WHERE source = ? AND number > ? ORDER BY number LIMIT 1")
      .get(source, read) as { at: number } | undefined;
    return { count, ...(first && { oldest: first.at }) };
  }

  /** Drops what arrived before an instant (ms) and says how much. What has not been read yet stays. */
  expire(before: number): number {
    return this.database.transaction(() =>
      Number(
        this.database.prepare(`DELETE FROM inbox WHERE received_at < ? AND number <= ${READ}`).run(before).changes,
      ),
    );
  }

  /** Drops what has been read of messages created before an instant (ms), while these are still remembered. */
  removeOf(before: number): void {
    this.database.transaction(() =>
      this.database
        .prepare(`DELETE FROM inbox WHERE id IN (SELECT id FROM signatures WHERE created_at < ?) AND number <= ${READ}`)
        .run(before),
    );
  }

  /**
   * Writes a mark, durably, as adding a message would.
   * @throws DependencyError when state cannot be written.
   */
  checkWritable(): void {
    this.database.transaction(() =>
      this.database.prepare("INSERT OR REPLACE INTO meta VALUES ('checked', ?)").run(String(this.database.clock.now())),
    );
  }
}
