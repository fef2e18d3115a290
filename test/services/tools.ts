import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Path of a program on PATH, or undefined. */
export function findCommand(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Runs a program to its end. @throws Error with the end of what it printed. */
export async function runTool(command: string, args: readonly string[]): Promise<{ out: string; err: string }> {
  try {
    const { stdout, stderr } = await execute(command, args, { maxBuffer: 64 * 1024 * 1024 });
    return { out: stdout, err: stderr };
  } catch (error) {
    const { message, stdout = "", stderr = "" } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(`${message.split("\n")[0]}\n${lastLines(`${stdout}\n${stderr}`, 20)}`, { cause: error });
  }
}

export function lastLines(text: string, lines: number): string {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

export const isRoot: boolean = process.getuid?.() === 0;

/** apt-get holds a lock on its lists, which it does not wait for: one call at a time. */
let apt: Promise<unknown> = Promise.resolve();

/** Whether {@link aptInstall} can work here: root on Debian, Ubuntu and their like. */
export function canInstall(): boolean {
  return isRoot && findCommand("apt-get") !== undefined;
}

/** Installs packages of the system. @throws Error with what apt-get said. */
export async function aptInstall(...packages: string[]): Promise<void> {
  const mine = apt.then(async () => {
    const options = ["-y", "-qq", "-o", "DPkg::Lock::Timeout=300"];
    await runTool("apt-get", ["update", ...options]);
    await runTool("apt-get", ["install", ...options, "--no-install-recommends", ...packages]);
  });
  apt = mine.catch(() => {});
  await mine;
}
