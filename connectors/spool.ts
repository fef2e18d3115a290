import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskFault } from "../core/errors.js";
import { fileBytes, type OpenInput } from "./input.js";

/** A file on disk that can be read at any place. */
export interface LocalFile {
  path: string;
  /** Removes it, if it was made for the purpose. */
  dispose: () => Promise<void>;
}

/**
 * The input as a file: itself, or, when it is packed or comes from standard input, a temporary copy that only the
 * present user can read. @throws DependencyError when the copy cannot be written
 */
export async function localFile(input: OpenInput): Promise<LocalFile> {
  if (input.path !== undefined && !(await isPacked(input.path))) return { path: input.path, dispose: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), "minyi-"));
  const dispose = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, "input");
  try {
    const file = await open(path, "wx", 0o600);
    try {
      for await (const chunk of input.bytes()) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    return { path, dispose };
  } catch (error) {
    await dispose();
    throw diskFault(error, folder);
  }
}

async function isPacked(path: string): Promise<boolean> {
  for await (const chunk of fileBytes(path)) return chunk[0] === 0x1f && chunk[1] === 0x8b;
  return false;
}
