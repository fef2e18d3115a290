import { LinearModel } from "../../../analyzers/linear/linear-model.js";
import { shipped } from "../../../core/paths.js";
import type { Contestant, Guess, Question, Task } from "../task.js";
import { contentOfExample } from "./content.js";

/** Folders in analyzers/models. */
const MODELS: Record<Question, string> = {
  topic: "topic",
  sign: "post",
  sentiment: "civic",
  emotion: "emotion",
  severity: "severity",
  demand: "demand",
};

function answer(question: Question, model: LinearModel, text: string): Guess {
  const probabilities = model.probabilities(text);
  const of = (label: string) => probabilities[model.labels.indexOf(label)] ?? 0;
  const [negative, positive] = [of("negative"), of("positive")];
  if (question === "sign") {
    // These corpora know no neutral: it says nothing of the sign.
    const score = (positive - negative) / (positive + negative);
    return { label: score > 0 ? "positive" : "negative", score };
  }
  const confidence = Math.max(...probabilities);
  const label = model.labels[probabilities.indexOf(confidence)]!;
  return { label, confidence, ...(question === "sentiment" && { score: positive - negative }) };
}

/** The linear models over hashed n-grams that are shipped. */
export class Linear implements Contestant {
  readonly id = "linear";
  readonly name = { zh: "n 元线性模型", en: "linear n-grams" };

  /** @throws ModelFileError when the model of the task is missing or damaged */
  async guess({ question, test }: Task): Promise<Guess[]> {
    const model = LinearModel.open(shipped("analyzers", "models", MODELS[question], "linear.bin"));
    return test.map((row) => answer(question, model, contentOfExample(row)));
  }
}
