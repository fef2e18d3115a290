import type { Database, Statement } from "../../core/sqlite.js";
import { type Field, fieldNumber } from "./layout.js";

/** More known values per field than this are forgotten and looked up again. */
const REMEMBERED = 100_000;

/** The values of a field by code, and the codes in order of their values by code point. */
export interface Dictionary {
  values: string[];
  /** Per code, the place of its value in order. */
  ranks: Int32Array;
  /** Codes in order of value. */
  order: Int32Array;
}

/**
 * The dictionaries: a number for every value of every field. Code 0 is "". A code is never used for another value, so
 * that whoever remembers it is right or finds nothing.
 */
export class Terms {
  private readonly known = new Map<Field, Map<string, number>>();
  private readonly dictionaries = new Map<Field, { next: number; dictionary: Dictionary }>();
  private generation = -1;
  private readonly selectSome: Statement;
  private readonly selectValue: Statement;
  private readonly insert: Statement;
  private readonly selectNext: Statement;
  private readonly saveNext: Statement;
  private readonly selectGeneration: Statement;

  constructor(private readonly database: Database) {
    this.selectSome = database.prepare(
      "SELECT value, code FROM terms WHERE field = ? AND value IN (SELECT value FROM json_each(?))",
    );
    this.selectValue = database.prepare("SELECT value FROM terms WHERE field = ? AND code = ?");
    this.insert = database.prepare("INSERT INTO terms (field, value, code) VALUES (?, ?, ?)");
    this.selectNext = database.prepare("SELECT next FROM term_counters WHERE field = ?");
    this.saveNext = database.prepare("INSERT OR REPLACE INTO term_counters VALUES (?, ?)");
    this.selectGeneration = database.prepare("SELECT value FROM meta WHERE name = 'terms_generation'");
  }

  /** To be called at the start of every transaction: another process may have swept terms. */
  refresh(): void {
    const { value } = this.selectGeneration.get() as { value: number };
    if (value !== this.generation) this.forget();
    this.generation = value;
  }

  /** To be called when a transaction was rolled back: what it had added is gone. */
  forget(): void {
    this.known.clear();
    this.dictionaries.clear();
  }

  private next(field: Field): number {
    return (this.selectNext.get(fieldNumber(field)) as { next: number } | undefined)?.next ?? 1;
  }

  /** Finds the codes of values; those that the field does not have are left out. */
  find(field: Field, values: Iterable<string>): Map<string, number> {
    let known = this.known.get(field);
    if (!known || known.size > REMEMBERED) {
      known = new Map([["", 0]]);
      this.known.set(field, known);
    }
    const missing: string[] = [];
    for (const value of values) if (!known.has(value)) missing.push(value);
    if (missing.length > 0) {
      const rows = this.selectSome.all(fieldNumber(field), JSON.stringify(missing)) as {
        value: string;
        code: number;
      }[];
      for (const { value, code } of rows) known.set(value, code);
    }
    return known;
  }

  /** As {@link find}, adding the values that the field does not have, in order of value. */
  findOrAdd(field: Field, values: ReadonlySet<string>): Map<string, number> {
    const known = this.find(field, values);
    const added: string[] = [];
    for (const value of values) if (!known.has(value)) added.push(value);
    if (added.length > 0) {
      let next = this.next(field);
      for (const value of added.sort()) {
        this.insert.run(fieldNumber(field), value, next);
        known.set(value, next++);
      }
      this.saveNext.run(fieldNumber(field), next);
    }
    return known;
  }

  dictionary(field: Field): Dictionary {
    const next = this.next(field);
    const cached = this.dictionaries.get(field);
    if (cached?.next === next) return cached.dictionary;
    const rows = this.database
      .prepare("SELECT value, code FROM terms WHERE field = ? ORDER BY value")
      .all(fieldNumber(field)) as { value: string; code: number }[];
    const values = new Array<string>(next).fill("");
    const ranks = new Int32Array(next);
    const order = new Int32Array(rows.length + 1);
    rows.forEach(({ value, code }, i) => {
      values[code] = value;
      ranks[code] = i + 1;
      order[i + 1] = code;
    });
    const dictionary = { values, ranks, order };
    this.dictionaries.set(field, { next, dictionary });
    return dictionary;
  }

  /** One more than the highest code of a field. */
  codes(field: Field): number {
    return this.next(field);
  }

  /** One value, without reading the dictionary. */
  value(field: Field, code: number): string {
    if (code === 0) return "";
    const cached = this.dictionaries.get(field);
    if (cached && code < cached.next) return cached.dictionary.values[code] as string;
    return (this.selectValue.get(fieldNumber(field), code) as { value: string }).value;
  }

  /** Deletes the values whose codes no document uses any more. */
  sweep(field: Field, used: Uint8Array): void {
    const number = fieldNumber(field);
    const rows = this.database.prepare("SELECT code FROM terms WHERE field = ?").all(number) as { code: number }[];
    const unused = rows.filter(({ code }) => !used[code]);
    if (unused.length === 0) return;
    const remove = this.database.prepare("DELETE FROM terms WHERE field = ? AND code = ?");
    for (const { code } of unused) remove.run(number, code);
    this.database.exec("UPDATE meta SET value = value + 1 WHERE name = 'terms_generation'");
    this.forget();
  }
}
