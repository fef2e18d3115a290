import type { FeedbackDocument } from "../../../core/feedback-document.js";

/** How often words are used at large: what the words of one issue are held against. */
export class Background {
  private readonly frequencies = new Map<string, number>();
  private readonly telling = new Set<string>();
  private readonly ids = new Set<string>();
  /** Messages counted. */
  documents = 0;

  /** Counts one more message: each of its words once. */
  add({ id, analysis }: FeedbackDocument): void {
    this.documents += 1;
    this.ids.add(id);
    for (const word of new Set(analysis.tokens)) this.frequencies.set(word, (this.frequencies.get(word) ?? 0) + 1);
    for (const word of analysis.keywords) this.telling.add(word);
  }

  /** Whether the message is counted here. */
  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** Messages with the word. */
  frequency(word: string): number {
    return this.frequencies.get(word) ?? 0;
  }

  /** Whether the word was ever a keyword: pronouns, adverbs, numbers and names of persons never are. */
  isTelling(word: string): boolean {
    return this.telling.has(word);
  }
}

/** The background of all messages at hand. */
export function backgroundOf(documents: Iterable<FeedbackDocument>): Background {
  const background = new Background();
  for (const document of documents) background.add(document);
  return background;
}
