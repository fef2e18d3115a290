import type { Unjudged } from "../../trends/baseline/daily-series.js";
import type { Condition, Leaf } from "../rules/condition.js";
import type { CommonWords } from "./common-words.js";
import { type Finding, joined } from "./finding.js";
import type { Groups } from "./groups.js";
import { judgeChange } from "./judge-change.js";
import { judgeKeyword, judgeSeverity } from "./judge-messages.js";
import { judgeThreshold } from "./judge-threshold.js";
import { burstFinding, flatlineFinding, seriesOf } from "./judge-trend.js";
import type { Look } from "./look.js";
import type { Material } from "./material.js";
import type { TrendTests, Unusual } from "./trend-tests.js";

type Judgements = ReadonlyMap<string, Unusual | Unjudged>;

/** Judges the conditions of rules about messages. What rules have in common is worked out once. */
export class Conditions {
  private readonly judgements = new Map<string, Judgements>();
  private readonly decisions = new Map<Judgements, Map<number, ReadonlySet<string>>>();
  private readonly numbers = new Map<Groups, number>();

  constructor(
    private readonly material: Material,
    private readonly tests: TrendTests,
    private readonly words?: CommonWords,
  ) {}

  /** What a condition says of some groups, all in the same window. @param looks one per key */
  judge(condition: Condition, keys: readonly string[], looks: readonly Look[]): Finding[] {
    if (!("of" in condition)) return this.leaf(condition, keys, looks);
    const parts = condition.of.map((part) => this.judge(part, keys, looks));
    return keys.map((_, index) =>
      joined(
        condition.kind,
        parts.map((findings) => findings[index] as Finding),
      ),
    );
  }

  private leaf(leaf: Leaf, keys: readonly string[], looks: readonly Look[]): Finding[] {
    const all = this.material.groupsOf(leaf);
    const groups = all[0] as Groups;
    const each = (judge: (key: string, look: Look) => Finding): Finding[] =>
      keys.map((key, index) => judge(key, looks[index] as Look));
    switch (leaf.kind) {
      case "threshold":
        return each((key, look) => judgeThreshold(leaf, groups, key, look));
      case "change":
        return each((key, look) => judgeChange(leaf, groups, key, look));
      case "severity":
        return each((key, look) => judgeSeverity(leaf, groups, key, look));
      case "keyword":
        return each((key, look) => judgeKeyword(leaf, all, key, look, this.words?.count(leaf, key, look.window)));
      case "burst":
      case "flatline":
        return this.statistic(leaf.kind, leaf.chance, groups, keys, looks);
      case "newIssue":
      case "heat":
        return [];
    }
  }

  private statistic(
    kind: "burst" | "flatline",
    chance: number,
    groups: Groups,
    keys: readonly string[],
    looks: readonly Look[],
  ): Finding[] {
    const found = this.unusual(kind, groups, keys, looks);
    const significant = this.significant(found, chance);
    const finding = kind === "burst" ? burstFinding : flatlineFinding;
    return keys.map((key, index) => {
      const one = found.get(key);
      return one ? finding(one, significant.has(key), looks[index] as Look) : NOTHING;
    });
  }

  /** Every group of the rows is judged, asked for or not: how many are looked at decides how sure one has to be. */
  private unusual(
    kind: "burst" | "flatline",
    groups: Groups,
    keys: readonly string[],
    looks: readonly Look[],
  ): Judgements {
    const [look] = looks;
    if (!look) return new Map();
    const number = this.numbers.get(groups) ?? this.numbers.size;
    this.numbers.set(groups, number);
    const { to } = look.window;
    const name = `${kind} ${number} ${to}`;
    let found = this.judgements.get(name);
    if (!found) {
      const looked = new Map(keys.map((key, index) => [key, looks[index] as Look]));
      const every = groups.keys.filter((key) => groups.sum(key, "n", to - this.tests.history, to) > 0);
      const series = every.map((key) => seriesOf(groups, key, looked.get(key) ?? look, kind));
      const day = groups.timeline.first + to - 1;
      const judged = this.tests.judge(kind === "burst" ? "more" : "fewer", series, day, look.calendar);
      found = new Map(every.map((key, index) => [key, judged[index] as Unusual | Unjudged]));
      this.judgements.set(name, found);
    }
    return found;
  }

  private significant(found: Judgements, chance: number): ReadonlySet<string> {
    const known = this.decisions.get(found)?.get(chance);
    if (known) return known;
    const judged = [...found].flatMap(([key, one]) => (one.judged ? [{ key, p: one.p }] : []));
    const decided = this.tests.together(
      judged.map(({ p }) => p),
      chance,
    );
    const keys = new Set(judged.flatMap(({ key }, index) => (decided[index] ? [key] : [])));
    const decisions = this.decisions.get(found) ?? new Map<number, ReadonlySet<string>>();
    this.decisions.set(found, decisions.set(chance, keys));
    return keys;
  }
}

const NOTHING: Finding = {
  holds: false,
  observations: [],
  words: () => ({ zh: "没有收到消息", en: "no messages" }),
};
