import { createDemandAnalyzer } from "../../../analyzers/demand/demand.js";
import { createSegmentAnalyzer } from "../../../analyzers/segment/segment.js";
import { createSentimentAnalyzer } from "../../../analyzers/sentiment/sentiment.js";
import { createSeverityAnalyzer } from "../../../analyzers/severity/severity.js";
import { createTopicAnalyzer } from "../../../analyzers/topic/topic.js";
import { type Draft, ItemError } from "../../../core/analyzer.js";
import type { AnyAnalyzer } from "../../../pipelines/analyse/plan.js";
import type { Contestant, Task } from "../task.js";
import { answerOf } from "./answers.js";
import { contentOfExample } from "./content.js";

/** Our lexicon, cue words and rules, without anything that was trained on labels of these tasks but the words of reviews. */
export class Rules implements Contestant {
  readonly id = "rules";
  readonly name = { zh: "我们的词典和规则", en: "our lexicon and rules" };
  private readonly analyzers = [
    createSegmentAnalyzer({ engine: "nodejieba", dictionaries: [] }).analyzer,
    createDemandAnalyzer(),
    createSentimentAnalyzer(),
    createSeverityAnalyzer(),
    createTopicAnalyzer({ modelPath: null }),
  ] as unknown as AnyAnalyzer[];

  async guess({ question, test }: Task) {
    if (question === "emotion") return undefined;
    const drafts = test.map((row) => ({ title: row.title, content: contentOfExample(row) }) as Draft);
    for (const analyzer of this.analyzers) {
      const results = await analyzer.analyze(drafts);
      for (const [i, result] of results.entries()) {
        if (result instanceof ItemError) throw result;
        Object.assign(drafts[i]!, result);
      }
    }
    return drafts.map((draft) => answerOf(question, draft)!);
  }
}
