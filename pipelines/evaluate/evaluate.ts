import { randomBytes } from "node:crypto";
import type { Analysis } from "../../core/analysis.js";
import type { Batch } from "../../core/connector.js";
import { UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { Runner } from "../../core/runner.js";
import { collect } from "../collect.js";
import { answerOf } from "./answers.js";
import { type Calibration, calibrationOf } from "./calibration.js";
import type { LabelledFile } from "./labelled-file.js";
import { type EvaluationTask, guessTask, type LabelReader, labelReader } from "./labels.js";
import { type Scores, scoresOf, weightedKappa } from "./metrics.js";
import { groupRepeats } from "./repeats.js";

/** How the configured analyzers do on a user's labels. */
export interface Evaluation extends Scores {
  task: EvaluationTask;
  /** Rows that were measured. */
  rows: number;
  /** Levels of the topic that were compared. */
  depth?: number;
  /** Sentiment was judged by the sign of the score, since the labels know no neutral. */
  bySign?: boolean;
  /** Agreement on the scale of severity. */
  weightedKappa?: number;
  /** Of the confidence (topic) or of the score (sentiment, −1 … 1); the other tasks state none. */
  calibration?: Calibration & { of: "confidence" | "score" };
  /** Rows below the office's threshold, and the share right among the others. */
  abstained?: { rows: number; accuracyOfOthers: number | null };
  /** Rows that nearly repeat an earlier one, and those of them with another label than it. */
  repeats: { rows: number; otherLabel: number };
  /** Rows that a fallback answered because the model was not to be had. */
  degraded: number;
  /** Rows without a label. */
  unlabelled: number;
  /** Labels that are none of the task's, with how many rows have each and the first of them. */
  unknown: { label: string; rows: number; first: number }[];
  /** Records that could not be read or analysed. */
  failed: { row: number; reason: Localized }[];
}

export interface EvaluateOptions {
  /** Default: told from the labels. */
  task?: EvaluationTask | undefined;
  /** Every topic that can be told, as a path. */
  topics: readonly (readonly string[])[];
  signal?: AbortSignal;
  onBatch?: (batch: Batch) => void;
}

interface Row {
  row: number;
  cells: readonly string[];
  analysis: Pick<Analysis, "topic" | "sentiment" | "severity" | "demand" | "emotion" | "degraded">;
  signature: string;
}

/**
 * Runs the analyzers over a labelled file and measures their answers. Rows that cannot be used are named, the others go on.
 * @throws UsageError when no row can be used, or when the labels do not tell the task; InputError for an unreadable file
 */
export async function evaluateFile(file: LabelledFile, runner: Runner, options: EvaluateOptions): Promise<Evaluation> {
  const { rows, unlabelled, failed } = await analysedRows(file, runner, options);
  const distinct = [...new Map(rows.map(({ cells }) => [cells.join("\0"), cells])).values()];
  if (distinct.length === 0) throw NOTHING;
  const reader = options.task
    ? labelReader(options.task, distinct, options.topics)
    : guessTask(distinct, options.topics);
  const { known, unknown } = readLabels(rows, reader);
  if (known.length === 0) throw noneKnown(unknown, reader);
  return { ...measure(known, reader.task), unlabelled, unknown, failed };
}

async function analysedRows(file: LabelledFile, runner: Runner, { signal, onBatch }: EvaluateOptions) {
  const rows: Row[] = [];
  const failed: Evaluation["failed"] = [];
  let unlabelled = 0;
  // Author hashes are dropped right away.
  const batches = collect(file.connector, new Map(), { runner, authorKey: randomBytes(32), ...(signal && { signal }) });
  for await (const { batch, accepted, refused, analysed } of batches) {
    onBatch?.(batch);
    for (const { row, reason } of batch.rejects) failed.push({ row, reason });
    for (const { sourced, reason } of refused) failed.push({ row: sourced.row, reason });
    for (const [i, { row }] of accepted.entries()) {
      const result = analysed[i]!;
      const cells = file.labelsOf(row);
      if ("error" in result) failed.push({ row, reason: result.error });
      else if (cells.every((cell) => cell === "")) unlabelled++;
      else {
        const { topic, sentiment, severity, demand, emotion, degraded } = result.analysis;
        const analysis = {
          topic,
          sentiment,
          severity,
          demand,
          ...(emotion && { emotion }),
          ...(degraded && { degraded }),
        };
        rows.push({ row, cells, analysis, signature: result.signature });
      }
    }
  }
  failed.sort((a, b) => a.row - b.row);
  return { rows, unlabelled, failed };
}

function readLabels(rows: readonly Row[], reader: LabelReader) {
  const known: (Row & { truth: string })[] = [];
  const unknown = new Map<string, Evaluation["unknown"][number]>();
  for (const row of rows) {
    const truth = reader.read(row.cells);
    if (truth !== undefined) {
      known.push({ ...row, truth });
      continue;
    }
    const label = row.cells.join("/");
    const before = unknown.get(label) ?? { label, rows: 0, first: row.row };
    unknown.set(label, { ...before, rows: before.rows + 1 });
  }
  return { known, unknown: [...unknown.values()].sort((a, b) => b.rows - a.rows || a.first - b.first) };
}

type Measured = Omit<Evaluation, "unlabelled" | "unknown" | "failed">;

const POLARITY: Readonly<Record<string, number>> = { negative: -1, neutral: 0, positive: 1 };

function measure(rows: readonly (Row & { truth: string })[], task: EvaluationTask): Measured {
  const truth = rows.map((row) => row.truth);
  const bySign = task === "sentiment" && !truth.includes("neutral");
  const answers = rows.map(({ analysis, truth }) =>
    answerOf(analysis as Analysis, task, { depth: truth.split("/").length, bySign }),
  );
  if (answers.every(({ label }) => label === "")) throw NO_ANSWERS;
  const said = answers.map(({ label }) => label);
  const groups = groupRepeats(rows.map(({ signature }) => signature));
  const repeats = groups.flatMap((first, i) => (first === i ? [] : [truth[first] !== truth[i]]));
  const sure = answers.flatMap(({ abstain }, i) => (abstain ? [] : [said[i] === truth[i]]));
  return {
    task,
    rows: rows.length,
    ...scoresOf(truth, said),
    ...(task === "topic" && {
      depth: Math.max(...truth.map((label) => label.split("/").length)),
      calibration: {
        of: "confidence" as const,
        ...calibrationOf(
          answers.map(({ claimed = 0 }, i) => ({ claimed, actual: Number(said[i] === truth[i]) })),
          [0, 1],
        ),
      },
      abstained: {
        rows: rows.length - sure.length,
        accuracyOfOthers: sure.length === 0 ? null : sure.filter(Boolean).length / sure.length,
      },
    }),
    ...(task === "sentiment" && {
      bySign,
      calibration: {
        of: "score" as const,
        ...calibrationOf(
          answers.map(({ claimed = 0 }, i) => ({ claimed, actual: POLARITY[truth[i]!]! })),
          [-1, 1],
        ),
      },
    }),
    ...(task === "severity" && { weightedKappa: weightedKappa(truth.map(Number), said.map(Number)) }),
    repeats: { rows: repeats.length, otherLabel: repeats.filter(Boolean).length },
    degraded: answers.filter(({ degraded }) => degraded).length,
  };
}

const NOTHING = new UsageError(
  { zh: "文件里没有一条带标签的留言", en: "The file has no message with a label" },
  { fix: { zh: "检查 --label 指的列是否填了内容。", en: "Check that the column of --label is filled in." } },
);

const NO_ANSWERS = new UsageError(
  { zh: "当前配置下没有模型能判断情绪", en: "With this configuration no model tells emotions" },
  {
    fix: {
      zh: "情绪由内置模型判断：把 sentiment.model 设为 builtin；minyi doctor 可检查模型文件。",
      en: "Emotions come from the shipped model: set sentiment.model to builtin; minyi doctor checks its files.",
    },
  },
);

function noneKnown(unknown: Evaluation["unknown"], { task, expected }: LabelReader): UsageError {
  const shown = unknown
    .slice(0, 8)
    .map(({ label }) => label)
    .join("、");
  return new UsageError(
    { zh: `没有一个标签属于 ${task}，见到的有：${shown}`, en: `None of the labels belongs to ${task}: ${shown}` },
    { fix: { zh: `应为：${expected.zh}。`, en: `Expected: ${expected.en}.` } },
  );
}

/** What labels of a task can be, for messages about unknown ones. */
export function expectedLabels(task: EvaluationTask, topics: EvaluateOptions["topics"]): Localized {
  return labelReader(task, [], topics).expected;
}
