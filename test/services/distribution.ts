import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { packageRoot } from "../../core/paths.js";
import { findMaven } from "./java.js";
import { isRoot, runTool } from "./tools.js";

export const VERSION = "8.19.21";
const ARTIFACT = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSION}:zip`;
const GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";

/** The user that Elasticsearch runs as where we are root, since it refuses to be root. */
export const NOBODY = 65_534;

/**
 * Home of Elasticsearch's minimal distribution, fetched from Maven's central repository on first use and kept in
 * `.cache/` of the checkout. @throws Error with the fix when it cannot be had.
 */
export async function elasticsearchHome(): Promise<string> {
  const home = join(packageRoot, ".cache/elasticsearch", VERSION);
  if (!existsSync(home)) await once(home, unpack);
  if (!isRoot || readableByNobody(home)) return home;
  // The checkout lies in a folder that only root may enter.
  const copy = join(tmpdir(), `minyi-elasticsearch-${VERSION}`);
  if (!existsSync(copy)) await once(copy, async (folder) => cpSync(home, folder, { recursive: true }));
  return copy;
}

/** Makes a folder so that it is there whole or not at all, also when two processes make it at once. */
async function once(home: string, make: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(dirname(home), { recursive: true });
  const folder = mkdtempSync(`${home}-`);
  try {
    chmodSync(folder, 0o755);
    await make(folder);
    renameSync(folder, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function unpack(folder: string): Promise<void> {
  const maven = await findMaven();
  const zips = mkdtempSync(join(tmpdir(), "minyi-zip-"));
  try {
    await runTool(maven, ["-B", "-q", GOAL, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${zips}`]);
    const files = unzipSync(await readFile(join(zips, readdirSync(zips)[0] ?? "")));
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name.slice(name.indexOf("/") + 1));
      if (name.endsWith("/")) mkdirSync(path, { recursive: true });
      else {
        mkdirSync(dirname(path), { recursive: true });
        await writeFile(path, content, { mode: name.includes("/bin/") ? 0o755 : 0o644 });
      }
    }
  } finally {
    rmSync(zips, { recursive: true, force: true });
  }
}

function readableByNobody(home: string): boolean {
  return spawnSync("test", ["-r", join(home, "bin/elasticsearch")], { uid: NOBODY, gid: NOBODY }).status === 0;
}
