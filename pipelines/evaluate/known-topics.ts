import { loadTaxonomy } from "../../analyzers/topic/taxonomy.js";
import type { MinyiConfig } from "../../config/schema.js";

/**
 * Every topic that the configured analyzer can tell, as a path.
 * @param ofModel the topics of an office's own model, where one is configured
 * @throws TaxonomyError when the office's taxonomy cannot be read
 */
export function knownTopics(
  config: MinyiConfig,
  ofModel: readonly (readonly string[])[] | undefined,
): readonly (readonly string[])[] {
  if (ofModel) return ofModel;
  const { classes } = loadTaxonomy(config.topic.taxonomy);
  const paths: string[][] = [];
  for (const { name, parent } of classes) paths.push(parent < 0 ? [name] : [...paths[parent]!, name]);
  return [...paths, ...Object.values(config.topic.labels ?? {}).map((name) => [name])];
}
