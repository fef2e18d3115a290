import { databaseFault } from "../../core/database-fault.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import { type Database, type Statement, transaction } from "../../core/sqlite.js";
import type { Where } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import { BlockReader } from "./block-reader.js";
import { decodeBody } from "./body.js";
import { Selection } from "./selection.js";
import { Terms } from "./terms.js";
import { matches } from "./text.js";

/** What every question to the store needs: the database, its dictionaries, its calendar. */
export class Context {
  readonly terms: Terms;
  readonly reader: BlockReader;
  private readonly statements = new Map<string, Statement>();

  constructor(
    readonly database: Database,
    readonly path: string,
    readonly zone: Zone,
  ) {
    this.terms = new Terms(database);
    this.reader = new BlockReader(database);
  }

  prepare(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** Reads from one state of the store, whatever is written meanwhile. */
  snapshot<T>(work: () => T): T {
    try {
      this.database.exec("BEGIN");
      try {
        this.terms.refresh();
        const result = work();
        this.database.exec("COMMIT");
        return result;
      } catch (error) {
        try {
          this.database.exec("ROLLBACK");
        } catch {
          // After a fault of the disk SQLite has rolled back by itself; the first error is the one to tell.
        }
        throw error;
      }
    } catch (error) {
      throw databaseFault(error, this.path);
    }
  }

  /** Writes all of it or nothing. */
  write<T>(work: () => T): T {
    try {
      return transaction(this.database, () => {
        this.terms.refresh();
        return work();
      });
    } catch (error) {
      this.terms.forget();
      throw databaseFault(error, this.path);
    }
  }

  select(where: Where): Selection {
    const found = where.text === undefined ? undefined : matches(this.database, where.text);
    return new Selection(this.reader, this.terms, where, found);
  }

  decode(body: string): FeedbackDocument {
    return decodeBody(body, (code) => this.terms.dictionary("versions").values[code] as string);
  }
}
