import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { shipped } from "../core/paths.js";

/**
 * Builds dist/ before the tests: worker threads and the command line are run as users run them. Wrong types are printed
 * but stop nothing, since the compiler writes its output all the same; `npm test` has refused them before it comes here.
 */
export async function build(): Promise<void> {
  const compiler = spawn(process.execPath, [shipped("scripts", "prepare.mjs")], { cwd: shipped(), stdio: "inherit" });
  const [code] = (await once(compiler, "exit")) as [number | null];
  if (code !== 0 && !existsSync(shipped("dist", "cli", "main.js"))) {
    throw new Error("dist/ could not be built; see above");
  }
}
