import type { FeedbackDocument } from "../../../core/feedback-document.js";
import type { Background } from "./background.js";

/** Words of an issue against those of all other messages, whether or not the background counts the issue's own. */
export interface Contrast {
  /** Messages of the issue. */
  members: number;
  /** Other messages of the background. */
  others: number;
  /** The words with the share of its messages that have them. */
  shares: ReadonlyMap<string, number>;
  /** How many of the others have the word: reckoned from the share where the issue is counted in the background too. */
  outside: (word: string) => number;
}

/** The contrast of an issue, read off a sample of its messages. */
export function contrastOf(
  documents: readonly FeedbackDocument[],
  sample: readonly FeedbackDocument[],
  background: Background,
): Contrast {
  const counts = new Map<string, number>();
  for (const { analysis } of sample) {
    for (const word of new Set(analysis.tokens)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const shares = new Map([...counts].map(([word, count]) => [word, count / sample.length]));
  const counted = documents.filter(({ id }) => background.has(id)).length;
  return {
    members: documents.length,
    others: Math.max(0, background.documents - counted),
    shares,
    outside: (word) => Math.max(0, background.frequency(word) - Math.round((shares.get(word) ?? 0) * counted)),
  };
}
