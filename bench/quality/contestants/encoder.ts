import { type Encoder, openEncoder } from "../../../analyzers/encoder/open-encoder.js";
import { DEMANDS, EMOTIONS, SENTIMENT_LABELS } from "../../../core/analysis.js";
import type { Encoded } from "../../../core/encoded.js";
import type { Contestant, Guess, Question } from "../task.js";
import { contentOfExample } from "./content.js";

const LEVELS = ["0", "1", "2", "3"];
const NEGATIVE = SENTIMENT_LABELS.indexOf("negative");
const POSITIVE = SENTIMENT_LABELS.indexOf("positive");

function likeliest(labels: readonly string[], probabilities: ArrayLike<number>): Guess {
  let best = 0;
  for (let i = 1; i < labels.length; i++) if (probabilities[i]! > probabilities[best]!) best = i;
  return { label: labels[best]!, confidence: probabilities[best]! };
}

function answer(question: Question, said: Encoded): Guess {
  switch (question) {
    case "topic":
      return likeliest(Object.keys(said.topic), Object.values(said.topic));
    case "sign": {
      // These corpora know no neutral: it says nothing of the sign.
      const [negative, positive] = [said.post[NEGATIVE]!, said.post[POSITIVE]!];
      const score = (positive - negative) / (positive + negative);
      return { label: score > 0 ? "positive" : "negative", confidence: (1 + Math.abs(score)) / 2, score };
    }
    case "sentiment":
      return { ...likeliest(SENTIMENT_LABELS, said.civic), score: said.civic[POSITIVE]! - said.civic[NEGATIVE]! };
    case "emotion":
      return likeliest(EMOTIONS, said.emotion);
    case "severity":
      return likeliest(LEVELS, said.severity);
    case "demand":
      return likeliest(DEMANDS, said.demand);
  }
}

/** The encoder alone: the likeliest class of the task's own head. */
export class EncoderAlone implements Contestant {
  readonly id = "encoder";
  readonly name = { zh: "编码器单独", en: "encoder alone" };
  private readonly encoder: Encoder;

  /** @throws ModelFileError, EncoderError when the encoder cannot be used */
  constructor() {
    this.encoder = openEncoder();
  }

  async guess({ question, test }: Parameters<Contestant["guess"]>[0]) {
    return (await this.encoder.encode(test.map(contentOfExample))).map((said) => answer(question, said));
  }

  close(): Promise<void> {
    return this.encoder.close();
  }
}
