import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";

/** Rows of a file of the development data, by its name without `.csv.gz`. */
export function readCsv(folder: string, name: string): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(join(folder, `${name}.csv.gz`))), { columns: true }) as Record<string, string>[];
}
