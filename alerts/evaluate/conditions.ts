import type { Condition, Leaf } from "../rules/condition.js";
import type { CommonWords } from "./common-words.js";
import { type Finding, joined } from "./finding.js";
import type { Groups } from "./groups.js";
import { judgeChange } from "./judge-change.js";
import { judgeKeyword, judgeSeverity } from "./judge-messages.js";
import { judgeThreshold } from "./judge-threshold.js";
import { judgeBursts, judgeFlatlines } from "./judge-trend.js";
import type { Look } from "./look.js";
import type { Material } from "./material.js";
import type { TrendTests } from "./trend-tests.js";

/** Judges the conditions of rules about messages. What rules have in common is worked out once. */
export class Conditions {
  private readonly statistics = new Map<string, ReadonlyMap<string, Finding>>();
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
    const [look] = looks;
    if (!look) return [];
    const number = this.numbers.get(groups) ?? this.numbers.size;
    this.numbers.set(groups, number);
    const judge = kind === "burst" ? judgeBursts : judgeFlatlines;
    const { window, least } = look;
    const complete = looks.every((other) => other.complete === look.complete) ? look.complete : "mixed";
    const name = JSON.stringify([kind, chance, number, window.to, least, complete, look.sources]);
    let found = this.statistics.get(name);
    if (!found) {
      // Every group of the rows is judged, asked for or not: how many are looked at decides how sure one has to be.
      const everyKey = groups.keys.filter((key) => groups.sum(key, "n", window.to - this.tests.history, window.to) > 0);
      const known = new Map(keys.map((key, index) => [key, looks[index] as Look]));
      const findings = judge(
        chance,
        groups,
        everyKey,
        everyKey.map((key) => known.get(key) ?? look),
        this.tests,
      );
      found = new Map(everyKey.map((key, index) => [key, findings[index] as Finding]));
      this.statistics.set(name, found);
    }
    return keys.map((key) => found.get(key) ?? NOTHING);
  }
}

const NOTHING: Finding = {
  holds: false,
  observations: [],
  words: () => ({ zh: "没有收到消息", en: "no messages" }),
};
