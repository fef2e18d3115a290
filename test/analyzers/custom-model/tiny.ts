import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shipped } from "../../../core/paths.js";

/** The tiny model of the fixtures: see its generate.py for what each character means to it. */
export const TINY = shipped("test", "fixtures", "tiny-classifier");

/** A copy of the tiny model in a folder of its own, with other words in its config.json. */
export function copyOfTiny(changes: object = {}): { folder: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), "minyi-"));
  const folder = join(parent, "tiny");
  cpSync(TINY, folder, { recursive: true });
  const path = join(folder, "config.json");
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, "utf8")) as object), ...changes }));
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
