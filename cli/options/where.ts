import { nearest } from "../../config/nearest.js";
import { DEMANDS } from "../../core/analysis.js";
import { UsageError } from "../../core/errors.js";
import { DIMENSIONS, type Dimension, type Where } from "../../core/store.js";
import type { OptionSpec } from "../command.js";
import { CHANNEL_WORDS, DEMAND_WORDS, SENTIMENT_WORDS, SEVERITY_WORDS } from "../present/words.js";

export type Conditions = Partial<Record<Dimension, string[]>>;

/** For dimensions whose values are codes: the code, or the word for it in either language. */
const CODES: Partial<Record<Dimension, Readonly<Record<string, { zh: string; en: string }>>>> = {
  severity: SEVERITY_WORDS,
  sentiment: SENTIMENT_WORDS,
  channel: CHANNEL_WORDS,
  demand: DEMAND_WORDS,
};

function codeOf(dimension: Dimension, value: string): string {
  const codes = CODES[dimension];
  if (!codes) return value;
  const found = Object.entries(codes).find(([code, { zh, en }]) => [code, zh, en].includes(value));
  if (found) return found[0];
  const words = dimension === "demand" ? DEMANDS : Object.entries(codes).map(([code, { zh }]) => `${code}(${zh})`);
  throw new UsageError({
    zh: `--where ${dimension} 没有值 ${value}；可用的有 ${words.join("、")}`,
    en: `--where ${dimension} has no value ${value}; values: ${words.join(", ")}`,
  });
}

/** Parser of `--where dimension=value[,value]`; values of one dimension are joined by "or", dimensions by "and". */
export function parseWhere(text: string, before: Conditions | undefined): Conditions {
  const at = text.indexOf("=");
  const name = text.slice(0, Math.max(at, 0)).trim();
  const dimension = DIMENSIONS.find((known) => known === name);
  if (!dimension) {
    const meant = nearest(name, DIMENSIONS);
    throw new UsageError({
      zh: `--where 应写成 维度=值，维度为 ${DIMENSIONS.join("、")} 之一${meant ? `，是不是 ${meant}？` : ""}`,
      en: `--where takes dimension=value, dimension being one of ${DIMENSIONS.join(", ")}${meant ? `; did you mean ${meant}?` : ""}`,
    });
  }
  const values = text
    .slice(at + 1)
    .split(",")
    .map((value) => codeOf(dimension, value.trim()));
  return { ...before, [dimension]: [...(before?.[dimension] ?? []), ...values] };
}

/** The conditions as the store takes them. */
export function whereOf(conditions: Conditions | undefined): Where {
  return { ...conditions } as Where;
}

export const WHERE_OPTION: OptionSpec = {
  flags: "--where <dimension=value>",
  help: {
    zh: "只看这些，如 area=A3区 severity=2,3；可给多个",
    en: "only these, e.g. area=A3区 severity=2,3; several may follow",
  },
  parse: parseWhere as OptionSpec["parse"] & {},
};
