import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { damaged, databaseFault } from "./database-fault.js";
import { DependencyError, diskFault, MinyiError } from "./errors.js";
import { type Database, openDatabase, transaction } from "./sqlite.js";

/** A step from one schema to the next; number n of the list makes schema n. Never changed once released. */
export type Migration = (database: Database) => void;

/** What a kind of database file is: known by its application id, so that one kind is never opened as another. */
export interface FileKind {
  /** What the file is called towards people. */
  name: { zh: string; en: string };
  /** PRAGMA application_id. */
  applicationId: number;
  /** Bytes of a page of a new file; SQLite's own choice where not given. */
  pageSize?: number;
  migrations: readonly Migration[];
}

export interface OpenOptions {
  durable: boolean;
  readOnly?: boolean;
  /** Reads every page before the file is used, unless it is large and was closed in order. */
  check?: boolean;
}

/** Up to this size (a quarter of a second) every page is read at every start. */
const CHECKED_BYTES = 64 * 1024 * 1024;

function pragma(database: Database, name: string): number {
  return Number((database.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>)[name]);
}

/**
 * Opens a database file of a known kind and brings its schema up to date: all missing migrations in one transaction,
 * after a backup copy beside the file. Makes the file (mode 0600) and its folder when they are missing.
 * @throws MinyiError when the file is another kind of file, newer than this program, or damaged; DependencyError when
 * it is missing but must exist, or the disk is at fault.
 */
export function openDatabaseFile(path: string, kind: FileKind, options: OpenOptions): Database {
  try {
    if (options.readOnly) {
      if (!existsSync(path)) throw missing(path, kind);
    } else {
      mkdirSync(dirname(path), { recursive: true });
      closeSync(openSync(path, "a", 0o600));
    }
    // A log that is not empty was left by a process that was killed, or is another's that is at work.
    const check = options.check && (bytesOf(path) <= CHECKED_BYTES || bytesOf(`${path}-wal`) > 0);
    const database = openDatabase(path, options);
    try {
      checkKind(database, path, kind);
      if (check) checkPages(database, path);
      if (options.readOnly) checkCurrent(database, path, kind);
      else {
        if (kind.pageSize && pragma(database, "page_count") === 0) setPageSize(database, kind.pageSize);
        migrate(database, path, kind);
      }
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw databaseFault(error, path);
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Only an empty file outside write-ahead logging can change its page size. */
function setPageSize(database: Database, bytes: number): void {
  database.exec(`PRAGMA journal_mode = DELETE; PRAGMA page_size = ${bytes}; VACUUM; PRAGMA journal_mode = WAL;`);
}

const closed = new WeakSet<Database>();

/**
 * Closes a database, leaving all of it in the one file: an engine may keep the write-ahead log until its statements are
 * collected. Closing twice is allowed.
 */
export function closeDatabaseFile(database: Database, options: { readOnly?: boolean } = {}): void {
  // Not by asking the database: the first versions of Node's engine cannot tell.
  if (closed.has(database)) return;
  closed.add(database);
  try {
    if (!options.readOnly) database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  } catch (error) {
    // On a full disk the log stays beside the file, complete: the next opening takes it up. What filled the disk has been
    // told already by the write that failed.
    if (!(diskFault(error, "") instanceof MinyiError)) throw error;
  } finally {
    database.close();
  }
}

function checkKind(database: Database, path: string, kind: FileKind): void {
  const id = pragma(database, "application_id");
  const tables = (database.prepare("SELECT count(*) AS n FROM sqlite_schema").get() as { n: number }).n;
  if (id !== kind.applicationId && tables > 0) {
    throw new MinyiError(
      { zh: `${path} 不是${kind.name.zh}文件`, en: `${path} is not a ${kind.name.en} file` },
      {
        fix: {
          zh: "请检查配置中的路径；state.path 与 store.path 不能互换。",
          en: "Check the paths in the configuration; state.path and store.path are not interchangeable.",
        },
      },
    );
  }
  const version = pragma(database, "user_version");
  if (version > kind.migrations.length) {
    throw new MinyiError(
      {
        zh: `${path} 由更新版本的 minyi 写成（结构版本 ${version}，本程序最高支持 ${kind.migrations.length}）`,
        en: `${path} was written by a newer minyi (schema ${version}, this program knows up to ${kind.migrations.length})`,
      },
      {
        fix: {
          zh: `请升级 minyi，或恢复升级前的备份 ${backupPath(path, kind.migrations.length)}。`,
          en: `Upgrade minyi, or bring back the backup made before the upgrade: ${backupPath(path, kind.migrations.length)}.`,
        },
      },
    );
  }
}

function checkCurrent(database: Database, path: string, kind: FileKind): void {
  const version = pragma(database, "user_version");
  if (version === kind.migrations.length) return;
  throw new MinyiError(
    {
      zh: `${path} 的结构版本是 ${version}，需要 ${kind.migrations.length}`,
      en: `${path} has schema ${version}, ${kind.migrations.length} is needed`,
    },
    { fix: { zh: "先运行一次 minyi run 或 minyi doctor。", en: "Run minyi run or minyi doctor once." } },
  );
}

function checkPages(database: Database, path: string): void {
  const result = database.prepare("PRAGMA quick_check(1)").get() as { quick_check: string };
  if (result.quick_check !== "ok") throw damaged(path, result.quick_check);
}

/** Where the copy of a file is kept before its schema is changed. */
export function backupPath(path: string, version: number): string {
  return `${path}.schema-${version}.backup`;
}

function migrate(database: Database, path: string, kind: FileKind): void {
  const { migrations, applicationId } = kind;
  const before = pragma(database, "user_version");
  if (before === migrations.length) return;
  if (before > 0) backup(database, path, before);
  transaction(database, () => {
    // Read again under the lock: another process may have migrated in the meantime.
    const version = pragma(database, "user_version");
    for (const migration of migrations.slice(version)) migration(database);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length};`);
  });
}

function backup(database: Database, path: string, version: number): void {
  const target = backupPath(path, version);
  const temporary = `${target}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  try {
    database.prepare("VACUUM INTO ?").run(temporary);
    chmodSync(temporary, 0o600);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function missing(path: string, kind: FileKind): DependencyError {
  return new DependencyError(
    { zh: `没有找到${kind.name.zh}文件 ${path}`, en: `No ${kind.name.en} file at ${path}` },
    {
      fix: {
        zh: "先运行 minyi run，或检查配置中的路径。",
        en: "Run minyi run first, or check the path in the configuration.",
      },
    },
  );
}
