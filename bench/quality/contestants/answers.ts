import type { Analysis } from "../../../core/analysis.js";
import type { Guess, Question } from "../task.js";

/** The part of an analysis that answers a question; nothing where there is none. */
export function answerOf(question: Question, analysis: Partial<Analysis>): Guess | undefined {
  const { topic, sentiment, emotion, severity, demand } = analysis;
  switch (question) {
    case "topic":
      return topic && { label: topic.path[0] ?? "", confidence: topic.confidence };
    case "sign":
      return sentiment && { label: signOf(sentiment.score), score: sentiment.score };
    case "sentiment":
      return sentiment && { label: sentiment.label, score: sentiment.score };
    case "emotion":
      return emotion && { label: emotion };
    case "severity":
      return severity && { label: String(severity.level) };
    case "demand":
      return demand && { label: demand };
  }
}

function signOf(score: number): string {
  if (score === 0) return "neither";
  return score > 0 ? "positive" : "negative";
}
