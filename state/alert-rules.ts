import type { StateDatabase } from "./database.js";

/** A rule as an official wrote it, one version of it. */
export interface StoredRule {
  id: string;
  /** Grows from 1 with every edit. */
  version: number;
  /** The rule in YAML, as it was written; absent: the rule was removed with this version. */
  yaml?: string;
  /** Account that wrote or removed it. */
  by: string;
  /** ms since the epoch. */
  at: number;
}

interface Row {
  id: string;
  version: number;
  yaml: string | null;
  by: string;
  at: number;
}

/** The rules that were edited here (others are in files). No version is ever lost: who changed what, when, can be read. */
export class AlertRules {
  constructor(private readonly database: StateDatabase) {}

  /** The latest version of every rule that was not removed, in order of id. */
  list(): StoredRule[] {
    const rows = this.database
      .prepare(
        `SELECT id, version, yaml, by, at FROM alert_rules AS rule WHERE yaml IS NOT NULL
         AND version = (SELECT max(version) FROM alert_rules WHERE id = rule.id) ORDER BY id`,
      )
      .all() as unknown as Row[];
    return rows.map(fromRow);
  }

  /** The latest version; undefined when there is none or it was removed. */
  get(id: string): StoredRule | undefined {
    const latest = this.versions(id).at(-1);
    return latest?.yaml === undefined ? undefined : latest;
  }

  /** Every version of a rule, oldest first, removals included. */
  versions(id: string): StoredRule[] {
    const rows = this.database
      .prepare("SELECT id, version, yaml, by, at FROM alert_rules WHERE id = ? ORDER BY version")
      .all(id) as unknown as Row[];
    return rows.map(fromRow);
  }

  /** Writes a rule and gives its version; the text that it has already makes no new one. */
  save(id: string, yaml: string, by: string): number {
    return this.database.transaction(() => {
      const latest = this.versions(id).at(-1);
      return latest?.yaml === yaml ? latest.version : this.add(id, yaml, by, (latest?.version ?? 0) + 1);
    });
  }

  /** Takes a rule away; its versions stay on record. Says whether there was one. */
  remove(id: string, by: string): boolean {
    return this.database.transaction(() => {
      const latest = this.get(id);
      if (latest === undefined) return false;
      this.add(id, null, by, latest.version + 1);
      return true;
    });
  }

  private add(id: string, yaml: string | null, by: string, version: number): number {
    this.database
      .prepare("INSERT INTO alert_rules (id, version, yaml, by, at) VALUES (?, ?, ?, ?, ?)")
      .run(id, version, yaml, by, this.database.clock.now());
    return version;
  }
}

function fromRow({ id, version, yaml, by, at }: Row): StoredRule {
  return { id, version, ...(yaml !== null && { yaml }), by, at };
}
