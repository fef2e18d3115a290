import type { Migration } from "../../core/database-file.js";

/**
 * Alerts: rules as edited, cases and what happened to them, silences, who gets what, who is on duty, what is to be sent
 * and what came of it. Accounts are officials; nothing in here names a citizen. Times are milliseconds since the epoch.
 */
export const migration0004: Migration = (database) =>
  database.exec(`
    CREATE TABLE alert_rules (
      id TEXT NOT NULL,
      version INTEGER NOT NULL,
      yaml TEXT,
      by TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (id, version)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO counters VALUES ('alert-case', 1);
    CREATE TABLE alert_cases (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      rule TEXT NOT NULL,
      group_key TEXT NOT NULL,
      status TEXT NOT NULL,
      level TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      fired_at INTEGER,
      resolved_at INTEGER,
      outcome TEXT,
      live INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX alert_cases_live ON alert_cases (number) WHERE live = 1;
    CREATE INDEX alert_cases_group ON alert_cases (rule, group_key, number);
    CREATE INDEX alert_cases_resolved ON alert_cases (resolved_at) WHERE resolved_at IS NOT NULL;
    CREATE TABLE alert_events (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      case_number INTEGER NOT NULL REFERENCES alert_cases (number) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      by TEXT NOT NULL,
      at INTEGER NOT NULL,
      details TEXT
    ) STRICT;
    CREATE INDEX alert_events_case ON alert_events (case_number, number);

    CREATE TABLE alert_silences (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      rule TEXT,
      group_part TEXT NOT NULL,
      up_to TEXT NOT NULL,
      reason TEXT NOT NULL,
      by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      ended_by TEXT
    ) STRICT;
    CREATE INDEX alert_silences_end ON alert_silences (ends_at);

    CREATE TABLE alert_subscriptions (account TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE alert_duty (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      account TEXT NOT NULL,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      rank INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX alert_duty_end ON alert_duty (ends_at);

    CREATE TABLE alert_held (
      receiver TEXT NOT NULL,
      number INTEGER NOT NULL,
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (receiver, number, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE alert_memory (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), body TEXT NOT NULL) STRICT;
    CREATE TABLE alert_watermarks (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE alert_outbox (
      key TEXT PRIMARY KEY,
      receiver TEXT NOT NULL,
      kind TEXT NOT NULL,
      level TEXT NOT NULL,
      at INTEGER NOT NULL,
      urgency INTEGER NOT NULL,
      cases TEXT NOT NULL,
      channels TEXT NOT NULL,
      position INTEGER NOT NULL,
      channel TEXT NOT NULL,
      failures INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      waited INTEGER NOT NULL,
      refused TEXT NOT NULL,
      next_at INTEGER NOT NULL,
      status TEXT NOT NULL,
      reason TEXT,
      settled_at INTEGER,
      notification TEXT,
      chart BLOB
    ) STRICT;
    CREATE INDEX alert_outbox_due ON alert_outbox (channel, urgency, next_at) WHERE status IN ('waiting', 'sending');
    CREATE INDEX alert_outbox_at ON alert_outbox (at);
    CREATE TABLE alert_deliveries (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL REFERENCES alert_outbox (key) ON DELETE CASCADE,
      channel TEXT NOT NULL,
      at INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      answer TEXT NOT NULL
    ) STRICT;
    CREATE INDEX alert_deliveries_key ON alert_deliveries (key, number);
  `);
