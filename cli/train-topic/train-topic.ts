import { type Encoder, openEncoder } from "../../analyzers/encoder/open-encoder.js";
import { type ClassPlan, chooseClasses, LEAST_ROWS } from "../../analyzers/office-topic/classes.js";
import type { Factors } from "../../analyzers/office-topic/mix.js";
import { serialiseOfficeModel } from "../../analyzers/office-topic/model-file.js";
import { keepFifth, type TrainingRow, trainOffice } from "../../analyzers/office-topic/train.js";
import type { MinyiConfig } from "../../config/schema.js";
import { writeFileAtomic } from "../../core/atomic-file.js";
import type { Encoded } from "../../core/encoded.js";
import { MinyiError, UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import { type Measured, measureOffice } from "./measure.js";
import type { TopicRow } from "./rows.js";

export interface TrainedTopic extends Pick<ClassPlan, "left" | "merged"> {
  out: string;
  bytes: number;
  /** Rows that the written model was trained on. */
  rows: number;
  classes: number;
  /** On every fifth row, by a model that was trained on the others. */
  measured: Measured;
  factors: Factors;
  /** The encoder that the model belongs to; null: n-grams alone. */
  encoder: string | null;
  seconds: { encode: number; train: number };
}

export interface TrainTopicOptions {
  out: string;
  models: MinyiConfig["models"];
  onWarning: (warning: Localized) => void;
  onProgress: (share: number) => void;
}

/** Texts between two words about progress. */
const STEP = 512;

/**
 * Trains a model of the office's own topics and writes it: measured on every fifth row by a model of the other rows,
 * then trained on all.
 * @throws UsageError when there are fewer than two classes with enough rows; DependencyError when it cannot be written
 */
export async function trainTopic(found: readonly TopicRow[], options: TrainTopicOptions): Promise<TrainedTopic> {
  const plan = chooseClasses(found.map(({ path }) => path));
  if (plan.classes.length < 2) throw tooFew(plan.classes.length);
  const kept = found.flatMap(({ text, path, group }) => {
    const index = plan.classOf(path);
    return index < 0 ? [] : [{ text, class: index, group }];
  });
  const before = performance.now();
  const { rows, encoder } = await encoded(kept, options);
  const between = performance.now();
  const { train, kept: unseen } = keepFifth(rows);
  if (unseen.length === 0 || train.length === 0) throw tooFew(plan.classes.length);
  const first = trainOffice(train, plan.classes, encoder);
  const measured = measureOffice(first, unseen);
  const model = trainOffice(rows, plan.classes, encoder, first);
  const bytes = serialiseOfficeModel({
    ...model,
    trained: { rows: rows.length, measured: unseen.length, macroF1: Math.round(measured.macroF1 * 1e6) / 1e6 },
  });
  writeFileAtomic(options.out, bytes);
  return {
    out: options.out,
    bytes: bytes.length,
    rows: rows.length,
    classes: plan.classes.length,
    merged: plan.merged,
    left: plan.left,
    measured,
    factors: model.encoded?.factors ?? { ngrams: model.ngrams.sharpness, encoded: 0 },
    encoder: encoder?.version ?? null,
    seconds: { encode: (between - before) / 1000, train: (performance.now() - between) / 1000 },
  };
}

/** The rows with what the encoder says of them; without it, and told why, where it is not to be had. */
async function encoded(
  rows: readonly Omit<TrainingRow, "encoded">[],
  { models, onWarning, onProgress }: TrainTopicOptions,
): Promise<{ rows: TrainingRow[]; encoder: Encoder | undefined }> {
  let encoder: Encoder | undefined;
  try {
    encoder = openEncoder({
      ...(models.threads !== undefined && { threads: models.threads }),
      timeout: models.timeout,
    });
    const answers: Encoded[] = [];
    for (let at = 0; at < rows.length; at += STEP) {
      answers.push(...(await encoder.encode(rows.slice(at, at + STEP).map(({ text }) => text))));
      onProgress(answers.length / rows.length);
    }
    return { rows: rows.map((row, i) => ({ ...row, encoded: answers[i]! })), encoder };
  } catch (error) {
    if (!(error instanceof MinyiError)) throw error;
    onWarning({
      zh: `降级：只用字词训练，不用编码模型，因为${error.what.zh}`,
      en: `Degraded: trained on n-grams alone, without the encoder, because: ${error.what.en}`,
    });
    return { rows: [...rows], encoder: undefined };
  } finally {
    await encoder?.close();
  }
}

function tooFew(classes: number): UsageError {
  return new UsageError(
    {
      zh: `至少要有两类、每类 ${LEAST_ROWS} 条以上才能训练，现在够数的有 ${classes} 类`,
      en: `at least two classes with ${LEAST_ROWS} rows each are needed; ${classes} have as many`,
    },
    {
      fix: {
        zh: "检查 --label 指的是不是分类列；每类最好有几十条以上。",
        en: "Check that --label names the column of topics; some dozens of rows a class are best.",
      },
    },
  );
}
