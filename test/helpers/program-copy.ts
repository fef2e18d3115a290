import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../core/paths.js";

/** What a copy shares with the program. */
const SHARED = ["config", "node_modules", "package.json"];
/** The built program once more, in a folder of its own, so that a test can break its model files. */
export class ProgramCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "minyi-copy-"));
  readonly main = join(this.folder, "dist", "cli", "main.js");
  readonly models = join(this.folder, "analyzers", "models");

  constructor() {
    for (const name of SHARED) symlinkSync(join(packageRoot, name), join(this.folder, name));
    cpSync(join(packageRoot, "dist"), join(this.folder, "dist"), { recursive: true });
    const models = join(packageRoot, "analyzers", "models");
    for (const name of readdirSync(models)) {
      if (name !== "train") cpSync(join(models, name), join(this.models, name), { recursive: true });
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}
