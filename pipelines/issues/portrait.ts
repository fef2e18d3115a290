import type { MinyiConfig } from "../../config/schema.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Issue } from "../../core/issue.js";
import type { Zone } from "../../core/zone.js";
import type { Background } from "../../trends/issues/describe/background.js";
import { describeIssue } from "../../trends/issues/describe/describe-issue.js";
import { flagsOf } from "../../trends/issues/heat/flags.js";
import { heatOf } from "../../trends/issues/heat/heat.js";
import { type Member, statsOf } from "../../trends/issues/heat/stats.js";
import { statusOf } from "../../trends/issues/heat/status.js";

/** A message of an issue, its author known by a key alone. */
export interface Voice {
  document: FeedbackDocument;
  authorKey?: string | undefined;
}

/** What a portrait is drawn with. */
export interface PortraitContext {
  background: Background;
  config: Pick<MinyiConfig, "issues">;
  zone: Zone;
  /** The instant that heat and status are measured at, ms. */
  now: number;
}

/**
 * Everything that is known of an issue from its messages: words, figures, heat, status.
 * @param former the issue of the night before; what people decided about it stays
 */
export function portrait(id: string, voices: readonly Voice[], context: PortraitContext, former?: Issue): Issue {
  const { background, config, zone, now } = context;
  const card = describeIssue(
    voices.map(({ document }) => document),
    background,
  );
  const stats = statsOf(voices.map(memberOf), zone);
  const { heat, parts } = heatOf(stats, config.issues.weights, now, zone);
  return {
    ...card,
    id,
    status: statusOf(stats, now, zone, config.issues, former?.status),
    renamed: former?.renamed ?? false,
    pinned: former?.pinned ?? false,
    dismissed: former?.dismissed ?? false,
    stats,
    heat,
    heatParts: parts,
    flags: flagsOf(stats),
    recurs: former?.recurs ?? [],
  };
}

function memberOf({ document, authorKey }: Voice): Member {
  const { id, createdAt, channel, engagement, analysis } = document;
  return {
    documentId: id,
    createdAt,
    authorKey,
    channel,
    sentiment: analysis.sentiment.label,
    severity: analysis.severity.level,
    likes: engagement?.likes,
    dislikes: engagement?.dislikes,
  };
}
