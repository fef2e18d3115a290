import type { Localized } from "../../core/localized.js";

/** A text with its label. */
export interface Example {
  title?: string;
  text: string;
  label: string;
  /** File or category that it comes from: figures are also given by source. */
  source: string;
}

/** What an answer is measured by; `kappa`: Cohen's, weighted by the square of the distance. */
export type Measure = "accuracy" | "macro-F1" | "kappa";

/** Which of our analyses answers the task. */
export type Question = "topic" | "sign" | "sentiment" | "emotion" | "severity" | "demand";

/** One thing to be told of texts, with the rows to learn from and those to be measured on. */
export interface Task {
  id: string;
  question: Question;
  what: Localized;
  measure: Measure;
  /** How the texts reached the office. */
  channel: "board" | "post";
  train: Example[];
  test: Example[];
  /** Held-out rows that are not measured, because half of the text stands in a training row. */
  repeats: number;
}

/** What a contestant says of one text. */
export interface Guess {
  label: string;
  /** That the label is right, 0 … 1, where the contestant says so. */
  confidence?: number;
  /** Polarity −1 … 1, where it gives one. */
  score?: number;
}

/** Somebody who answers tasks. */
export interface Contestant {
  id: string;
  name: Localized;
  /** A guess for each test row, in order; nothing when the task is none of its own. */
  guess(task: Task): Promise<Guess[] | undefined>;
  close?(): Promise<void>;
}
