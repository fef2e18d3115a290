// Builds dist/ after `npm ci` and before `npm start` and `npm test`, so that a checkout installed with --ignore-scripts
// works too. Without the compiler (npm ci --omit=dev) it keeps the dist/ that is there.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const MAIN = "dist/cli/main.js";
const LINK = "node_modules/.bin/minyi";

/** `npx minyi` finds the command at once; without the link npx would first install the package into its cache. */
function link() {
  chmodSync(MAIN, 0o755);
  if (process.platform === "win32" || existsSync(LINK)) return;
  mkdirSync("node_modules/.bin", { recursive: true });
  symlinkSync(`../../${MAIN}`, LINK);
}

let tsc;
try {
  tsc = require.resolve("typescript/bin/tsc");
} catch {
  if (!existsSync(MAIN)) {
    console.error(
      "minyi: dist/ is missing and TypeScript is not installed. Run `npm ci` (with dev dependencies) once.",
    );
    process.exit(1);
  }
}
if (tsc !== undefined) {
  const run = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
link();
