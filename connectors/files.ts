import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { InputError } from "../core/errors.js";

/** What is in a file, and so how it is read. */
export type FileKind = "csv" | "xlsx" | "jsonl" | "lines";

export interface SourceFile {
  /** Path relative to the source's folder, with `/`; the file's name when the source is one file. */
  name: string;
  path: string;
  /** The source is this one file: it is read whatever its name. */
  alone: boolean;
  /** Why nothing below this folder can be listed. */
  problem?: NodeJS.ErrnoException;
}

/** Kinds by the end of the name; `.gz` behind it makes no difference. */
const KINDS: Record<string, FileKind> = {
  csv: "csv",
  tsv: "csv",
  xlsx: "xlsx",
  xlsm: "xlsx",
  jsonl: "jsonl",
  ndjson: "jsonl",
  json: "jsonl",
  txt: "lines",
};

/** Tables and archives that minyi cannot read but that a person might expect it to. */
const FOREIGN = /\.(?:xls|xlsb|xlt|et|ods|numbers|dbf|mdb|accdb|zip|rar|7z|tar)(?:\.gz)?$/i;

/** The kind that a file's name tells; undefined when it tells none. */
export function kindOfName(name: string): FileKind | undefined {
  const ending = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(name)?.[1];
  return ending === undefined ? undefined : KINDS[ending.toLowerCase()];
}

/** Whether a name is that of a table or archive that has to be saved in another form first. */
export function isForeign(name: string): boolean {
  return FOREIGN.test(name);
}

/** Files that programs leave beside the real ones: hidden files, lock files of Office, downloads under way. */
function isLeftover(name: string): boolean {
  return (
    name.startsWith(".") ||
    name.startsWith("~$") ||
    name === "Thumbs.db" ||
    name === "desktop.ini" ||
    /\.(?:tmp|part|crdownload)$/i.test(name)
  );
}

/**
 * The files of a source in the order in which they are read: by name, folder by folder, subfolders included; leftovers,
 * devices and links to folders left out. A path to a file is that file.
 * @throws InputError when the path does not exist or cannot be read
 */
export async function listFiles(path: string): Promise<SourceFile[]> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await walk(path, "");
    if (found.isFile()) return [{ name: basename(path), path, alone: true }];
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw unreachable(`找不到文件或文件夹:${path}`, `No such file or folder: ${path}`, error);
    throw unreachable(`无法打开 ${path}(${code})`, `Cannot open ${path} (${code})`, error);
  }
  throw unreachable(`既不是文件也不是文件夹:${path}`, `Neither a file nor a folder: ${path}`, undefined);
}

function unreachable(zh: string, en: string, cause: unknown): InputError {
  return new InputError(
    { zh, en },
    { fix: { zh: "请检查路径和读取权限", en: "Check the path and the permission to read it" }, cause },
  );
}

async function walk(folder: string, prefix: string): Promise<SourceFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: SourceFile[] = [];
  for (const entry of entries) {
    if (isLeftover(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await walkBelow(path, `${prefix}${entry.name}/`)));
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) {
      files.push({ name: prefix + entry.name, path, alone: false });
    }
  }
  return files;
}

/** A subfolder that cannot be listed does not keep the others from being read. */
async function walkBelow(folder: string, prefix: string): Promise<SourceFile[]> {
  try {
    return await walk(folder, prefix);
  } catch (error) {
    return [{ name: prefix, path: folder, alone: false, problem: error as NodeJS.ErrnoException }];
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // a link that leads nowhere
  }
}
