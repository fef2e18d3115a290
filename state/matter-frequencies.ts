import type { StateDatabase } from "./database.js";

/** How common the words of all messages are, as trends/issues/engine/frequencies.ts packs it. */
export class MatterFrequencies {
  constructor(private readonly database: StateDatabase) {}

  /** Undefined before the first night. */
  load(): Uint8Array | undefined {
    const row = this.database.prepare("SELECT packed FROM matter_frequencies").get() as
      | { packed: Uint8Array }
      | undefined;
    return row?.packed;
  }

  save(packed: Uint8Array): void {
    this.database.prepare("INSERT OR REPLACE INTO matter_frequencies VALUES (1, ?)").run(packed);
  }
}
