import { resolve } from "node:path";
import { keyAt } from "./keys.js";
import type { MinyiConfig } from "./schema.js";

/** Makes every file and folder that the configuration names absolute; relative ones are taken from `folder`. */
export function absolutePaths(config: MinyiConfig, folder: string): MinyiConfig {
  const walk = (node: unknown, path: PropertyKey[]): unknown => {
    if (typeof node === "string") return keyAt(path)?.file ? resolve(folder, node) : node;
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
