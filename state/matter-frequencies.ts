import type { StateDatabase } from "./database.js";

/** How common the words of matters are, as trends/issues/engine packs it: one value, kept between two nights. */
export class MatterFrequencies {
  constructor(private readonly database: StateDatabase) {}

  /** What was saved last. */
  load(): Uint8Array | undefined {
    const row = this.database.prepare("SELECT packed FROM matter_frequencies").get() as
      | { packed: Uint8Array }
      | undefined;
    return row?.packed;
  }

  save(packed: Uint8Array): void {
    this.database.transaction(() =>
      this.database.prepare("INSERT OR REPLACE INTO matter_frequencies VALUES (1, ?)").run(packed),
    );
  }
}
