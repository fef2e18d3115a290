import { nearest } from "../../config/nearest.js";
import { UsageError } from "../../core/errors.js";

/** A parser for an option that takes one of a few words. */
export function choice<T extends string>(option: string, values: readonly T[]): (text: string) => T {
  return (text) => {
    const found = values.find((value) => value === text);
    if (found !== undefined) return found;
    const meant = nearest(text, values);
    const [zh, en] = meant ? [`，是不是 ${meant}？`, `; did you mean ${meant}?`] : ["", ""];
    throw new UsageError({
      zh: `${option} 应为 ${values.join("、")} 之一，不能是 ${text}${zh}`,
      en: `${option} takes one of ${values.join(", ")}, not ${text}${en}`,
    });
  };
}

/** A parser for an option that takes several words, by commas or by being repeated. */
export function choices<T extends string>(
  option: string,
  values: readonly T[],
  most: number,
): (text: string, before: T[] | undefined) => T[] {
  const one = choice(option, values);
  return (text, before) => {
    const all = [...(before ?? []), ...text.split(",").map((part) => one(part.trim()))];
    const list = [...new Set(all)];
    if (list.length > most) {
      throw new UsageError({ zh: `${option} 最多 ${most} 个`, en: `${option} takes at most ${most}` });
    }
    return list;
  };
}

/** A parser for an option that takes a whole number. */
export function wholeNumber(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const n = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (n >= least && n <= most) return n;
    throw new UsageError({
      zh: `${option} 应为 ${least} 到 ${most} 之间的整数，不能是 ${text}`,
      en: `${option} takes a whole number from ${least} to ${most}, not ${text}`,
    });
  };
}

/** A parser for an option that may be repeated: every use adds a word. */
export function repeated(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}
