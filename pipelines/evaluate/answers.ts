import type { Analysis } from "../../core/analysis.js";
import type { EvaluationTask } from "./labels.js";

/** What the analyzers say of one message on the task that is measured. */
export interface Answer {
  /** The class, in the words of {@link LabelReader.read}; empty where nothing was said. */
  label: string;
  /** What can be held against the truth: a confidence 0 … 1, or a score −1 … 1. */
  claimed?: number;
  abstain?: boolean;
  /** A fallback said so, the model was not to be had. */
  degraded: boolean;
}

/**
 * The answer of an analysis on a task.
 * @param depth levels of a topic to compare
 * @param bySign sentiment by the sign of its score, for files that know no neutral
 */
export function answerOf(
  analysis: Omit<Analysis, "duplicateOf">,
  task: EvaluationTask,
  { depth, bySign }: { depth: number; bySign: boolean },
): Answer {
  const degraded = analysis.degraded?.includes(task) ?? false;
  switch (task) {
    case "topic": {
      const { path, confidence, abstain } = analysis.topic;
      return { label: path.slice(0, depth).join("/"), claimed: confidence, abstain, degraded };
    }
    case "sentiment": {
      const { label, score } = analysis.sentiment;
      const sign = score > 0 ? "positive" : score < 0 ? "negative" : "neutral";
      return { label: bySign ? sign : label, claimed: score, degraded };
    }
    case "severity":
      return { label: String(analysis.severity.level), degraded };
    case "demand":
      return { label: analysis.demand, degraded };
    case "emotion":
      return { label: analysis.emotion ?? "", degraded };
  }
}
