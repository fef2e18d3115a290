import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

export type Service = "elasticsearch" | "redis";

/** Which servers the test files ask for with inject(), themselves or by what they import from other files of theirs. */
export function needs(testFiles: Iterable<string>): Set<Service> {
  const found = new Set<Service>();
  const files = new Set(testFiles);
  // Files met on the way are added at the end of the set, so the loop comes by them too.
  for (const file of files) {
    const source = readFileSync(file, "utf8");
    for (const [, name] of source.matchAll(/\binject\("(elasticsearch|redis)"\)/g)) found.add(name as Service);
    for (const [, path] of source.matchAll(/\b(?:from|import) "(\.[^"]*)\.js"/g)) {
      const imported = `${resolve(dirname(file), path!)}.ts`;
      if (imported.includes("/test/") && existsSync(imported)) files.add(imported);
    }
  }
  return found;
}
