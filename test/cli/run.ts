import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../core/paths.js";

/** The compiled program, as users run it; test/build.ts builds it before the tests. */
export const MAIN = join(packageRoot, "dist/cli/main.js");

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Variables of whoever runs the tests must not decide what is printed. */
export function cleanEnvironment(env: Record<string, string>): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME, ...env };
}

/** Runs the command line as a process of its own, as a user does. */
export function minyi(args: string[], options: { cwd: string; env?: Record<string, string>; input?: string }): Ran {
  const done: SpawnSyncReturns<string> = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: cleanEnvironment(options.env ?? {}),
    input: options.input ?? "",
    encoding: "utf8",
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
