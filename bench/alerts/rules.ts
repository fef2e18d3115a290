import { type Rule, ruleSchema } from "../../alerts/rules/rule.js";
import { randomFrom } from "../random.js";

/** Groupings with about a hundred groups and more on the invented documents. */
const GROUPINGS = [["topic2"], ["area", "demand"], ["department", "source"], ["topic", "area"], ["street"]] as const;

const CONDITIONS: readonly ((random: () => number) => object)[] = [
  (random) => ({ threshold: { above: 3 + Math.floor(random() * 60) } }),
  (random) => ({ threshold: { measure: "negativeShare", above: 0.75 + Math.floor(random() * 20) / 100 } }),
  (random) => ({ change: { factor: 1.5 + Math.floor(random() * 20) / 10 } }),
  (random) => ({ burst: { chance: 0.0001 + Math.floor(random() * 100) / 100_000 } }),
  (random) => ({ threshold: { measure: "severe", above: 1 + Math.floor(random() * 9) } }),
];

/** What a rule is narrowed to: nothing, a kind of demand, a channel, a sentiment. */
const FILTERS: readonly ((random: () => number) => object)[] = [
  () => ({}),
  (random) => ({ demand: [["投诉", "咨询", "求助", "建议"][Math.floor(random() * 4)]] }),
  (random) => ({ channel: [["hotline", "board"][Math.floor(random() * 2)]] }),
  () => ({ sentiment: ["negative"] }),
];

/** As many different rules: every grouping, condition and filter, with limits of their own; 2 % watch for words. */
export function benchRules(total: number): Rule[] {
  const random = randomFrom(7);
  return Array.from({ length: total }, (_, index) => {
    const pick = <T>(list: readonly T[], step: number): T => list[Math.floor(index / step) % list.length] as T;
    const words = index % 50 === 49;
    const when = words
      ? { keyword: { any: [["噪音", "垃圾", "电梯", "积水", "油烟"][Math.floor(random() * 5)]], least: 20 } }
      : pick(CONDITIONS, GROUPINGS.length)(random);
    return ruleSchema.parse({
      id: `rule-${index}`,
      level: "yellow",
      groupBy: pick(GROUPINGS, 1),
      where: words ? {} : pick(FILTERS, GROUPINGS.length * CONDITIONS.length)(random),
      window: index % 3 === 0 ? { weeks: 1 } : { days: 1 },
      when,
    });
  });
}
