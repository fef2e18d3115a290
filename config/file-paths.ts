import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { keyAt } from "./keys.js";
import type { MinyiConfig } from "./schema.js";

/** Makes every file and folder that the configuration names absolute; relative ones are taken from `folder`. */
export function absolutePaths(config: MinyiConfig, folder: string): MinyiConfig {
  const walk = (node: unknown, path: PropertyKey[]): unknown => {
    if (typeof node === "string")
      return keyAt(path)?.file || isModelPath(path, node, folder) ? resolve(folder, node) : node;
    if (Array.isArray(node)) {
      return keyAt(path)?.file
        ? node.map((entry: string) => resolve(folder, entry))
        : node.map((entry, index) => walk(entry, [...path, index]));
    }
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child, [...path, key])]));
  };
  return walk(config, []) as MinyiConfig;
}

/** A model may be named by a word, by its name on the hub, or by a path. */
function isModelPath(path: readonly PropertyKey[], value: string, folder: string): boolean {
  if (path.length !== 2 || path[1] !== "model" || ["builtin", "lexicon", "linear"].includes(value)) return false;
  return /^\.{0,2}[\\/]/.test(value) || existsSync(resolve(folder, value));
}
