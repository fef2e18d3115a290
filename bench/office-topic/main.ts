/**
 * `minyi train-topic` on the labelled topics of the development data: `npx tsx bench/office-topic/main.ts [DATA]`. Trains
 * on the training rows, prints macro-F1 on the dev rows, beside what ships with minyi. The test rows are not looked at.
 */
import { openEncoder } from "../../analyzers/encoder/open-encoder.js";
import { macroF1 } from "../../analyzers/linear/macro-f1.js";
import { readTopicRows } from "../../analyzers/models/train/topic-rows.js";
import { OfficeClassifier } from "../../analyzers/office-topic/classifier.js";
import { serialiseOfficeModel } from "../../analyzers/office-topic/model-file.js";
import { trainOffice } from "../../analyzers/office-topic/train.js";
import { signatureOf } from "../../analyzers/signature.js";
import { measureOffice } from "../../cli/train-topic/measure.js";
import { configSchema } from "../../config/schema.js";
import type { Analysis } from "../../core/analysis.js";
import { openPlan } from "../../pipelines/analyse/analyzers.js";
import { groupRepeats } from "../../pipelines/evaluate/repeats.js";
import { dataFolder } from "../data-folder.js";

const { train, dev } = readTopicRows(dataFolder(process.argv[2]));
const labels = [...new Set(train.map(({ label }) => label))].sort();
const encoder = openEncoder();
const encode = async (rows: typeof dev) => {
  const answers = await encoder.encode(rows.map(({ text }) => text));
  const groups = groupRepeats(rows.map(({ text }) => signatureOf(text)));
  return rows.map(({ text, label }, i) => ({
    text,
    class: labels.indexOf(label),
    group: groups[i]!,
    encoded: answers[i]!,
  }));
};
const started = performance.now();
const rows = await encode(train);
const encoded = performance.now();
const model = trainOffice(
  rows,
  labels.map((label) => [label]),
  encoder,
);
const trained = performance.now();
const unseen = await encode(dev);
const own = measureOffice(model, unseen);

const classifier = new OfficeClassifier({ ...model, trained: { rows: 0, measured: 0, macroF1: 0 } });
const before = performance.now();
for (const { text, encoded } of unseen) classifier.probabilities(text, encoded);
const each = (1000 * (performance.now() - before)) / unseen.length;

/** First levels that the analyzers of a configuration tell. */
async function shipped(topic: "builtin" | "linear"): Promise<number> {
  const plan = openPlan(configSchema.parse({ topic: { model: topic }, sentiment: { model: "lexicon" } }));
  const items = dev.map(({ text }, i) => ({
    id: String(i),
    source: "dev",
    channel: "board" as const,
    kind: "official" as const,
    text,
    createdAt: "2020-01-01T00:00:00Z",
  }));
  const { results } = await plan.plan.analyse(items);
  await plan.close();
  const said = results.map((result) => (result as { analysis: Analysis }).analysis.topic.path[0]!);
  return macroF1(
    dev.map(({ label }) => label),
    said,
  ).macroF1;
}

const line = (what: string, figure: string) => console.log(`${what.padEnd(44)} ${figure}`);
line("rows: training, dev", `${train.length}, ${dev.length}`);
line(
  "seconds: encoder, training",
  `${((encoded - started) / 1000).toFixed(1)}, ${((trained - encoded) / 1000).toFixed(1)}`,
);
line("train-topic, macro-F1", own.macroF1.toFixed(3));
line("  without the encoder (degraded)", own.ngramsMacroF1.toFixed(3));
line("  calibration error", own.calibration.error.toFixed(3));
line("  microseconds a text, beside the encoder", each.toFixed(0));
line(
  "  bytes of the model",
  String(serialiseOfficeModel({ ...model, trained: { rows: 0, measured: 0, macroF1: 0 } }).length),
);
line("shipped, builtin", (await shipped("builtin")).toFixed(3));
line("shipped, linear and words", (await shipped("linear")).toFixed(3));
line("always the most frequent class", own.majority.macroF1.toFixed(3));
await encoder.close();
