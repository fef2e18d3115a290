import type { Analysis } from "./analysis.js";
import type { Encoded } from "./encoded.js";
import type { MaskedItem } from "./masked-item.js";

/** A word of the content with its part of speech. */
export interface Word {
  text: string;
  /** jieba's tag: n noun, v verb, a adjective, ns place, nr person, nt organisation, m number, x not a word … */
  tag: string;
  /** Index of its first UTF-16 unit in the content. */
  start: number;
}

/** A message on its way through the analyzers. Later analyzers read what earlier ones have added. */
export interface Draft extends MaskedItem, Omit<Analysis, "duplicateOf" | "versions"> {
  /** Title and text as one, the office's boilerplate left out: what the other analyzers read. */
  content: string;
  /** The content's words, all of them: joined, they give the content again. */
  words: Word[];
  /** What the encoder says; absent where it is not asked, or could not answer: then `degraded` says so. */
  encoded?: Encoded;
  /** Fingerprint for folding near-duplicates (see analyzers/signature.ts). Kept in state, not in the store. */
  signature: string;
  /** What hot issues are found by (see core/matter-print.ts), encoded. Kept in state, not in the store. */
  print: string;
}

/** One item could not be analysed: it goes to the rejects, the batch goes on. */
export class ItemError extends Error {
  override readonly name = "ItemError";
}

/**
 * What is understood in one text. Pure and deterministic: one result per input, in order, independent of batch size and
 * of neighbours. `needs` and `adds` decide the order in which analyzers run; it is checked at the start.
 */
export interface Analyzer<In extends keyof Draft = keyof Draft, Out extends keyof Draft = keyof Draft> {
  readonly id: string;
  /** Changes whenever results may change: code version, dictionary hash, model hash. */
  readonly version: string;
  readonly needs: readonly In[];
  readonly adds: readonly Out[];
  analyze(
    batch: readonly Pick<Draft, In>[],
  ): (Pick<Draft, Out> | ItemError)[] | Promise<(Pick<Draft, Out> | ItemError)[]>;
}
