import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json, whether the code runs from sources or from dist/. */
export const packageRoot: string = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("package.json of minyi not found");
    folder = parent;
  }
  return folder;
})();

/** Path of a file that ships with minyi (dictionaries, models, the sample). */
export function shipped(...parts: string[]): string {
  return join(packageRoot, ...parts);
}
