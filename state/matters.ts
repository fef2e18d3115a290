import {
  decodeMatterPrint,
  isCurrentPrint,
  keysOf,
  MATTER_PRINT_VERSION,
  type MatterPrint,
} from "../core/matter-print.js";
import type { StateDatabase } from "./database.js";
import { type MatterKeys, MatterKeysTable } from "./matter-keys.js";

export type { MatterKeys } from "./matter-keys.js";

/** What hot issues are found by of one message. */
export interface MatterEntry {
  id: string;
  /** When the citizen spoke up, ms since the epoch. */
  at: number;
  /** Id of the message that stands for it where it repeats another; its own id otherwise. */
  representative: string;
  /** As core/matter-print.ts encodes it, in bytes. */
  print: Uint8Array;
}

/** A message that is remembered. */
export interface MatterRow {
  /** Its place in memory: stays while the message is remembered. */
  number: number;
  id: string;
  at: number;
  representative: string;
  print: MatterPrint;
}

interface Row {
  number: number;
  id: string;
  at: number;
  representative: string;
  print: Uint8Array;
}

/** Rows that are read at once where all are. */
const PORTION = 5_000;

const SELECT =
  "SELECT m.number AS number, id, at, representative, print FROM matters m JOIN matter_prints p ON p.number = m.number";

/**
 * What hot issues are found by, message by message, and which messages have not been looked at yet (pending). A message
 * that is forgotten is not pending either. A print that another version of the program made is as if it were not there:
 * its message is in no answer with prints until it is put again.
 */
export class Matters {
  private readonly keysTable: MatterKeysTable;

  constructor(private readonly database: StateDatabase) {
    this.keysTable = new MatterKeysTable(database);
  }

  /** Adds or replaces messages; those that are new or not as before become pending. Of the same id the last one counts. */
  put(entries: readonly MatterEntry[]): void {
    const latest = new Map(entries.map((entry) => [entry.id, entry]));
    this.database.transaction(() => {
      const known = new Map(this.rowsOf([...latest.keys()]).map((row) => [row.id, row]));
      const insert = this.database.prepare(
        `INSERT INTO matters (id, at, representative, pending) VALUES (?, ?, ?, 1)
         ON CONFLICT (id) DO UPDATE SET at = excluded.at, representative = excluded.representative, pending = 1
         RETURNING number`,
      );
      const insertPrint = this.database.prepare("INSERT OR REPLACE INTO matter_prints VALUES (?, ?)");
      const keys: MatterKeys[] = [];
      for (const entry of latest.values()) {
        const former = known.get(entry.id);
        if (former !== undefined && isSame(former, entry)) continue;
        const { number } = insert.get(entry.id, entry.at, entry.representative) as { number: number };
        keys.push({ number, at: entry.at, keys: keysOf(decodeMatterPrint(entry.print)) });
        insertPrint.run(number, entry.print);
      }
      this.keysTable.put(keys);
    });
  }

  /** Gives messages another representative; those that had it already stay as they are, the others become pending. */
  regroup(ids: readonly string[], representative: string): void {
    this.database.transaction(() => {
      const update = this.database.prepare(
        "UPDATE matters SET representative = $representative, pending = 1 WHERE id = $id AND representative <> $representative",
      );
      for (const id of ids) update.run({ id, representative });
    });
  }

  /** When the newest message was written, ms since the epoch; undefined where there is none. */
  latest(): number | undefined {
    const { at } = this.database.prepare("SELECT max(at) AS at FROM matters").get() as { at: number | null };
    return at ?? undefined;
  }

  /** Ids of messages that have not been looked at yet, earliest first, ties by id. */
  pending(limit: number): string[] {
    const rows = this.database
      .prepare("SELECT id FROM matters WHERE pending = 1 ORDER BY at, id LIMIT ?")
      .all(limit) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  /** How many messages have not been looked at yet. */
  pendingCount(): number {
    return (this.database.prepare("SELECT count(*) AS n FROM matters WHERE pending = 1").get() as { n: number }).n;
  }

  /** How many messages are remembered. */
  count(): number {
    return (this.database.prepare("SELECT count(*) AS n FROM matters").get() as { n: number }).n;
  }

  /**
   * How many messages created since an instant (ms) cannot be looked at: read before there were prints, or their print
   * was made by another version of the program. Takes about a second for a million messages.
   */
  withoutPrint(since: number): number {
    const { unreadable } = this.database
      .prepare(
        `SELECT count(*) AS unreadable FROM matters m JOIN matter_prints p ON p.number = m.number
         WHERE at >= ? AND substr(print, 1, 1) <> ?`,
      )
      .get(since, Uint8Array.of(MATTER_PRINT_VERSION)) as { unreadable: number };
    const { missing } = this.database
      .prepare(
        `SELECT count(*) AS missing FROM signatures s
         WHERE created_at >= ? AND NOT EXISTS (SELECT 1 FROM matters m WHERE m.id = s.id)`,
      )
      .get(since) as { missing: number };
    return unreadable + missing;
  }

  /** Says that messages have been looked at. */
  settle(ids: readonly string[]): void {
    this.database.transaction(() => {
      const update = this.database.prepare("UPDATE matters SET pending = 0 WHERE id = ? AND pending = 1");
      for (const id of ids) update.run(id);
    });
  }

  /** The keys of all messages in order of number. May be read while others are written. */
  keys(): Generator<MatterKeys> {
    return this.keysTable.scan();
  }

  /** Messages by number, in order of time, ties by id; those that are no longer there are left out. */
  prints(numbers: readonly number[]): MatterRow[] {
    const rows = this.database
      .prepare(`${SELECT} WHERE m.number IN (SELECT value FROM json_each(?)) ORDER BY at, id`)
      .all(JSON.stringify(numbers)) as Row[];
    return rows.flatMap(decoded);
  }

  /** Messages by id, in order of time, ties by id; those that are not there are left out. */
  byIds(ids: readonly string[]): MatterRow[] {
    return this.rowsOf(ids).flatMap(decoded);
  }

  /** All messages in order of time, ties by id. May be read while others are written. */
  *scan(): Generator<MatterRow> {
    const portion = this.database.prepare(`${SELECT} WHERE (at, id) > (?, ?) ORDER BY at, id LIMIT ?`);
    for (let after: Pick<Row, "at" | "id"> = { at: Number.MIN_SAFE_INTEGER, id: "" }; ; ) {
      const rows = portion.all(after.at, after.id, PORTION) as Row[];
      const last = rows.at(-1);
      if (last === undefined) return;
      for (const row of rows) yield* decoded(row);
      after = last;
    }
  }

  /** Forgets messages created before an instant (ms) and says how many. */
  expire(before: number): number {
    return this.forget("at < ?", before);
  }

  /** For the right to be forgotten. */
  remove(ids: readonly string[]): number {
    return this.forget("id IN (SELECT value FROM json_each(?))", JSON.stringify(ids));
  }

  private forget(which: string, value: number | string): number {
    return this.database.transaction(() => {
      const gone = this.database.prepare(`DELETE FROM matters WHERE ${which} RETURNING number`).all(value);
      this.keysTable.remove((gone as { number: number }[]).map(({ number }) => number));
      return gone.length;
    });
  }

  private rowsOf(ids: readonly string[]): Row[] {
    return this.database
      .prepare(`${SELECT} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY at, id`)
      .all(JSON.stringify(ids)) as Row[];
  }
}

function isSame(a: MatterEntry, b: MatterEntry): boolean {
  return a.at === b.at && a.representative === b.representative && Buffer.compare(a.print, b.print) === 0;
}

/** The row with its print as it can be read; nothing where another version made it. */
function decoded({ print, ...row }: Row): MatterRow[] {
  return isCurrentPrint(print) ? [{ ...row, print: decodeMatterPrint(print) }] : [];
}
