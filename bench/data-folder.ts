import { existsSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../core/paths.js";

/**
 * The folder of the development data: as given, else MINYI_DATA, else ../shared/data.
 * @throws Error when it is not there
 */
export function dataFolder(given: string | undefined): string {
  const folder = given ?? process.env.MINYI_DATA ?? join(packageRoot, "..", "shared", "data");
  if (existsSync(folder)) return folder;
  throw new Error(`${folder} is not there: name the folder of the development data, as argument or in MINYI_DATA`);
}
