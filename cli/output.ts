import { once } from "node:events";
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { diskFault, UsageError } from "../core/errors.js";
import type { Shell } from "./shell.js";

/** Where the lines of a command go. */
export interface Output {
  write(text: string): Promise<void>;
  /** Everything is written: the file takes its name. */
  close(): Promise<void>;
  /** Something went wrong: no file, and an older one of that name stays as it was. */
  abandon(): void;
}

/**
 * Opens stdout, or a file that is complete or not there at all (written under another name, synced, renamed).
 * Its methods throw DependencyError when the disk is full, UsageError when there can be no such file.
 */
export async function openOutput(shell: Shell, path: string | undefined): Promise<Output> {
  if (path === undefined) {
    return { write: (text) => shell.write(text), close: async () => {}, abandon: () => {} };
  }
  const temporary = `${path}.${process.pid}.tmp`;
  const told = (error: unknown): unknown => {
    const fault = diskFault(error, path);
    if (fault !== error) return fault;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return new UsageError(
      { zh: `无法写入 ${path}（${code}）`, en: `Cannot write ${path} (${code})` },
      {
        fix: { zh: "请检查文件夹是否存在、是否可写。", en: "Check that the folder exists and may be written to." },
        cause: error,
      },
    );
  };
  const stream = createWriteStream(temporary, { flush: true });
  stream.on("error", () => {}); // asked for at the next call; unheard it would end the process
  const happened = async (event: string): Promise<void> => {
    await once(stream, event).catch((error) => {
      throw told(error);
    });
  };
  await happened("open");
  return {
    write: async (text) => {
      if (stream.errored) throw told(stream.errored);
      if (!stream.write(text)) await happened("drain");
    },
    close: async () => {
      if (stream.errored) throw told(stream.errored);
      stream.end();
      await happened("close");
      renameSync(temporary, path);
    },
    abandon: () => {
      stream.destroy();
      rmSync(temporary, { force: true });
    },
  };
}
