import type { LabelledText, TrainOptions } from "../../linear/train.js";

/** A row of a task: its text, its split, where it comes from, and its label. */
export interface TaskRow extends LabelledText {
  split: string;
  source: string;
}

/** How one linear model is made. */
export interface Recipe {
  /** Every row that has a label of the task. */
  read: (dataFolder: string) => TaskRow[];
  options: TrainOptions & { labels: readonly string[] };
  /** The labels that occur in a source: there an answer is chosen among them. */
  labelsOf: (source: string) => readonly string[];
}
