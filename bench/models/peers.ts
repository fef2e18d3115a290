import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, shipped } from "../../core/paths.js";
import { benchPython } from "../python.js";

/** Layers, hidden size, heads, inner size. */
type Shape = readonly [number, number, number, number];

const SHAPES = {
  "bert-base": [12, 768, 12, 3072],
  "bge-small": [4, 512, 8, 2048],
} satisfies Record<string, Shape>;

export type Peer = keyof typeof SHAPES;

/**
 * Folder of a model of that shape with random weights, in 8 bits, made on first use under `.cache/`.
 * @throws Error when Python cannot make it
 */
export function peerModel(peer: Peer): string {
  const folder = join(packageRoot, ".cache", "bench-models", peer);
  // Written last.
  if (existsSync(join(folder, "config.json"))) return folder;
  rmSync(folder, { recursive: true, force: true });
  const script = shipped("bench", "models", "bert.py");
  const run = spawnSync(benchPython("onnx"), [script, folder, ...SHAPES[peer].map(String)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (run.status !== 0) throw new Error(`${script} failed`);
  return folder;
}
