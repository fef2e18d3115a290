import { LinearModel } from "../../../analyzers/linear/linear-model.js";
import { shippedModelPath } from "../../../analyzers/topic/topic.js";
import type { Contestant, Guess, Task } from "../task.js";
import { contentOfExample } from "./content.js";

/** The linear models over hashed n-grams that are shipped. */
export class Linear implements Contestant {
  readonly id = "linear";
  readonly name = { zh: "n 元线性模型", en: "linear n-grams" };

  async guess({ question, test }: Task): Promise<Guess[] | undefined> {
    if (question !== "topic") return undefined;
    const model = LinearModel.open(shippedModelPath());
    return test.map((row) => {
      const { label, probability } = model.best(contentOfExample(row));
      return { label, confidence: probability };
    });
  }
}
