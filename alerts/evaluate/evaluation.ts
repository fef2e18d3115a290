import type { AlertGroup, AlertLevel, AlertWindow, Verdict } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";

/** What one evaluation says. */
export interface Evaluation {
  /** In order of the rules, then of the groups as they came from the store. */
  verdicts: Verdict[];
  /** Rules whose data is in: their groups without a verdict have no message in the window. */
  judged: { ruleId: string; window: AlertWindow }[];
}

/** One time that a rule would have fired for a group: from its first window that held to the last without a break. */
export interface Episode {
  group: AlertGroup;
  /** The most urgent level that was reached. */
  level: AlertLevel;
  /** Ends of the first and of the last window that held: from `from` on it could have been known. */
  from: string;
  to: string;
  /** Windows that held. */
  windows: number;
  /** Whether it held for as long as the rule asks: else nobody would have been told. */
  told: boolean;
  /** The sentence of the first window. */
  why: Localized;
}

/** What a rule would have done in the past. */
export interface Replay {
  ruleId: string;
  /** In order of their beginning. */
  episodes: Episode[];
  /** Windows that were judged. */
  windows: number;
  /** What the past does not tell. */
  cannotKnow: Localized[];
}
