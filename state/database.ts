import type { Clock } from "../core/clock.js";
import { databaseFault } from "../core/database-fault.js";
import { type Database, type Statement, transaction } from "../core/sqlite.js";

/** The database as the concerns of state see it: prepared statements, one transaction at a time, and the time. */
export class StateDatabase {
  private readonly statements = new Map<string, Statement>();
  private open = false;

  constructor(
    readonly raw: Database,
    readonly path: string,
    readonly clock: Clock,
  ) {}

  /** Whether a transaction is under way. */
  get inTransaction(): boolean {
    return this.open;
  }

  prepare(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.raw.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** All of it or nothing; inside another transaction, part of that one. */
  transaction<T>(work: () => T): T {
    if (this.open) return work();
    this.open = true;
    try {
      return transaction(this.raw, work);
    } catch (error) {
      throw databaseFault(error, this.path);
    } finally {
      this.open = false;
    }
  }
}
