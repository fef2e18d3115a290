import type { Unjudged } from "../../trends/baseline/daily-series.js";
import { burstsAmong } from "../../trends/burst/bursts-among.js";
import type { WindowVerdict } from "../../trends/burst/judge.js";
import { flatlinesAmong } from "../../trends/flatline.js";
import { type Condition, LARGEST_CHANCE, type Leaf } from "../rules/condition.js";
import type { CommonWords } from "./common-words.js";
import { type Finding, joined } from "./finding.js";
import type { Groups } from "./groups.js";
import { judgeChange } from "./judge-change.js";
import { judgeKeyword, judgeSeverity } from "./judge-messages.js";
import { judgeThreshold } from "./judge-threshold.js";
import { burstFinding, flatlineFinding, seriesOf } from "./judge-trend.js";
import type { Look } from "./look.js";
import type { Material } from "./material.js";
import { HISTORY } from "./needs.js";

type Judgements = ReadonlyMap<string, WindowVerdict | Unjudged>;

/** Judges the conditions of rules about messages. What rules have in common is worked out once. */
export class Conditions {
  private readonly judgements = new Map<string, Judgements>();
  private readonly numbers = new Map<Groups, number>();

  constructor(
    private readonly material: Material,
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
    const finding = kind === "burst" ? burstFinding : flatlineFinding;
    return keys.map((key, index) => {
      const one = found.get(key);
      return one ? finding(one, chance, looks[index] as Look) : NOTHING;
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
      const every = groups.keys.filter((key) => groups.sum(key, "n", to - HISTORY, to) > 0);
      const series = every.map((key) => seriesOf(groups, key, looked.get(key) ?? look, kind));
      const day = groups.timeline.first + to - 1;
      const judged =
        kind === "burst"
          ? burstsAmong(series, day, look.calendar, { chance: LARGEST_CHANCE, least: 1 })
          : flatlinesAmong(series, day, look.calendar, { chance: LARGEST_CHANCE });
      found = new Map(every.map((key, index) => [key, judged[index] as WindowVerdict | Unjudged]));
      this.judgements.set(name, found);
    }
    return found;
  }
}

const NOTHING: Finding = {
  holds: false,
  observations: [],
  words: () => ({ zh: "没有收到消息", en: "no messages" }),
};
