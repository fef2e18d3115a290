import type { Analyzer } from "../../core/analyzer.js";
import { shipped } from "../../core/paths.js";
import { type Models, modelVersions } from "../blend/models.js";
import { LinearModel } from "../linear/linear-model.js";
import { TopicDecider } from "./decide.js";
import { CueEvidence } from "./evidence.js";
import { loadTaxonomy } from "./taxonomy.js";

const CODE_VERSION = 2;

export interface TopicOptions {
  /** The office's own taxonomy file. Default: the shipped one. */
  taxonomyPath?: string | undefined;
  /** Confidence below which a topic is a guess. Default 0.5. */
  abstainBelow?: number | undefined;
  /** A linear model's file; `null`: none. Default: the shipped model. */
  modelPath?: string | null | undefined;
  /** With these the encoder decides too. */
  models?: Models | undefined;
  /** A model that belongs to it is missing: everything is marked as made by a fallback. */
  incomplete?: boolean | undefined;
}

/** Where the shipped model lies. */
export const shippedModelPath = (): string => shipped("analyzers", "models", "topic", "linear.bin");

/**
 * Topic by the encoder (with `models`), a linear model over character n-grams and, for what neither has learned, by the
 * taxonomy's cue words (decide.ts says how they meet). The confidence is that of the first level. A text of which the
 * encoder said nothing is left to the others and marked.
 * @throws ModelFileError when the model file is missing or damaged; the caller may go on with `modelPath: null`
 * @throws TaxonomyError when the taxonomy cannot be read, with the line
 */
export function createTopicAnalyzer(options: TopicOptions = {}): Analyzer<"content" | "encoded", "degraded" | "topic"> {
  const { taxonomyPath, abstainBelow = 0.5, modelPath = shippedModelPath(), models, incomplete } = options;
  const taxonomy = loadTaxonomy(taxonomyPath);
  const linear = modelPath === null ? undefined : LinearModel.open(modelPath);
  const decider = new TopicDecider(taxonomy, new CueEvidence(taxonomy), { linear, weights: models?.blend.topic });
  const own = `${CODE_VERSION}+taxonomy:${taxonomy.hash}${linear ? `+model:${linear.hash}` : ""}`;
  const marks = models !== undefined || incomplete === true;
  return {
    id: models ? "topic" : linear ? "topic-linear" : "topic-cues",
    version: models ? own + modelVersions(models) : own,
    needs: models ? ["content", "encoded"] : ["content"],
    adds: marks ? ["topic", "degraded"] : ["topic"],
    analyze: (batch) =>
      batch.map(({ content, encoded }) => {
        const { path, confidence } = decider.decide(content, models && encoded?.topic);
        const rounded = Math.round(confidence * 1000) / 1000;
        const topic = { path, confidence: rounded, abstain: rounded < abstainBelow };
        const degraded = incomplete || (models !== undefined && encoded === undefined);
        return degraded ? { topic, degraded: ["topic"] } : { topic };
      }),
  };
}
