import type { Localized } from "./localized.js";

/** Exit codes of the command line, a stable contract for scripts. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  rejected: 3,
  dependency: 5,
  alert: 6,
  interrupted: 130,
} as const;

/**
 * Base of every error that minyi raises on purpose: what went wrong, and what to do about it, in both languages.
 * `message` is the Chinese wording, so that an uncaught error is readable too.
 */
export class MinyiError extends Error {
  readonly what: Localized;
  /** What the reader can do about it: a command, a key of the configuration, a person to ask. */
  readonly fix: Localized | undefined;
  readonly exitCode: number;

  constructor(what: Localized, options: { fix?: Localized; exitCode?: number; cause?: unknown } = {}) {
    super(what.zh, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.what = what;
    this.fix = options.fix;
    this.exitCode = options.exitCode ?? EXIT.failed;
  }
}

/** The command line or the configuration is wrong (exit code 2). */
export class UsageError extends MinyiError {
  constructor(what: Localized, options: { fix?: Localized; cause?: unknown } = {}) {
    super(what, { ...options, exitCode: EXIT.usage });
  }
}

/** A whole input (a file, a feed) cannot be read: it is reported and the other inputs go on (exit code 3). */
export class InputError extends MinyiError {
  constructor(what: Localized, options: { fix?: Localized; cause?: unknown } = {}) {
    super(what, { ...options, exitCode: EXIT.rejected });
  }
}

/** Something that minyi stands on is down or full: disk, database, server (exit code 5). */
export class DependencyError extends MinyiError {
  constructor(what: Localized, options: { fix?: Localized; cause?: unknown } = {}) {
    super(what, { ...options, exitCode: EXIT.dependency });
  }
}

/** The codes under which operating system and SQLite report a full, broken or read-only disk. */
const DISK_FAULT =
  /ENOSPC|EROFS|EIO|EDQUOT|SQLITE_FULL|SQLITE_IOERR|SQLITE_READONLY|database or disk is full|disk I\/O error|readonly database/;

/**
 * Turns an error of the operating system or of SQLite that means "the disk is full, broken or read-only" into a
 * {@link DependencyError} that says so; gives every other error back as it is.
 */
export function diskFault(error: unknown, path: string): unknown {
  if (error instanceof MinyiError) return error;
  const text =
    error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ""} ${error.message}` : String(error);
  if (!DISK_FAULT.test(text)) return error;
  return new DependencyError(
    {
      zh: `无法写入 ${path}：磁盘已满、只读或损坏（${text.trim()}）`,
      en: `Cannot write ${path}: disk full, read-only or broken (${text.trim()})`,
    },
    {
      fix: {
        zh: "腾出空间或检查磁盘后重新运行，已提交的进度不会丢失。",
        en: "Free some space or check the disk, then run again: committed progress is kept.",
      },
      cause: error,
    },
  );
}
