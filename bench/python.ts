import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../core/paths.js";

const folder = join(packageRoot, ".cache", "bench-python");
const python = join(folder, "bin", "python");

function must(command: string, ...parameters: string[]): void {
  const run = spawnSync(command, parameters, { stdio: ["ignore", "ignore", "inherit"] });
  if (run.status !== 0) throw new Error(`${command} ${parameters.join(" ")} failed`);
}

/** The peers: what a user of Python would take for the same job. */
const PACKAGES = ["jieba==0.42.1", "snownlp==0.12.3"];

/** Path of a Python that has the peers installed, in a virtual environment made on first use under `.cache/`. */
export function peerPython(): string {
  const marker = join(folder, "ready");
  if (!existsSync(marker)) {
    mkdirSync(folder, { recursive: true });
    must("python3", "-m", "venv", folder);
    must(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES);
    must(python, "-c", "import jieba, snownlp, pathlib, sys; pathlib.Path(sys.argv[1]).touch()", marker);
  }
  return python;
}
