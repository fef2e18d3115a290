import { readFileSync } from "node:fs";
import type { Analyzer } from "../../core/analyzer.js";
import { shipped } from "../../core/paths.js";
import { modelHash, parseModel } from "../linear/model.js";
import { ModelFileError } from "../linear/model-file-error.js";
import { LinearPredictor } from "../linear/predict.js";
import { TopicDecider } from "./decide.js";
import { CueEvidence } from "./evidence.js";
import { loadTaxonomy } from "./taxonomy.js";

const CODE_VERSION = 1;

export interface TopicOptions {
  /** The office's own taxonomy file. Default: the shipped one. */
  taxonomyPath?: string | undefined;
  /** Confidence below which a topic is a guess. Default 0.5. */
  abstainBelow?: number | undefined;
  /** A model file made by {@link serialiseModel}; `null`: cue words alone decide. Default: the shipped model. */
  modelPath?: string | null | undefined;
}

/** Where the shipped model lies. */
export const shippedModelPath = (): string => shipped("analyzers", "models", "topic", "linear.bin");

/**
 * Topic by a linear model over character n-grams and, for what the model has not learned, by the taxonomy's cue words
 * (decide.ts says how the two meet). The confidence is that of the first level.
 * @throws ModelFileError when the model file is missing or damaged; the caller may go on with `modelPath: null`
 * @throws TaxonomyError when the taxonomy cannot be read, with the line
 */
export function createTopicAnalyzer(options: TopicOptions = {}): Analyzer<"content", "topic"> {
  const { taxonomyPath, abstainBelow = 0.5, modelPath = shippedModelPath() } = options;
  const taxonomy = loadTaxonomy(taxonomyPath);
  const model = modelPath === null ? undefined : readModel(modelPath);
  const decider = new TopicDecider(taxonomy, new CueEvidence(taxonomy), model?.predictor);
  return {
    id: model ? "topic-linear" : "topic-cues",
    version: `${CODE_VERSION}+taxonomy:${taxonomy.hash}${model ? `+model:${model.hash}` : ""}`,
    needs: ["content"],
    adds: ["topic"],
    analyze: (batch) =>
      batch.map(({ content }) => {
        const { path, confidence } = decider.decide(content);
        const rounded = Math.round(confidence * 1000) / 1000;
        return { topic: { path, confidence: rounded, abstain: rounded < abstainBelow } };
      }),
  };
}

function readModel(path: string): { predictor: LinearPredictor; hash: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new ModelFileError(path, { zh: "不存在或无法读取", en: "does not exist or cannot be read" }, cause);
  }
  return { predictor: new LinearPredictor(parseModel(bytes, path)), hash: modelHash(bytes) };
}
