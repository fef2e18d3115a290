import type { Place } from "../../core/analysis.js";
import type { Analyzer } from "../../core/analyzer.js";
import { findPlaces, type Knowledge } from "./extract.js";
import { openKnowledge, type PlaceOptions } from "./knowledge.js";
import { mergePlaces } from "./merge.js";

const CODE_VERSION = "1";

/** The places of one text, at most 12, each once, in order of their first mention. */
export function placesOf(content: string, knowledge: Knowledge): Place[] {
  const mentions = findPlaces(content, knowledge);
  return mergePlaces(mentions, (text) => knowledge.gazetteer.match(text, 0)?.name === text);
}

/**
 * Roads, estates, schools, companies … named in a message: by the ways in which such names end, a model of where they
 * begin, and gazetteers (the office's own before the learned one).
 * Throws UsageError for a gazetteer file that cannot be read.
 */
export function createPlacesAnalyzer(options: PlaceOptions = {}): Analyzer<"content", "places"> {
  const { knowledge, hash } = openKnowledge(options);
  return {
    id: "places",
    version: `${CODE_VERSION}+${hash}`,
    needs: ["content"],
    adds: ["places"],
    analyze: (batch) => batch.map(({ content }) => ({ places: placesOf(content, knowledge) })),
  };
}
