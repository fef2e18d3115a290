/**
 * What the encoder says of one text: for every task the probabilities of its classes, in the order of the labels that the
 * constants of core/analysis.ts have.
 */
export interface Encoded {
  /** The first levels that the model has learned, by name. */
  topic: Readonly<Record<string, number>>;
  /** Sentiment as in messages to the authorities: negative, neutral, positive. */
  civic: Float32Array;
  /** Sentiment as in public posts and reviews: negative, neutral, positive. */
  post: Float32Array;
  /** In the order of EMOTIONS. */
  emotion: Float32Array;
  /** Levels 0 to 3. */
  severity: Float32Array;
  /** In the order of DEMANDS. */
  demand: Float32Array;
  /** That the text is a public post or a review, not a message to the authorities. */
  register: number;
  /** What the text is about, length 1, 256 numbers: near for texts about the same matter. */
  embedding: Float32Array;
}
