import { execFileSync } from "node:child_process";
import { shipped } from "../core/paths.js";

/** Builds dist/ before the tests: worker threads and the command line are run as users run them. */
export function setup(): void {
  execFileSync(process.execPath, [shipped("scripts", "prepare.mjs")], { cwd: shipped(), stdio: "inherit" });
}
