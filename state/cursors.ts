import type { Position } from "../core/connector.js";
import type { StateDatabase } from "./database.js";

/** How far every input of every source has been read and committed. */
export class Cursors {
  constructor(private readonly database: StateDatabase) {}

  /** The positions of a source's inputs; empty for a source never read. */
  get(source: string): Map<string, Position> {
    const rows = this.database
      .prepare("SELECT input, position FROM cursors WHERE source = ? ORDER BY input")
      .all(source) as { input: string; position: string }[];
    return new Map(rows.map(({ input, position }) => [input, JSON.parse(position) as Position]));
  }

  set(source: string, input: string, position: Position): void {
    this.database.transaction(() =>
      this.database
        .prepare("INSERT OR REPLACE INTO cursors VALUES (?, ?, ?)")
        .run(source, input, JSON.stringify(position)),
    );
  }

  /** Forgets a source's positions, so that it is read from the start again. */
  clear(source: string): void {
    this.database.transaction(() => this.database.prepare("DELETE FROM cursors WHERE source = ?").run(source));
  }
}
