/** What a model sees of a text. Stands in the model's file, so that training and use always agree. */
export interface FeatureSettings {
  /**
   * Which characters are read.
   * - `han`: Chinese ones. Latin letters, digits, spaces and a few function words of one character are passed over as if
   *   they were not there: names made of letters and numbers say nothing of the matter, and a text whose stop words were
   *   removed looks like one that has them. Every other sign ends a run.
   * - `all`: everything but spaces, capitals as small letters: signs, emoji and emoticons such as [怒] carry feelings.
   */
  characters: "all" | "han";
  /** Characters of the longest n-gram, 1 to 4. */
  longest: number;
  /** UTF-16 units of the text that are looked at, so that a long text costs no more than a page. */
  maxLength: number;
  /** Characters at the beginning, where the title stands, that count `headWeight` times. 0: none. */
  head: number;
  headWeight: number;
  /** Margins of a text with this many known n-grams are halved: the less is known, the less sure. 0: never. */
  halfKnown: number;
}

/**
 * For what a message is about. `halfKnown` was measured on the first 3 … 50 characters of training texts (log loss, out
 * of fold).
 */
export const TOPIC_FEATURES: FeatureSettings = {
  characters: "han",
  longest: 3,
  maxLength: 1000,
  head: 25,
  headWeight: 2,
  halfKnown: 4,
};

/** For what its writer feels. */
export const FEELING_FEATURES: FeatureSettings = {
  characters: "all",
  longest: 3,
  maxLength: 1000,
  head: 0,
  headWeight: 1,
  halfKnown: 0,
};

const within = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** Whether each setting is one that this program knows, and none stands there that it does not. */
export function isFeatureSettings(value: unknown): value is FeatureSettings {
  if (typeof value !== "object" || value === null) return false;
  const { characters, longest, maxLength, head, headWeight, halfKnown, ...unknown } = value as Record<string, unknown>;
  return (
    Object.keys(unknown).length === 0 &&
    (characters === "all" || characters === "han") &&
    within(longest, 1, 4) &&
    within(maxLength, 1, 20_000) &&
    within(head, 0, 20_000) &&
    within(headWeight, 1, 100) &&
    within(halfKnown, 0, 1000)
  );
}
