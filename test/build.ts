import { spawn } from "node:child_process";
import { once } from "node:events";
import { shipped } from "../core/paths.js";

/** Builds dist/ before the tests: worker threads and the command line are run as users run them. */
export async function build(): Promise<void> {
  const compiler = spawn(process.execPath, [shipped("scripts", "prepare.mjs")], { cwd: shipped(), stdio: "inherit" });
  const [code] = (await once(compiler, "exit")) as [number | null];
  if (code !== 0) throw new Error("dist/ could not be built; see above");
}
