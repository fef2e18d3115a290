import { type Analyzer, ItemError } from "../../core/analyzer.js";
import { loadTaxonomy } from "../topic/taxonomy.js";
import { CustomModel, type CustomModelOptions } from "./custom-model.js";
import type { CustomAnalyzer } from "./custom-sentiment.js";

export interface CustomTopicOptions extends CustomModelOptions {
  /** Label of the model → first level of the taxonomy. */
  labels?: Readonly<Record<string, string>> | undefined;
  /** The office's own taxonomy file. Default: the shipped one. */
  taxonomyPath?: string | undefined;
  /** Confidence below which a topic is a guess. */
  abstainBelow: number;
}

/**
 * First level of the topic by a text-classification model of the office's choice. Where the fallback, which knows the
 * levels below, comes to the same first level, its second and third level are kept. Texts that the model gives no answer
 * for go to the fallback, and are marked.
 * @throws CustomModelError when the model's folder, or what its labels mean, cannot be used
 * @throws TaxonomyError when the taxonomy cannot be read
 */
export function createCustomTopicAnalyzer<In extends "content" | "encoded">(
  options: CustomTopicOptions,
  fallback: Analyzer<In, "topic"> | Analyzer<In, "degraded" | "topic">,
): CustomAnalyzer<In | "content", "degraded" | "topic"> {
  const taxonomy = loadTaxonomy(options.taxonomyPath);
  const firsts = taxonomy.classes.filter(({ level }) => level === 1).map(({ name }) => name);
  const model = new CustomModel(options, {
    configured: options.labels,
    meaning: (label) => firsts.find((name) => name === label.trim()),
    isClass: (name) => firsts.includes(name),
    key: "topic.labels",
    expected: { zh: `一级类目：${firsts.join("、")}`, en: `a first level: ${firsts.join(", ")}` },
  });
  return {
    id: "topic-model",
    version: `${model.version}+taxonomy:${taxonomy.hash}+else:${fallback.id}@${fallback.version}`,
    needs: [...new Set([...fallback.needs, "content" as const])],
    adds: ["topic", "degraded"],
    async analyze(batch) {
      const shares = await model.ask(batch.map(({ content }) => content));
      const others = await fallback.analyze(batch);
      return others.map((other, i) => {
        if (other instanceof ItemError) return other;
        if (!shares) return { ...other, degraded: ["topic"] };
        const [first, share] = [...shares[i]!].reduce((best, one) => (one[1] > best[1] ? one : best));
        const confidence = Math.min(1, Math.round(share * 1000) / 1000);
        const path = other.topic.path[0] === first ? other.topic.path : [first];
        return { topic: { path, confidence, abstain: confidence < options.abstainBelow } };
      });
    },
    close: () => model.close(),
  };
}
