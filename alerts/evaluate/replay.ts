import type { AlertGroup, Verdict } from "../../core/alert.js";
import type { Issue } from "../../core/issue.js";
import type { Localized } from "../../core/localized.js";
import type { Store } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import type { DayKinds } from "../../trends/baseline/daily-series.js";
import { rankOf } from "../levels.js";
import { durationMs } from "../rules/duration.js";
import { isAboutIssues, type Rule } from "../rules/rule.js";
import { Conditions } from "./conditions.js";
import type { Episode, Replay } from "./evaluation.js";
import { Material } from "./material.js";
import { bucketsOf, leavesOf } from "./needs.js";
import { replayIssues } from "./replay-issues.js";
import { RuleJudge } from "./rule-judge.js";

export interface ReplayOptions {
  store: Pick<Store, "count">;
  calendar: DayKinds;
  zone: Zone;
  /** Windows that end in (from, to] are judged; ms. */
  from: number;
  to: number;
  issues: readonly Issue[];
}

const PEOPLE: Localized = {
  zh: "当时的认领、静默、抑制和冷却不在其内：这里是条件成立的时间，不是发出的消息。",
  en: "Acknowledgements, silences, inhibitions and cooldowns of the time are left out: this is when conditions held, not what was sent.",
};
const WATERMARKS: Localized = {
  zh: "当时数据何时到齐已无从得知：按每个时段一结束数据就已到齐来算，实际可能更晚。",
  en: "When the data of the time was in is not known: each window is judged as if all of it had been there at its end.",
};
const AS_NOW: Localized = {
  zh: "消息按现在的分类和更正来算，与当时看到的可能不同；已按期限删除的不在其内。",
  en: "Messages count as they are classified and corrected now, which may differ from then; what retention removed is not there.",
};
const EARLIER: Localized = {
  zh: "件数、词语、单条严重消息在时段结束之前就会报，这里一律记在时段结束时。",
  en: "Counts, words and single grave messages fire before a window is over; here they are noted at its end.",
};
const WORDS: Localized = {
  zh: "一条消息里有几个词时，按最常见的一个词计数，件数只会少算。",
  en: "Where messages hold several of the words, the most frequent word alone is counted: never too many.",
};

/**
 * Runs the evaluator over history: the same conditions, windows and statistics, with what was known at the end of each
 * window. The store is asked once for the whole time.
 */
export async function replay(rule: Rule, options: ReplayOptions): Promise<Replay> {
  if (isAboutIssues(rule)) return replayIssues(rule, options);
  const { store, calendar, zone, from, to } = options;
  const last = Math.max(from, to - 1);
  const material = await Material.gather([rule], store, { first: from, last, zone, calendar });
  const conditions = new Conditions(material);
  const timeline = material.timelines[bucketsOf(rule.window).every];
  const sources = sourcesOf(rule, material);
  const marks = (at: number): Map<string, number> => new Map(sources.map((source) => [source, at] as const));

  const log = new EpisodeLog(rule);
  let windows = 0;
  for (let end = timeline.endedBy(from) + 1; end <= timeline.endedBy(to); end++) {
    const now = timeline.startOf(end);
    const before = marks(timeline.startOf(end - 1));
    const moment = { now, zone, calendar, watermarks: marks(now), before, past: true };
    const judge = new RuleJudge(rule, material, conditions, moment, log.open());
    log.add(judge.rulings().map(({ verdict }) => verdict));
    windows += 1;
  }
  const kinds = new Set(leavesOf(rule).map(({ kind }) => kind));
  const several = leavesOf(rule).some((leaf) => leaf.kind === "keyword" && leaf.any.length > 1);
  const early = ["threshold", "keyword", "severity", "burst", "change"].some((kind) => kinds.has(kind as "burst"));
  const cannotKnow = [PEOPLE, WATERMARKS, AS_NOW, ...(early ? [EARLIER] : []), ...(several ? [WORDS] : [])];
  return { ruleId: rule.id, episodes: log.episodes, windows, cannotKnow };
}

/** Sources whose data counts as complete. A rule about all of them waits for none by name. */
function sourcesOf(rule: Rule, material: Material): string[] {
  const place = rule.groupBy.indexOf("source");
  if (place < 0) return rule.where.source ?? ["*"];
  const groups = leavesOf(rule).flatMap((leaf) => material.groupsOf(leaf));
  return [...new Set(groups.flatMap((all) => all.keys.map((key) => all.values(key)[place] as string)))];
}

/** Puts verdicts of one window after the other together to episodes. */
class EpisodeLog {
  readonly episodes: Episode[] = [];
  private current = new Map<string, Episode>();

  constructor(private readonly rule: Rule) {}

  /** The groups that fired in the window before. */
  open(): AlertGroup[] {
    return [...this.current.values()].map(({ group }) => group);
  }

  add(verdicts: readonly Verdict[]): void {
    const next = new Map<string, Episode>();
    const hold = this.rule.for ? durationMs(this.rule.for) : 0;
    for (const { state, group, level, window, why } of verdicts) {
      const key = JSON.stringify(group);
      let episode = this.current.get(key);
      if (state === "unknown" && episode) next.set(key, episode);
      if (state !== "firing") continue;
      if (!episode) {
        episode = { group, level, from: window.to, to: window.to, windows: 0, told: false, why };
        this.episodes.push(episode);
      }
      if (rankOf(level) > rankOf(episode.level)) episode.level = level;
      episode.to = window.to;
      episode.windows += 1;
      episode.told = Date.parse(episode.to) - Date.parse(episode.from) >= hold;
      next.set(key, episode);
    }
    this.current = next;
  }
}
