import { DEMANDS, EMOTIONS, SENTIMENT_LABELS } from "../../../core/analysis.js";
import { FEELING_FEATURES } from "../../linear/settings.js";
import { type MessageRow, readMessageRows } from "./message-rows.js";
import { type PostRow, readPostRows } from "./post-rows.js";
import type { Recipe, TaskRow } from "./recipe.js";

const POLES: readonly string[] = ["negative", "positive"];

/**
 * By task and source. Shopping has three times the rows of all other reviews together: what it lacks of their words is not to
 * be drowned. Of Weibo posts there are a thousand; five-fold cross-validation over the training rows with
 * 2^18 slots: 0.920 of their signs at a weight of 3, 0.939 at 30; the larger table gives the others back what that costs them.
 */
const WEIGHTS: Record<"emotion" | "post", Record<string, number>> = {
  emotion: {},
  post: { reviews: 3, takeaway: 4, weibo: 30 },
};

const posts = (folder: string, task: "emotion" | "post"): TaskRow[] =>
  readPostRows(folder).flatMap(({ text, split, source, labels }: PostRow) => {
    const label = labels[task];
    return label === undefined ? [] : [{ text, split, source, label, weight: WEIGHTS[task][source] ?? 1 }];
  });

/** Labels of too few messages to learn them from are left to the rules. */
const messages = (folder: string, task: keyof MessageRow["labels"], labels: readonly string[]): TaskRow[] =>
  readMessageRows(folder)
    .map(({ text, split, source, labels: said }) => ({ text, split, source, label: said[task] }))
    .filter(({ label }) => labels.includes(label));

const MESSAGES = { settings: FEELING_FEATURES, slotBits: 16, minDocuments: 2, cost: 1, balance: 1 };

function ofMessages(task: keyof MessageRow["labels"], labels: readonly string[]): Recipe {
  return {
    read: (folder) => messages(folder, task, labels),
    options: { ...MESSAGES, labels },
    labelsOf: () => labels,
  };
}

/** The linear models beside the topic's, by their folder in analyzers/models. Every figure was chosen on dev rows. */
export const RECIPES: Record<string, Recipe> = {
  post: {
    read: (folder) => posts(folder, "post"),
    options: {
      labels: SENTIMENT_LABELS,
      settings: FEELING_FEATURES,
      slotBits: 19,
      minDocuments: 3,
      cost: 0.1,
      contrast: true,
    },
    labelsOf: (source) => (source.startsWith("emotion") ? SENTIMENT_LABELS : POLES),
  },
  emotion: {
    read: (folder) => posts(folder, "emotion"),
    options: {
      labels: EMOTIONS,
      settings: FEELING_FEATURES,
      slotBits: 17,
      minDocuments: 3,
      cost: 0.2,
      balance: 0.5,
      contrast: true,
    },
    labelsOf: () => EMOTIONS,
  },
  civic: ofMessages("sentiment", ["negative", "neutral"]),
  severity: ofMessages("severity", ["0", "1", "2"]),
  demand: ofMessages(
    "demand",
    DEMANDS.filter((demand) => demand !== "表扬"),
  ),
};
