import type { AlertGroup } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import type { Dimension } from "../../core/store.js";
import type { Rule } from "../rules/rule.js";
import { DIMENSION_WORDS } from "../rules/words.js";

/** In the order in which officials name them: where, who, what. */
const ORDER: readonly Dimension[] = [
  "area",
  "street",
  "department",
  "source",
  "channel",
  "topic",
  "topic2",
  "topic3",
  "demand",
  "sentiment",
  "severity",
];
/** A filter with more values than this is not spelled out. */
const MOST = 3;

function unknown(dimension: Dimension): Localized {
  const { zh, en } = DIMENSION_WORDS[dimension];
  return { zh: `${zh}未注明`, en: `${en} not stated` };
}

/** What a verdict is about: 城东区·环境保护; the whole city where a rule neither groups nor filters by a place. */
export function placeWords({ where, groupBy }: Pick<Rule, "where" | "groupBy">, group: AlertGroup): Localized {
  const parts = ORDER.flatMap((dimension): Localized[] => {
    if (groupBy.includes(dimension)) {
      const value = group[dimension] ?? "";
      return [value === "" ? unknown(dimension) : { zh: value, en: value }];
    }
    const values = where[dimension] ?? [];
    if (values.length === 0 || values.length > MOST) return [];
    return [{ zh: values.join("、"), en: values.join(", ") }];
  });
  const placed = groupBy.includes("area") || groupBy.includes("street") || where.area || where.street;
  const named = placed ? parts : [{ zh: "全市", en: "city-wide" }, ...parts];
  return { zh: named.map(({ zh }) => zh).join("·"), en: named.map(({ en }) => en).join(" · ") };
}
