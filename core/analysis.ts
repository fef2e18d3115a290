/** Polarity of a text. */
export const SENTIMENT_LABELS = ["negative", "neutral", "positive"] as const;
export type SentimentLabel = (typeof SENTIMENT_LABELS)[number];

/** Emotions told apart by SMP2020-EWECT. */
export const EMOTIONS = ["happy", "angry", "sad", "fear", "surprise", "neutral"] as const;
export type Emotion = (typeof EMOTIONS)[number];

export interface Sentiment {
  label: SentimentLabel;
  /** −1 (wholly negative) … 1 (wholly positive). */
  score: number;
}

export interface Topic {
  /** Best class, one to three levels of the taxonomy: [城乡建设, 城市建设和市政管理, 道路设施]. Never empty. */
  path: string[];
  /** 0 … 1. */
  confidence: number;
  /** True when the confidence is below the office's threshold: the path is then a guess, shown as one. */
  abstain: boolean;
}

/** What the citizen wants: 投诉 complaint, 咨询 question, 求助 help, 建议 suggestion, 表扬 praise, 举报 report of an offence. */
export const DEMANDS = ["投诉", "咨询", "求助", "建议", "表扬", "举报"] as const;
export type Demand = (typeof DEMANDS)[number];

export interface Severity {
  /** 0 consultation · 1 inconvenience · 2 serious · 3 danger to life, collective action, ongoing disaster. */
  level: 0 | 1 | 2 | 3;
  /** The words of the text that led to the level, as they stand there. */
  reasons: string[];
}

export interface Area {
  city?: string;
  district?: string;
  street?: string;
  community?: string;
  /** Whether the source said so or the text did. Absent when nothing is known. */
  from?: "source" | "text";
}

export const PLACE_KINDS = [
  "road",
  "estate",
  "village",
  "school",
  "hospital",
  "company",
  "market",
  "park",
  "transit",
  "building",
  "other",
] as const;
export interface Place {
  kind: (typeof PLACE_KINDS)[number];
  name: string;
}

/** Everything that analyzers derive from one message. */
export interface Analysis {
  /** Words in order of the title and text, punctuation and spaces left out. */
  tokens: string[];
  /** The most telling words, best first. */
  keywords: string[];
  sentiment: Sentiment;
  /** Absent where no model could say. */
  emotion?: Emotion;
  topic: Topic;
  demand: Demand;
  severity: Severity;
  /** Units that might act on it, best first. */
  departments?: { name: string; confidence: number }[];
  area: Area;
  places: Place[];
  /** Id of the representative when this message repeats an earlier one. Set by the fold step, not by an analyzer. */
  duplicateOf?: string;
  /** Fields that a fallback made because the model was not to be had (降级). Absent when all went as configured. */
  degraded?: string[];
  /** Per derived field: what made it, e.g. `sentiment: "lexicon@1+dict:3fa2c1"`. */
  versions: Record<string, string>;
}
