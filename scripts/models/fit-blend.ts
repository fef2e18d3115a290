import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { EQUAL_BLEND, shippedBlendPath } from "../../analyzers/blend/blend.js";
import type { EmoticonOdds } from "../../analyzers/blend/emoticons.js";
import { LINEAR_IDS, linearPath } from "../../analyzers/blend/models.js";
import { likeliest, type PoolWeights, pool } from "../../analyzers/blend/pool.js";
import { blendedDemand } from "../../analyzers/demand/demand.js";
import { openEncoder } from "../../analyzers/encoder/open-encoder.js";
import { calibrationError } from "../../analyzers/linear/calibrate.js";
import { LinearModel } from "../../analyzers/linear/linear-model.js";
import { macroF1 } from "../../analyzers/linear/macro-f1.js";
import { readPostRows } from "../../analyzers/models/train/post-rows.js";
import { sentimentBy } from "../../analyzers/sentiment/blended.js";
import { moderatedLevel, reasonsOf } from "../../analyzers/severity/moderate.js";
import { loadSeverityRules } from "../../analyzers/severity/rules.js";
import { SEVERITY_NAMES, severityByRules } from "../../analyzers/severity/severity.js";
import { shippedModelPath } from "../../analyzers/topic/topic.js";
import { weightedKappa } from "../../bench/quality/metrics.js";
import { DEMANDS } from "../../core/analysis.js";
import { readDevRows } from "./dev-rows.js";
import { fitOdds } from "./fit-odds.js";
import { fitPool, logLoss } from "./fit-pool.js";
import { fitMoves, fitThreshold } from "./fit-thresholds.js";
import { type Judged, judge } from "./judges.js";
import { type LinearModels, type PoolTask, poolTasks } from "./pools.js";

// Fits analyzers/models/encoder/blend.json on dev rows, never on test rows:
//   npx tsx scripts/models/fit-blend.ts [--data ../shared/data] [--rows 1500] [--print]
// The odds of emoticons come from the training rows of the Weibo posts.
// To be run again whenever the encoder or a linear model has changed; --print only shows the figures.

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: process.env.MINYI_DATA ?? "../shared/data" },
    rows: { type: "string", default: "1500" },
    print: { type: "boolean", default: false },
  },
});

const ABOUT =
  "How encoder, linear models, words and rules are put together, by field: analyzers/blend. Made by scripts/models/fit-blend.ts from dev rows. Licence: Apache-2.0.";

/**
 * Among the Weibo posts emoticons say nearly all there is to say, in the posts of the epidemic they say little, and of both
 * there are few dev rows. So this is not fitted with the other weights: with it the training rows of the Weibo posts are
 * likeliest, each judged by odds and a linear model that have not seen it (the encoder has). The more it is, the more posts of
 * the epidemic with an emoticon in contrast to their text are misread.
 */
const EMOTICON_WEIGHT = 2;

const figure = (value: number): string => value.toFixed(3);

function report(name: string, { classes, rows }: PoolTask, weights: PoolWeights): void {
  const truth = rows.map((row) => classes[row.truth]!);
  const probabilities = rows.map(({ voices }) => pool(classes.length, voices, weights));
  const guesses = probabilities.map((values) => classes[likeliest(values)]!);
  const right = guesses.filter((guess, i) => guess === truth[i]).length / rows.length;
  const answers = probabilities.map((values, i) => ({
    confidence: Math.max(...values),
    right: guesses[i] === truth[i],
  }));
  const figures = [right, macroF1(truth, guesses).macroF1, logLoss(rows, classes.length, weights)];
  console.log(
    `  ${name.padEnd(14)}${[...figures, calibrationError(answers)].map((f) => figure(f).padStart(9)).join("")}`,
  );
}

function fitTask(task: PoolTask): PoolWeights {
  const equal: PoolWeights = { ...EQUAL_BLEND[task.id], ...(task.id === "post" && { emoticons: EMOTICON_WEIGHT }) };
  const start = task.has.linear ? equal : { ...equal, encoder: 1, linear: 0 };
  const fitted = fitPool(task.rows, task.classes.length, task.has, start);
  console.log(`${task.id}, ${task.rows.length} dev rows   accuracy macro-F1 log loss      ECE`);
  const alone = { encoder: 0, linear: 0, words: 0, temperature: 1 };
  report("encoder", task, { ...alone, encoder: 1 });
  if (task.has.linear) report("linear", task, { ...alone, linear: 1 });
  if (task.has.words) report("words", task, { ...alone, words: 3 });
  report("alike", task, start);
  report("fitted", task, fitted);
  console.log(`  ${JSON.stringify(fitted)}`);
  return fitted;
}

/** Among texts that may be neutral, the share of neutral from which they are called so. */
function fitNeutral(task: PoolTask, weights: PoolWeights, rows: PoolTask["rows"]): number {
  const truth = rows.map((row) => task.classes[row.truth]!);
  const probabilities = rows.map(({ voices }) => pool(task.classes.length, voices, weights));
  const f1 = (threshold: number) =>
    macroF1(
      truth,
      probabilities.map((values) => sentimentBy(values, threshold).label),
    ).macroF1;
  const fitted = fitThreshold(f1);
  console.log(`${task.id} neutral from ${fitted}: macro-F1 ${figure(f1(fitted))}, from 0.5: ${figure(f1(0.5))}`);
  return fitted;
}

/** When the models may move the rules' level, given how they and the demand are weighed. */
function fitSeverity(judged: readonly Judged[], tasks: readonly PoolTask[], fitted: Record<string, PoolWeights>) {
  const rules = loadSeverityRules();
  const [demands, severities] = ["demand", "severity"].map((id) => tasks.find((task) => task.id === id)!.rows);
  const rows = judged
    .filter(({ row }) => row.labels.severity !== undefined)
    .map((one, i) => {
      const demand = blendedDemand(demands![i]!.voices, DEMANDS, fitted.demand!);
      const model = pool(SEVERITY_NAMES.length, severities![i]!.voices, fitted.severity!);
      const { level, findings } = severityByRules(one.words, one.row.content, demand, rules);
      return { one, demand, model, byRules: { level, reasons: reasonsOf(findings, 2).length } };
    });
  const truth = rows.map(({ one }) => one.row.labels.severity!);
  const { surest, raise, lower } = EQUAL_BLEND.severity;
  const start = { raise, lower };
  const kappa = (moves: typeof start) =>
    weightedKappa(
      truth,
      rows.map(({ demand, model, byRules }) => String(moderatedLevel(byRules, demand, model, { ...moves, surest }))),
    );
  const byRules = weightedKappa(
    truth,
    rows.map((row) => String(row.byRules.level)),
  );
  const models = weightedKappa(
    truth,
    rows.map(({ model }) => String(likeliest(model))),
  );
  const moves = fitMoves(start, kappa);
  console.log(`severity, ${rows.length} dev rows, weighted kappa: rules ${figure(byRules)}, models ${figure(models)},`);
  console.log(`  as begun ${figure(kappa(start))}, fitted ${figure(kappa(moves))} ${JSON.stringify(moves)}`);
  return { ...fitted.severity!, ...moves, surest };
}

const encoder = openEncoder();
const models: LinearModels = {
  topic: LinearModel.open(shippedModelPath()),
  ...Object.fromEntries(LINEAR_IDS.map((id) => [id, LinearModel.open(linearPath(id))])),
};
const judged = await judge(readDevRows(options.data, Number(options.rows)), encoder).finally(() => encoder.close());
const odds: EmoticonOdds = fitOdds(
  readPostRows(options.data)
    .filter(({ split, source }) => split === "train" && source === "weibo")
    .map(({ text, labels }) => ({ text, positive: labels.post === "positive" })),
);
const tasks = poolTasks(judged, encoder.topics, models, odds);
const fitted = Object.fromEntries(tasks.map((task) => [task.id, fitTask(task)])) as Record<PoolTask["id"], PoolWeights>;
const [civic, post] = (["civic", "post"] as const).map((id) => tasks.find((task) => task.id === id)!);
// Praise is too rare among the messages to say anything; reviews have no neutral.
const plain = civic!.rows.filter(({ truth }) => civic!.classes[truth] !== "positive");
const posts = judged
  .filter(({ row }) => row.labels.post !== undefined)
  .map(({ row }) => row.labels.emotion !== undefined);
const blend = {
  about: ABOUT,
  encoder: encoder.version,
  ...fitted,
  civic: { ...fitted.civic, neutral: fitNeutral(civic!, fitted.civic, plain) },
  post: {
    ...fitted.post,
    neutral: fitNeutral(
      post!,
      fitted.post,
      post!.rows.filter((_, i) => posts[i]),
    ),
    odds,
  },
  severity: fitSeverity(judged, tasks, fitted),
};
if (!options.print) writeFileSync(shippedBlendPath(), `${JSON.stringify(blend, null, 1)}\n`);
