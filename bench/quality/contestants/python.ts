import { spawnSync } from "node:child_process";
import { shipped } from "../../../core/paths.js";

/**
 * The lines that one of the Python programs beside this file prints.
 * @throws Error when the program fails, or prints another number of lines than it was asked about
 */
export function pythonLines(python: string, script: string, input: string, expected: number): string[] {
  const run = spawnSync(python, [shipped("bench", "quality", "contestants", script)], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (run.status !== 0) throw new Error(`${python} ${script} failed${run.error ? `: ${run.error.message}` : ""}`);
  const lines = run.stdout.trimEnd().split("\n");
  if (lines.length !== expected) throw new Error(`${script} answered ${lines.length} of ${expected} texts`);
  return lines;
}
