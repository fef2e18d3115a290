import type { Analyzer } from "../../core/analyzer.js";
import { MinyiError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import { EncoderError } from "./encoder-error.js";
import { type Encoder, type EncoderOptions, openEncoder } from "./open-encoder.js";

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
export function createEncoderAnalyzer({ onWarning, ...options }: EncoderAnalyzerOptions = {}): EncoderAnalyzer {
  const told = new Set<string>();
  const warn = (error: unknown) => {
    const [cause, why] = causeOf(error);
    if (told.has(cause)) return;
    told.add(cause);
    onWarning?.({
      zh: `降级：不用编码模型，只按词语和线性模型判断，因为${why.zh}`,
      en: `Degraded: words and the linear model decide without the encoder, because: ${why.en}`,
    });
  };
  let encoder: Encoder | undefined;
  try {
    encoder = openEncoder(options);
  } catch (error) {
    warn(error);
  }
  return {
    id: "encoder",
    version: encoder?.version ?? "none",
    needs: ["content"],
    adds: ["encoded"],
    async analyze(batch) {
      if (encoder === undefined) return batch.map(() => ({}));
      try {
        const answers = await encoder.encode(batch.map(({ content }) => content));
        return answers.map((encoded) => ({ encoded }));
      } catch (error) {
        warn(error);
        return batch.map(() => ({}));
      }
    },
    close: async () => encoder?.close(),
  };
}

/** What kind of failure it is, and its wording. */
function causeOf(error: unknown): [cause: string, why: Localized] {
  if (error instanceof EncoderError) return [error.fault, error.what];
  if (error instanceof MinyiError) return [error.name, error.what];
  const message = error instanceof Error ? error.message : String(error);
  return [message, { zh: message, en: message }];
}
