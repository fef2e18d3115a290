import { configSchema } from "../../../config/schema.js";
import type { Analysis } from "../../../core/analysis.js";
import type { MaskedItem } from "../../../core/masked-item.js";
import { type OpenedPlan, openPlan } from "../../../pipelines/analyse/analyzers.js";
import type { Contestant, Example, Guess, Task } from "../task.js";
import { answerOf } from "./answers.js";

/** Messages that the product analyses at a time. */
const CHUNK = 250;

/** Everything together, as `minyi run` does it without any setting. */
export class Product implements Contestant {
  readonly id = "product";
  readonly name = { zh: "民意", en: "minyi" };
  private readonly opened: OpenedPlan;
  /** Texts of which some fields were made by a fallback, as a model that should have been there was not; and why. */
  readonly degraded = { texts: 0, fields: new Set<string>(), reasons: new Set<string>() };

  constructor() {
    this.opened = openPlan(configSchema.parse({}));
    for (const { en } of this.opened.warnings) this.degraded.reasons.add(en);
  }

  async guess({ question, test, channel }: Task): Promise<Guess[] | undefined> {
    const guesses = (await this.analyse(test, channel)).map((analysis) => answerOf(question, analysis));
    return guesses.every((guess) => guess !== undefined) ? guesses : undefined;
  }

  async analyse(rows: readonly Omit<Example, "label" | "source">[], channel: Task["channel"]): Promise<Analysis[]> {
    const items = rows.map(
      ({ title, text }, i): MaskedItem => ({
        id: String(i),
        source: "quality",
        channel,
        kind: "unverified",
        ...(title !== undefined && title !== "" && { title }),
        text,
        createdAt: "2026-01-01T00:00:00Z",
      }),
    );
    const analyses: Analysis[] = [];
    for (let i = 0; i < items.length; i += CHUNK) {
      for (const result of (await this.opened.plan.analyse(items.slice(i, i + CHUNK))).results) {
        if ("error" in result) throw new Error(result.error.en);
        analyses.push(result.analysis);
      }
    }
    for (const { en } of this.opened.lateWarnings()) this.degraded.reasons.add(en);
    for (const { degraded } of analyses) {
      if (degraded === undefined) continue;
      this.degraded.texts++;
      for (const field of degraded) this.degraded.fields.add(field);
    }
    return analyses;
  }

  close(): Promise<void> {
    return this.opened.close();
  }
}
