import { closeDatabaseFile, openDatabaseFile } from "../../core/database-file.js";
import { UsageError } from "../../core/errors.js";
import type { Store } from "../../core/store.js";
import { Zone } from "../../core/zone.js";
import { checksum } from "./checksum.js";
import { Context } from "./context.js";
import { contrast } from "./contrast.js";
import { count } from "./count.js";
import { find } from "./find.js";
import { get } from "./get.js";
import { STORE_FILE } from "./kind.js";
import { PutDocuments } from "./put.js";
import { remove } from "./remove.js";
import { scan, size } from "./scan.js";

/**
 * Opens the embedded store, one SQLite file; makes it when it is missing, unless it is opened for reading only. Any
 * number of processes may read beside the one that writes.
 * @throws UsageError when the store counts days in another zone; MinyiError when the file is damaged, newer than this
 * program or not a store; DependencyError when it is missing (for reading) or the disk is full or read-only.
 */
export function openSqliteStore(path: string, options: { timezone: string; readOnly?: boolean }): Store {
  const readOnly = options.readOnly ?? false;
  // Durable, because state takes a put for done: after a power cut the store must not know less than state.
  const database = openDatabaseFile(path, STORE_FILE, { durable: true, readOnly });
  try {
    // Measured: less than half the cost of writing that the defaults have.
    database.exec("PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 5000; PRAGMA temp_store = MEMORY;");
    const context = new Context(database, path, new Zone(options.timezone));
    fixZone(context, readOnly);
    const documents = new PutDocuments(context);
    return {
      put: async (batch) => documents.put(batch),
      get: async (ids) => get(context, ids),
      find: async (where, page) => find(context, where, page),
      count: async (query) => count(context, query),
      contrast: async (where, against, field) => contrast(context, where, against, field),
      scan: (options) => scan(context, options),
      size: async () => size(context),
      remove: async (where) => remove(context, where),
      checksum: async () => checksum(context),
      close: async () => closeDatabaseFile(database, { readOnly }),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Days are counted when documents are written, so the zone cannot change afterwards. */
function fixZone(context: Context, readOnly: boolean): void {
  const select = context.prepare("SELECT value FROM meta WHERE name = 'timezone'");
  let row = select.get() as { value: string } | undefined;
  if (!row && !readOnly) {
    context.write(() => context.prepare("INSERT OR IGNORE INTO meta VALUES ('timezone', ?)").run(context.zone.id));
    row = select.get() as { value: string };
  }
  if (row && row.value !== context.zone.id) {
    throw new UsageError(
      {
        zh: `文档库 ${context.path} 按时区 ${row.value} 计日，而配置的时区是 ${context.zone.id}`,
        en: `The store ${context.path} counts days in ${row.value}, the configuration says ${context.zone.id}`,
      },
      {
        fix: {
          zh: `把 timezone 改回 ${row.value}，或用 store.path 指向一个新库后重新运行。`,
          en: `Set timezone back to ${row.value}, or point store.path to a new file and run again.`,
        },
      },
    );
  }
}
