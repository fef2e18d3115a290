import type { AlertGroup, AlertLevel, AlertWindow, Verdict } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import type { Condition } from "../rules/condition.js";
import type { Rule } from "../rules/rule.js";
import type { Conditions } from "./conditions.js";
import { keyOf } from "./count-table.js";
import type { Finding } from "./finding.js";
import type { Look } from "./look.js";
import type { Material } from "./material.js";
import type { Moment } from "./moment.js";
import { bucketsOf, leavesOf } from "./needs.js";
import { placeWords } from "./place-words.js";
import { dayWords, spanWords } from "./time-words.js";
import type { Timeline } from "./timeline.js";
import { type Complete, completeUpTo } from "./watermarks.js";
import { type JudgedWindow, windowsAt } from "./windows.js";

/** A verdict, and what it was found by, for whoever looks for documents: words, and an instant before its window. */
export interface Ruling {
  verdict: Verdict;
  matched: readonly string[];
  from?: number;
}

interface Held {
  level: AlertLevel;
  finding: Finding;
  window: JudgedWindow;
}

/** Judges one rule about messages at one instant. */
export class RuleJudge {
  readonly timeline: Timeline;
  private readonly length: number;
  private readonly sourceAt: number;
  private readonly openKeys: ReadonlySet<string>;
  /** Conditions by level, the most urgent first. */
  private readonly levels: readonly { level: AlertLevel; when: Condition }[];
  private readonly completes = new Map<string, Complete>();
  private readonly told = new Map<number, { span: AlertWindow; words: Localized }>();

  /**
   * @param open groups of the rule with an open case; undefined: a verdict is wanted of every group, else only of those
   * that fire or are open
   */
  constructor(
    private readonly rule: Rule,
    private readonly material: Material,
    private readonly conditions: Conditions,
    private readonly moment: Moment,
    private readonly open: readonly AlertGroup[] | undefined,
  ) {
    const { every, length } = bucketsOf(rule.window);
    this.timeline = material.timelines[every];
    this.length = length;
    this.sourceAt = rule.groupBy.indexOf("source");
    this.openKeys = new Set((open ?? []).map((group) => keyOf(rule.groupBy.map((name) => group[name] ?? ""))));
    this.levels = [...rule.levels].reverse().concat({ level: rule.level, when: rule.when });
  }

  /** The windows to judge, newest first. */
  windows(): JudgedWindow[] {
    const { now, watermarks, before } = this.moment;
    const judged = before && completeUpTo(before, this.rule.where.source).upTo;
    const complete = completeUpTo(watermarks, this.rule.where.source).upTo;
    const windows = windowsAt(this.timeline, this.length, now, judged, complete);
    return this.moment.past ? windows.filter(({ ended }) => ended) : windows;
  }

  /** The latest window, if all of its data is in. */
  judgedWindow(): AlertWindow | undefined {
    const to = this.timeline.endedBy(this.moment.now);
    const complete = completeUpTo(this.moment.watermarks, this.rule.where.source).upTo;
    if (complete === undefined || this.timeline.startOf(to) > complete) return undefined;
    return this.spanOf({ from: to - this.length, to });
  }

  rulings(): Ruling[] {
    const keys = [
      ...new Set(leavesOf(this.rule).flatMap((leaf) => this.material.groupsOf(leaf).flatMap((g) => g.keys))),
    ];
    const windows = this.windows();
    const held = this.holding(keys, windows);
    const others = keys.filter((key) => !held.has(key) && (this.open === undefined || this.openKeys.has(key)));
    const rest = this.current(others, windows);
    return keys.flatMap((key): Ruling[] => {
      const firing = held.get(key);
      if (firing) return [this.ruling(key, firing.window, "firing", firing.level, firing.finding)];
      const current = rest.get(key);
      return current ? [current] : [];
    });
  }

  /** The groups for which the rule holds: in the newest window, at the most urgent level. */
  private holding(keys: readonly string[], windows: readonly JudgedWindow[]): Map<string, Held> {
    const held = new Map<string, Held>();
    for (const window of windows) {
      for (const { level, when } of this.levels) {
        const wanted = keys.filter((key) => !held.has(key) && (window.fresh || this.openKeys.has(key)));
        const findings = this.conditions.judge(
          when,
          wanted,
          wanted.map((key) => this.lookAt(key, window)),
        );
        wanted.forEach((key, index) => {
          const finding = findings[index] as Finding;
          if (finding.holds) held.set(key, { level, finding, window });
        });
      }
    }
    return held;
  }

  /** How groups stand for which nothing holds: by the latest window that has ended. */
  private current(keys: readonly string[], windows: readonly JudgedWindow[]): Map<string, Ruling> {
    const window = windows.find(({ ended }) => ended) as JudgedWindow;
    const looks = keys.map((key) => this.lookAt(key, window));
    const findings = this.conditions.judge(this.rule.when, keys, looks);
    return new Map(
      keys.map((key, index) => {
        const finding = findings[index] as Finding;
        const state = finding.holds === undefined ? "unknown" : "ok";
        return [key, this.ruling(key, window, state, this.rule.level, finding)] as const;
      }),
    );
  }

  private lookAt(key: string, window: JudgedWindow): Look {
    const { rule, moment, timeline } = this;
    const sources = this.sourcesOf(key);
    const { upTo, waitsFor } = this.completeness(sources);
    const end = timeline.startOf(window.to);
    return {
      window,
      complete: window.ended && upTo !== undefined && end <= upTo,
      notIn: () => this.notIn(window, upTo, waitsFor),
      least: rule.least,
      calendar: moment.calendar,
      zone: moment.zone,
      sources,
      coverage: this.material.coverage,
      open: (name) => this.openKeys.has(name),
      timeWords: (instant) => this.timeWords(instant),
      startOfLast: () => timeline.startOf(window.to - 1),
    };
  }

  private sourcesOf(key: string): readonly string[] | undefined {
    if (this.sourceAt < 0) return this.rule.where.source;
    return [key.split(SEPARATOR)[this.sourceAt] as string];
  }

  private completeness(sources: readonly string[] | undefined): Complete {
    const name = sources?.join(SEPARATOR) ?? "";
    let complete = this.completes.get(name);
    if (!complete) {
      complete = completeUpTo(this.moment.watermarks, sources);
      this.completes.set(name, complete);
    }
    return complete;
  }

  private notIn(window: JudgedWindow, upTo: number | undefined, source: string | undefined): Localized {
    if (!window.ended) return { zh: "这一时段还没有结束", en: "this time is not over yet" };
    const who = source ?? "";
    if (upTo === undefined) {
      return {
        zh: who ? `来源 ${who} 的数据还没有到过，不作判断` : "还没有来源的数据，不作判断",
        en: who ? `source ${who} has not delivered yet: not judged` : "no source has delivered yet: not judged",
      };
    }
    const at = this.moment.zone.minuteText(upTo);
    return {
      zh: `数据未到齐：来源 ${who} 只到 ${at}，不作判断`,
      en: `not all data is in: source ${who} has come up to ${at}; not judged`,
    };
  }

  private timeWords(instant: number): Localized {
    const { zone, now } = this.moment;
    const day = dayWords(zone.dayOf(instant), zone.dayOf(now), zone);
    if (this.timeline.every === "day") return day;
    const clock = zone.minuteText(instant).slice(11);
    return { zh: `${day.zh} ${clock}`, en: `${day.en} ${clock}` };
  }

  private spanOf({ from, to }: { from: number; to: number }): AlertWindow {
    return {
      from: new Date(this.timeline.startOf(from)).toISOString(),
      to: new Date(this.timeline.startOf(to)).toISOString(),
    };
  }

  /** A window as instants and in words, the same for every group. */
  private timeOf(window: JudgedWindow): { span: AlertWindow; words: Localized } {
    const known = this.told.get(window.to);
    if (known) return known;
    const { timeline, moment } = this;
    const { zone, now } = moment;
    const { zh, en } = spanWords(timeline.startOf(window.from), timeline.startOf(window.to), timeline.every, now, zone);
    const clock = zone.minuteText(now).slice(11);
    const words = window.ended ? { zh, en } : { zh: `${zh}（截至 ${clock}）`, en: `${en} (up to ${clock})` };
    const told = { span: this.spanOf(window), words };
    this.told.set(window.to, told);
    return told;
  }

  private ruling(
    key: string,
    window: JudgedWindow,
    state: Verdict["state"],
    level: AlertLevel,
    finding: Finding,
  ): Ruling {
    const { rule } = this;
    const values = key.split(SEPARATOR);
    const group: AlertGroup = Object.fromEntries(rule.groupBy.map((name, index) => [name, values[index] ?? ""]));
    const place = placeWords(rule, group);
    const { span, words: time } = this.timeOf(window);
    const words = finding.words();
    return {
      verdict: {
        ruleId: rule.id,
        group,
        window: span,
        state,
        level,
        observations: [...finding.observations],
        documents: [],
        why: {
          zh: `${place.zh}：${time.zh}${words.zh}`,
          en: `${place.en}: ${time.en} ${words.en}`,
        },
      },
      matched: finding.matched ?? [],
      ...(finding.from !== undefined && { from: finding.from }),
    };
  }
}

const SEPARATOR = keyOf(["", ""]);
