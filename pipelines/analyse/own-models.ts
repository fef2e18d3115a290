import { dirname, join } from "node:path";
import { type CustomAnalyzer, createCustomSentimentAnalyzer } from "../../analyzers/custom-model/custom-sentiment.js";
import { createCustomTopicAnalyzer } from "../../analyzers/custom-model/custom-topic.js";
import { CustomModelError } from "../../analyzers/custom-model/faults.js";
import { modelPlace } from "../../analyzers/custom-model/model-place.js";
import { ModelFileError } from "../../analyzers/model-file-error.js";
import { createOfficeTopicAnalyzer } from "../../analyzers/office-topic/office-topic.js";
import type { MinyiConfig } from "../../config/schema.js";
import { type Analyzer, type Draft, ItemError } from "../../core/analyzer.js";
import { UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";

type Warn = (warning: Localized) => void;

/** An analyzer of a model that the office has named; with a process to end, where the model runs in one. */
export type OwnAnalyzer<Field extends keyof Draft> =
  | Analyzer<keyof Draft, Field | "degraded">
  | CustomAnalyzer<keyof Draft, Field | "degraded">;

/**
 * The sentiment analyzer of a model that `sentiment.model` names; undefined where it names what ships with minyi, and,
 * with a warning, where the model cannot be opened: then the caller's own decides, and marks what it decides (R40).
 * @throws CustomModelError when nobody knows what the model's labels mean
 */
export function openOwnSentiment(
  config: MinyiConfig,
  fallback: Analyzer<"demand" | "words", "sentiment">,
  warn: Warn,
): OwnAnalyzer<"sentiment"> | undefined {
  const { model, labels } = config.sentiment;
  const place = modelPlace(model);
  if (place === undefined) return undefined;
  if (place.kind === "office") throw noSentimentModel(place.path);
  const opened = tolerant(
    () => createCustomSentimentAnalyzer({ place, labels, ...processOptions(config, warn) }, fallback),
    warn,
  );
  return (opened ?? marked(fallback, "sentiment")) as OwnAnalyzer<"sentiment">;
}

/** The same for `topic.model`. @throws CustomModelError as above; TaxonomyError */
export function openOwnTopic(
  config: MinyiConfig,
  encoder: string | undefined,
  fallback: () => Analyzer<"content" | "encoded", "degraded" | "topic">,
  warn: Warn,
): OwnAnalyzer<"topic"> | undefined {
  const { model, labels, taxonomy, abstainBelow } = config.topic;
  const place = modelPlace(model);
  if (place === undefined) return undefined;
  const opened = tolerant(() => {
    if (place.kind === "office") {
      const { analyzer, warning } = createOfficeTopicAnalyzer({ path: place.path, abstainBelow, encoder });
      if (warning) warn(warning);
      return analyzer;
    }
    const options = { place, labels, abstainBelow, taxonomyPath: taxonomy, ...processOptions(config, warn) };
    return createCustomTopicAnalyzer(options, fallback());
  }, warn);
  return (opened ?? marked(fallback(), "topic")) as OwnAnalyzer<"topic">;
}

function processOptions({ models, state }: MinyiConfig, onWarning: Warn) {
  const { host, cache = join(dirname(state.path), "models"), threads, timeout } = models;
  return { host, cache, threads, timeout, onWarning };
}

/** What cannot be opened is told and done without; only what the office alone can put right is thrown. */
function tolerant<T>(open: () => T, warn: Warn): T | undefined {
  try {
    return open();
  } catch (error) {
    const opening = error instanceof ModelFileError || (error instanceof CustomModelError && error.fault !== "labels");
    if (!opening) throw error;
    const { what, fix } = error;
    warn({
      zh: `降级：${what.zh}${fix ? `。${fix.zh}` : ""}`,
      en: `Degraded: ${what.en}${fix ? `. ${fix.en}` : ""}`,
    });
    return undefined;
  }
}

/** An analyzer that stands in for a model: everything it says is marked. */
function marked<In extends keyof Draft, Out extends keyof Draft>(
  analyzer: Analyzer<In, Out>,
  field: string,
): Analyzer<In, Out | "degraded"> {
  return {
    ...analyzer,
    adds: [...analyzer.adds.filter((name) => name !== "degraded"), "degraded"],
    async analyze(batch) {
      const results = await analyzer.analyze(batch);
      return results.map((result) =>
        result instanceof ItemError
          ? result
          : ({ ...result, degraded: [field] } as unknown as Pick<Draft, Out | "degraded">),
      );
    },
  };
}

function noSentimentModel(path: string): UsageError {
  return new UsageError(
    {
      zh: `sentiment.model 指的 ${path} 是文件，不是模型文件夹`,
      en: `sentiment.model names ${path}, a file and no folder of a model`,
    },
    {
      fix: {
        zh: "应为 builtin、lexicon、模型文件夹或模型名；train-topic 的文件用于 topic.model。",
        en: "Expected: builtin, lexicon, the folder of a model or its name; files of train-topic belong under topic.model.",
      },
    },
  );
}
