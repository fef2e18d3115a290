import type { Facets } from "../core/store.js";
import { bandNumber, PERIOD } from "./bands.js";
import type { StateDatabase } from "./database.js";

/** What is remembered of a message for folding, for duplicates and for restatements. */
export interface SignatureRow {
  id: string;
  source: string;
  input: string;
  /** 1-based record number in the input. */
  row: number;
  authorKey?: string;
  /** When the citizen spoke up, ms since the epoch. */
  createdAt: number;
  /** The fingerprint of the text, as the analyzer made it. */
  signature: string;
  /** Id of the representative of the message's group; its own id when it repeats nothing. */
  group: string;
  /** Hash of the masked item: an equal one means that there is nothing to do. */
  hash: string;
  facets?: Facets;
}

/** A row with the keys under which similar texts find it (at most 16). */
export interface SignatureEntry extends SignatureRow {
  bands: readonly string[];
}

interface Row {
  id: string;
  source: string;
  input: string;
  row: number;
  author_key: string | null;
  created_at: number;
  signature: string;
  representative: string;
  hash: string;
  facets: string | null;
}

/** A key under which a row is found (see bands.ts). */
interface Band {
  period: number;
  band: number;
  number: number;
}

const QUARTER_HOUR = 900_000;

const COLUMNS = "id, source, input, row, author_key, created_at, signature, representative, hash, facets";

/** The memory of what has been read: one row a message, found by id, group, author, or likeness of text. */
export class Signatures {
  constructor(private readonly database: StateDatabase) {}

  /** Adds rows, or replaces those with the same id. */
  put(entries: readonly SignatureEntry[]): void {
    this.database.transaction(() => {
      const insert = this.database.prepare(
        `INSERT INTO signatures (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET source = excluded.source, input = excluded.input, row = excluded.row,
           author_key = excluded.author_key, created_at = excluded.created_at, signature = excluded.signature,
           representative = excluded.representative, hash = excluded.hash, facets = excluded.facets
         RETURNING number`,
      );
      const bands: Band[] = [];
      for (const e of entries) {
        const facets = e.facets === undefined ? null : JSON.stringify(e.facets);
        const { number } = insert.get(
          e.id,
          e.source,
          e.input,
          e.row,
          e.authorKey ?? null,
          e.createdAt,
          e.signature,
          e.group,
          e.hash,
          facets,
        ) as { number: number };
        const period = Math.floor(e.createdAt / PERIOD);
        for (const key of e.bands) bands.push({ period, band: bandNumber(key), number });
      }
      this.putBands(bands);
    });
  }

  /** In order of their place: half the cost. Bands of a replaced row's former text stay and only make one more candidate. */
  private putBands(bands: Band[]): void {
    bands.sort((a, b) => a.period - b.period || a.band - b.band);
    const insert = this.database.prepare("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)");
    for (const { period, band, number } of bands) insert.run(period, band, number);
  }

  byIds(ids: readonly string[]): Map<string, SignatureRow> {
    const rows = this.database
      .prepare(`SELECT ${COLUMNS} FROM signatures WHERE id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(ids)) as Row[];
    return new Map(rows.map((row) => [row.id, fromRow(row)]));
  }

  /**
   * Messages created within [from, to] (ms) that share a band, and a few that do not (hash collisions): to be compared
   * by signature. Earliest first, ties by id.
   */
  candidates(bands: readonly string[], from: number, to: number): SignatureRow[] {
    if (bands.length === 0) return [];
    const first = Math.floor(from / PERIOD);
    const periods = Array.from({ length: Math.floor(to / PERIOD) - first + 1 }, (_, i) => first + i);
    const marks = (n: number) => Array(n).fill("?").join(",");
    const rows = this.database
      .prepare(
        `SELECT ${COLUMNS} FROM signatures WHERE number IN (
           SELECT number FROM bands WHERE period IN (${marks(periods.length)}) AND band IN (${marks(bands.length)})
         ) AND created_at BETWEEN ? AND ? ORDER BY created_at, id`,
      )
      .all(...periods, ...bands.map(bandNumber), from, to) as Row[];
    return rows.map(fromRow);
  }

  /** All messages of a group, the representative too; earliest first, ties by id. */
  members(group: string): SignatureRow[] {
    const rows = this.database
      .prepare(
        `SELECT ${COLUMNS} FROM signatures WHERE id = $group
         UNION ALL SELECT ${COLUMNS} FROM signatures WHERE representative = $group AND representative <> id
         ORDER BY created_at, id`,
      )
      .all({ group }) as Row[];
    return rows.map(fromRow);
  }

  /** Messages of one author created within [from, to] (ms); earliest first, ties by id. */
  byAuthor(authorKey: string, from: number, to: number): SignatureRow[] {
    const rows = this.database
      .prepare(
        `SELECT ${COLUMNS} FROM signatures WHERE author_key = ? AND created_at BETWEEN ? AND ? ORDER BY created_at, id`,
      )
      .all(authorKey, from, to) as Row[];
    return rows.map(fromRow);
  }

  /** Messages in order of id, those behind `after` only. */
  scan(after: string, limit: number): { id: string; createdAt: number }[] {
    return this.database
      .prepare("SELECT id, created_at AS createdAt FROM signatures WHERE id > ? ORDER BY id LIMIT ?")
      .all(after, limit) as { id: string; createdAt: number }[];
  }

  /** Puts messages into another group. */
  regroup(ids: readonly string[], group: string): void {
    this.database.transaction(() => {
      const update = this.database.prepare("UPDATE signatures SET representative = ? WHERE id = ?");
      for (const id of ids) update.run(group, id);
    });
  }

  /** How many messages are remembered. */
  count(): number {
    return (this.database.prepare("SELECT count(*) AS n FROM signatures").get() as { n: number }).n;
  }

  /** How many messages were created in each quarter of an hour that has any: zones differ by whole quarters. `from` in ms. */
  perQuarterHour(): { from: number; n: number }[] {
    return this.database
      .prepare(
        `SELECT created_at / ${QUARTER_HOUR} * ${QUARTER_HOUR} AS "from", count(*) AS n FROM signatures GROUP BY 1`,
      )
      .all() as { from: number; n: number }[];
  }

  /**
   * Messages created at or after an instant (ms) whose representative was created before it, each with the one that is to
   * stand for them when the earlier ones are forgotten: the earliest of them, ties by id.
   */
  heirs(before: number): { id: string; group: string }[] {
    return this.database
      .prepare(
        `SELECT m.id AS id,
           first_value(m.id) OVER (PARTITION BY m.representative ORDER BY m.created_at, m.id) AS "group"
         FROM signatures r JOIN signatures m ON m.representative = r.id AND m.representative <> m.id
         WHERE r.created_at < $before AND m.created_at >= $before ORDER BY m.id`,
      )
      .all({ before }) as { id: string; group: string }[];
  }

  /** Forgets messages created before an instant (ms) and says how many. */
  expire(before: number): number {
    return this.database.transaction(() => {
      const run = (sql: string, value: number) => Number(this.database.prepare(sql).run(value).changes);
      run("DELETE FROM bands WHERE period < ?", Math.floor(before / PERIOD));
      return run("DELETE FROM signatures WHERE created_at < ?", before);
    });
  }

  /** For the right to be forgotten. */
  remove(ids: readonly string[]): number {
    return this.database.transaction(() => {
      const removed = this.database
        .prepare(
          "DELETE FROM signatures WHERE id IN (SELECT value FROM json_each(?)) RETURNING number, created_at AS createdAt",
        )
        .all(JSON.stringify(ids)) as { number: number; createdAt: number }[];
      const periods = new Set(removed.map((row) => Math.floor(row.createdAt / PERIOD)));
      this.database
        .prepare(
          `DELETE FROM bands WHERE period IN (SELECT value FROM json_each(?))
             AND number IN (SELECT value FROM json_each(?))`,
        )
        .run(JSON.stringify([...periods]), JSON.stringify(removed.map((row) => row.number)));
      return removed.length;
    });
  }
}

function fromRow(row: Row): SignatureRow {
  return {
    id: row.id,
    source: row.source,
    input: row.input,
    row: row.row,
    ...(row.author_key === null ? {} : { authorKey: row.author_key }),
    createdAt: row.created_at,
    signature: row.signature,
    group: row.representative,
    hash: row.hash,
    ...(row.facets === null ? {} : { facets: JSON.parse(row.facets) as Facets }),
  };
}
