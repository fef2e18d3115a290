import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../core/paths.js";

/** Packages by the name of the virtual environment that has them. */
const ENVIRONMENTS = {
  /** The peers: what a user of Python would take for the same job. */
  python: ["jieba==0.42.1", "snownlp==0.12.3"],
  /** The classic: character n-grams and a linear support vector machine. */
  sklearn: ["scikit-learn==1.9.1"],
  /** Clusters of texts, and what BERTopic is made of. */
  clusters: ["scikit-learn==1.9.1", "umap-learn==0.5.12", "hdbscan==0.8.44"],
  /** Builds the ONNX files that bench/models measures against. */
  onnx: ["onnx==1.17.0", "onnxruntime==1.22.1", "numpy==2.2.6"],
} as const;

function must(command: string, ...parameters: string[]): void {
  const run = spawnSync(command, parameters, { stdio: ["ignore", "ignore", "inherit"] });
  if (run.status !== 0) {
    const why = run.error ? `: ${run.error.message}` : "";
    throw new Error(
      `${command} ${parameters.join(" ")} failed${why}. Benchmarks beside Python need python3 with venv, and pip with a package index.`,
    );
  }
}

/**
 * Path of a Python in a virtual environment of its own, made on first use under `.cache/`.
 * @throws Error when it cannot be made, with what it needs
 */
export function benchPython(environment: keyof typeof ENVIRONMENTS): string {
  const folder = join(packageRoot, ".cache", `bench-${environment}`);
  const python = join(folder, "bin", "python");
  const marker = join(folder, "ready");
  if (!existsSync(marker)) {
    mkdirSync(folder, { recursive: true });
    must("python3", "-m", "venv", folder);
    must(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...ENVIRONMENTS[environment]);
    must(python, "-c", "import pathlib, sys; pathlib.Path(sys.argv[1]).touch()", marker);
  }
  return python;
}

/** A Python that has jieba and SnowNLP. */
export const peerPython = (): string => benchPython("python");
