import type { AlertLevel } from "../../core/alert.js";
import type { Language } from "../../core/localized.js";
import type { Where } from "../../core/store.js";
import { Zone } from "../../core/zone.js";

/** What the life of cases needs to know of a rule. Durations are ms. */
export interface CaseRule {
  id: string;
  /** What it looks for, as one text: changes when that is edited. */
  version: string;
  title: string;
  enabled: boolean;
  /** How far the windows that fire must reach before it is told, in time of the data; 0: at once. */
  holdFor: number;
  /** How long the same group is not told of again at the same level; by default the office's. */
  cooldown?: number;
  /** How far windows that do not fire must reach beyond the last that did before it is over; by default the office's. */
  recover?: number;
  /** Rules whose cases are not told of while a case of this one, in the same place and matter, is open. */
  inhibits: readonly string[];
  /** Account that answers for it, and is told of all its cases if it has subscribed to anything. */
  owner?: string;
  /** Channels that are told besides those who have subscribed. */
  channels?: readonly string[];
  /** The messages that it looks at: which areas, topics, departments its cases are about. */
  where?: Pick<Where, "area" | "street" | "topic" | "topic2" | "topic3" | "department">;
}

/** How an office wants to be told. Durations are ms. */
export interface CaseSettings {
  /** Wall clock of quiet hours and digests. */
  zone: Zone;
  /** Language of messages to channels that are nobody's in particular. */
  language: Language;
  /** See {@link CaseRule}. */
  cooldown: number;
  recover: number;
  /** How often people are reminded of what nobody has acknowledged; 0: never. */
  remindEvery: number;
  /** From which level on, and after how long without an acknowledgement, the next one is called. */
  escalate: { from: AlertLevel; after: number };
  /** How long an acknowledgement holds where it names no deadline. */
  acknowledgeFor: number;
  /** Messages of the same round of this length are held together: what is not urgent waits for the next round. */
  round: number;
  /** More cases than this in one round are one message. */
  storm: number;
  /** At most so many cases are listed in one message; in a digest. */
  listed: number;
  digestListed: number;
  /** When the digest goes out, in minutes after midnight, and which levels are told in it alone. */
  digest: { at: number; levels: readonly AlertLevel[] };
  /** From which level on the official on duty is told of everything. */
  dutyFrom: AlertLevel;
  /** Channels that are told of what is nobody's. */
  fallback: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const DEFAULT_CASE_SETTINGS: CaseSettings = {
  zone: new Zone("Asia/Shanghai"),
  language: "zh",
  cooldown: 6 * HOUR,
  recover: HOUR,
  remindEvery: 24 * HOUR,
  escalate: { from: "orange", after: 30 * MINUTE },
  acknowledgeFor: 24 * HOUR,
  round: MINUTE,
  storm: 20,
  listed: 10,
  digestListed: 50,
  digest: { at: 8 * 60, levels: ["blue"] },
  dutyFrom: "orange",
  fallback: [],
};
