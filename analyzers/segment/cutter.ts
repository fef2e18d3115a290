/** A word cutter with the words it knows. */
export interface Cutter {
  /** Engine and version, e.g. `nodejieba@3.5.8`: part of every run's manifest, since cuts differ slightly by engine. */
  readonly id: string;
  /** Words in order; joined, they give the text again. Hidden Markov model off: the same everywhere, and as accurate. */
  cut(text: string): string[];
  /** Path of the base dictionary, whose third column gives the parts of speech. */
  readonly dictionaryPath: string;
}
