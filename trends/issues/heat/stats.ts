import type { SentimentLabel, Severity } from "../../../core/analysis.js";
import type { Channel } from "../../../core/feedback-item.js";
import type { IssueStats } from "../../../core/issue.js";
import type { Zone } from "../../../core/zone.js";

/** What one message adds to an issue's figures. */
export interface Member {
  documentId: string;
  /** Instant. */
  createdAt: string;
  /** Absent where the source names no author, or its key has been dropped: such a message counts as a citizen of its own. */
  authorKey?: string | undefined;
  channel: Channel;
  sentiment: SentimentLabel;
  severity: Severity["level"];
  likes?: number | undefined;
  dislikes?: number | undefined;
}

/** All that one citizen said on one day: forty copies weigh no more than one. */
interface Voice {
  day: number;
  negative: boolean;
  severity: Severity["level"];
  likes: number;
  dislikes: number;
}

function voicesOf(members: readonly Member[], zone: Zone): { voices: Voice[]; perCitizen: Map<string, number> } {
  const voices = new Map<string, Voice>();
  const perCitizen = new Map<string, number>();
  for (const { documentId, createdAt, authorKey, sentiment, severity, likes = 0, dislikes = 0 } of members) {
    const citizen = authorKey === undefined ? `message ${documentId}` : `author ${authorKey}`;
    perCitizen.set(citizen, (perCitizen.get(citizen) ?? 0) + 1);
    const day = zone.dayOf(Date.parse(createdAt));
    const key = `${day} ${citizen}`;
    const voice = voices.get(key) ?? { day, negative: false, severity: 0, likes: 0, dislikes: 0 };
    voice.negative ||= sentiment === "negative";
    voice.severity = Math.max(voice.severity, severity) as Severity["level"];
    voice.likes = Math.max(voice.likes, likes);
    voice.dislikes = Math.max(voice.dislikes, dislikes);
    voices.set(key, voice);
  }
  return { voices: [...voices.values()], perCitizen };
}

/**
 * What an issue's messages add up to. What one citizen says on one day counts once in all but `count` and the days' `n`:
 * negative when any of it is, as severe, as liked and as disliked as the most so of it.
 * Throws RangeError when there are no members.
 */
export function statsOf(members: readonly Member[], zone: Zone): IssueStats {
  if (members.length === 0) throw new RangeError("an issue has at least one message");
  const { voices, perCitizen } = voicesOf(members, zone);
  const days = new Map<number, { n: number; citizens: number }>();
  const dayAt = (day: number) => {
    const figures = days.get(day) ?? { n: 0, citizens: 0 };
    days.set(day, figures);
    return figures;
  };
  const instants = members.map(({ createdAt }) => Date.parse(createdAt));
  for (const instant of instants) dayAt(zone.dayOf(instant)).n += 1;
  const severity: IssueStats["severity"] = [0, 0, 0, 0];
  let [negative, likes, dislikes] = [0, 0, 0];
  for (const voice of voices) {
    dayAt(voice.day).citizens += 1;
    severity[voice.severity] += 1;
    if (voice.negative) negative += 1;
    likes += voice.likes;
    dislikes += voice.dislikes;
  }
  const range = instants.reduce(({ from, to }, at) => ({ from: Math.min(from, at), to: Math.max(to, at) }), {
    from: Number.POSITIVE_INFINITY,
    to: Number.NEGATIVE_INFINITY,
  });
  return {
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    count: members.length,
    citizens: perCitizen.size,
    days: [...days].sort(([a], [b]) => a - b).map(([day, figures]) => ({ day: zone.dayText(day), ...figures })),
    negative,
    severity,
    likes,
    dislikes,
    echoes: members.filter(({ channel }) => channel === "post" || channel === "news").length,
    mostByOne: [...perCitizen.values()].reduce((most, n) => Math.max(most, n), 0),
  };
}
