// Builds dist/ when it is missing or older than the sources. Runs after `npm ci` and before `npm start`,
// so that a checkout installed with --ignore-scripts works too. Without the compiler (npm ci --omit=dev)
// it keeps the dist/ that is there.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const compiled = existsSync("dist/cli/main.js");

let tsc;
try {
  tsc = require.resolve("typescript/bin/tsc");
} catch {
  if (compiled) process.exit(0);
  console.error("minyi: dist/ is missing and TypeScript is not installed. Run `npm ci` (with dev dependencies) once.");
  process.exit(1);
}

const run = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" });
process.exit(run.status ?? 1);
