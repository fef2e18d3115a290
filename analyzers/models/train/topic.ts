/**
 * Trains the shipped topic model: `npx tsx analyzers/models/train/topic.ts [DATA] [MODEL]`, some ten seconds.
 * DATA is the folder of the development data (default: $MINYI_DATA, else ../shared/data). Trains on the training rows,
 * calibrates on the dev rows, prints the dev rows' macro-F1; the test rows are looked at by bench/quality/topic.ts only.
 */
import { createHash } from "node:crypto";
import { writeFileAtomic } from "../../../core/atomic-file.js";
import { shipped } from "../../../core/paths.js";
import { LinearModel } from "../../linear/linear-model.js";
import { macroF1 } from "../../linear/macro-f1.js";
import { serialiseModel } from "../../linear/model-file.js";
import { trainLinear } from "../../linear/train.js";
import { readTopicRows } from "./topic-rows.js";

const dataFolder = process.argv[2] ?? process.env.MINYI_DATA ?? "../shared/data";
const modelPath = process.argv[3] ?? shipped("analyzers", "models", "topic", "linear.bin");

const rows = readTopicRows(dataFolder);
const model = trainLinear(rows.train, { calibration: rows.dev });
const bytes = serialiseModel(model);
writeFileAtomic(modelPath, bytes);

const linear = new LinearModel(model);
const predicted = rows.dev.map(({ text }) => linear.best(text).label);
console.log(
  `training rows   ${rows.train.length}, dropped as repeats of dev ${rows.dropped.dev}, of test ${rows.dropped.test}`,
);
console.log(`n-grams         ${model.idfs.filter((idf) => idf > 0).length} of ${2 ** model.slotBits} slots`);
console.log(
  `dev macro-F1    ${macroF1(
    rows.dev.map(({ label }) => label),
    predicted,
  ).macroF1.toFixed(4)} over ${rows.dev.length} rows`,
);
console.log(`sharpness       ${model.sharpness.toFixed(3)}`);
console.log(
  `${modelPath}: ${bytes.length} bytes, SHA-256 ${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`,
);
