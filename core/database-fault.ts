import { DependencyError, diskFault, MinyiError } from "./errors.js";

/** A database file that cannot be read as one. */
export function damaged(path: string, detail: string, cause?: unknown): DependencyError {
  return new DependencyError(
    { zh: `${path} 已损坏（${detail}）`, en: `${path} is damaged (${detail})` },
    {
      fix: {
        zh: "请从备份恢复该文件；恢复前不要删除现有文件。",
        en: "Restore the file from a backup; keep the present file until that is done.",
      },
      cause,
    },
  );
}

function unreachable(path: string, detail: string, cause: unknown): DependencyError {
  return new DependencyError(
    { zh: `无法打开 ${path}（${detail}）`, en: `Cannot open ${path} (${detail})` },
    {
      fix: {
        zh: "请检查路径，以及当前用户对该文件和所在文件夹的读写权限。",
        en: "Check the path, and that this user may read and write the file and its folder.",
      },
      cause,
    },
  );
}

function busy(path: string, cause: unknown): DependencyError {
  return new DependencyError(
    { zh: `${path} 正被另一个进程写入`, en: `Another process is writing ${path}` },
    {
      fix: {
        zh: "请等另一个 minyi 进程结束后重新运行，已提交的进度不会丢失。",
        en: "Wait for the other minyi process to end, then run again: committed progress is kept.",
      },
      cause,
    },
  );
}

/**
 * Turns an error of SQLite or of the file system that says something about the file (disk full, damaged, no permission,
 * locked) into a {@link DependencyError} with the fix; gives every other error back as it is.
 */
export function databaseFault(error: unknown, path: string): unknown {
  const fault = diskFault(error, path);
  if (fault !== error || error instanceof MinyiError || !(error instanceof Error)) return fault;
  const text = `${(error as NodeJS.ErrnoException).code ?? ""} ${error.message}`;
  if (/malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB/.test(text)) return damaged(path, error.message, error);
  if (/EACCES|EPERM|EEXIST|ENOTDIR|EISDIR|unable to open database/.test(text))
    return unreachable(path, error.message, error);
  if (/database is locked|SQLITE_BUSY/.test(text)) return busy(path, error);
  return error;
}
