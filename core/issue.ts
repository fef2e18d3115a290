/**
 * Where an issue stands. `open`: new or steady · `growing`: more than its own usual · `quiet`: nothing new for a while ·
 * `closed`: nothing new for long · `merged`: its messages live on in another.
 */
export const ISSUE_STATUSES = ["open", "growing", "quiet", "closed", "merged"] as const;
export type IssueStatus = (typeof ISSUE_STATUSES)[number];

/** What heat is made of, in the order in which it is shown. */
export const HEAT_PARTS = [
  "volume",
  "citizens",
  "growth",
  "duration",
  "severity",
  "negativity",
  "support",
  "recency",
] as const;
export type HeatPart = (typeof HEAT_PARTS)[number];

/** What kind of many: 一人多诉 one citizen again and again · 多人同诉 several citizens · 群体 a group that acts together. */
export const ISSUE_FLAGS = ["repeat", "several", "group"] as const;
export type IssueFlag = (typeof ISSUE_FLAGS)[number];

/** A sentence of a message that tells the matter best. */
export interface TellingSentence {
  /** As it stands in the masked text. */
  text: string;
  documentId: string;
}

/** What people read of an issue. */
export interface IssueCard {
  /** Place and matter: 伊景园滨河苑捆绑销售车位. */
  title: string;
  /** The place or party that it is about; "" where none is named. */
  place: string;
  /** Words typical of it and not of other issues, best first. */
  keywords: string[];
  summary: TellingSentence[];
  /** Best path of the taxonomy for most of its messages. */
  topic: string[];
  /** Most frequent district; "" where none is known. */
  district: string;
  /** Other places named in it, most frequent first. */
  places: string[];
  /** Ids of the documents that show it best, at most five. */
  representatives: string[];
}

/**
 * What an issue weighs, from its messages alone. `citizens` counts distinct authors, and every message without one. All
 * that one citizen says on one day is one voice: forty copies weigh no more than one.
 */
export interface IssueStats {
  /** Instants of the first and the last message. */
  from: string;
  to: string;
  /** Messages, repeats by the same citizen and copies included. */
  count: number;
  citizens: number;
  /** Days on which anything arrived, oldest first: day as `2019-08-14` in the office's zone. */
  days: { day: string; n: number; citizens: number }[];
  /** Negative voices. */
  negative: number;
  /** Voices by severity 0, 1, 2, 3: each as severe as the most severe message of it. */
  severity: [number, number, number, number];
  /** Likes and dislikes; of one voice those of its most liked and most disliked message. */
  likes: number;
  dislikes: number;
  /** Messages that are public posts or news: the echo of the matter outside the hotline. */
  echoes: number;
  /** Messages of the citizen who wrote most of them. */
  mostByOne: number;
}

/** A summary by a language model, every figure, quotation and name in it checked against the messages. */
export interface WrittenSummary {
  text: string;
  /** Name of the model at the endpoint that wrote it. */
  model: string;
  /** Instant at which it was written. */
  at: string;
}

/** A set of messages about the same matter in the same place, or about the same party. */
export interface Issue extends IssueCard {
  /** Stable across nights; its history of merges and splits is on record. */
  id: string;
  status: IssueStatus;
  /** Whether a person gave it its title. */
  renamed: boolean;
  pinned: boolean;
  dismissed: boolean;
  stats: IssueStats;
  /** 0 … 100: the sum of `heatParts`. */
  heat: number;
  heatParts: Record<HeatPart, number>;
  flags: IssueFlag[];
  /** Ids of earlier issues about the same matter at other times of year, latest first. */
  recurs: string[];
  /** Absent where no model writes summaries, and from any change of the messages until it is written anew. */
  written?: WrittenSummary;
  /** Which model's summary was not good enough since the messages last changed: it is not asked again until they do. */
  refused?: Pick<WrittenSummary, "model" | "at"> & { reason: string };
}
