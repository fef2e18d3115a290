import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";

let watchdog: Writable | undefined;

function tell(message: ["add" | "drop", "group" | "folder", number | string]): void {
  if (!watchdog) {
    const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL("watchdog.mjs", import.meta.url))], {
      stdio: ["pipe", "ignore", "inherit"],
      detached: true,
    });
    child.unref();
    watchdog = child.stdin!;
    (watchdog as Writable & { unref(): void }).unref();
  }
  watchdog.write(`${JSON.stringify(message)}\n`);
}

/** Has a process group killed when this process ends, in whatever way: Ctrl-C, a crash, `kill -9`. */
export function guardGroup(leader: number): void {
  tell(["add", "group", leader]);
}

/** The group has ended; its number may belong to somebody else from now on. */
export function releaseGroup(leader: number): void {
  tell(["drop", "group", leader]);
}

/** Has a folder removed when this process ends, after the groups. */
export function guardFolder(path: string): void {
  tell(["add", "folder", path]);
}

export function releaseFolder(path: string): void {
  tell(["drop", "folder", path]);
}
