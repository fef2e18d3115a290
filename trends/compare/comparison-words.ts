import type { Localized } from "../../core/localized.js";
import { FEW } from "../change.js";
import type { Comparison } from "./compare.js";

const DAY = 86_400_000;

function runs(days: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && day - last[1] <= 1) last[1] = day;
    else found.push([day, day]);
  }
  return found;
}

function date(day: number): Date {
  return new Date(day * DAY);
}

/** Days in words, days in a row drawn together: `2019年3月4日—10日、12日`. */
export function daysInWords(days: readonly number[]): Localized {
  let year = 0;
  let month = 0;
  const zh = (day: number): string => {
    const [y, m, d] = [date(day).getUTCFullYear(), date(day).getUTCMonth() + 1, date(day).getUTCDate()];
    const text = `${y === year ? "" : `${y}年`}${y === year && m === month ? "" : `${m}月`}${d}日`;
    [year, month] = [y, m];
    return text;
  };
  const iso = (day: number): string => date(day).toISOString().slice(0, 10);
  const all = runs(days);
  return {
    zh: all.map(([a, b]) => (a === b ? zh(a) : `${zh(a)}—${zh(b)}`)).join("、"),
    en: all.map(([a, b]) => (a === b ? iso(a) : `${iso(a)} to ${iso(b)}`)).join(", "),
  };
}

const NAMES = {
  year: { zh: "同比", en: "against the year before" },
  period: { zh: "环比", en: "against the period before" },
} satisfies Record<string, Localized>;

function rate({ change: { kind, permille = 0 } }: Comparison): Localized {
  const text = (Math.abs(permille) / 10).toFixed(1);
  if (kind === "few") {
    return { zh: `两边都不足 ${FEW} 件，样本不足`, en: `fewer than ${FEW} messages on both sides, too few for a rate` };
  }
  if (kind === "new") return { zh: "前无来件", en: "none before" };
  if (kind === "same") return { zh: "持平", en: "the same" };
  const up = kind === "up";
  return { zh: `${up ? "上升" : "下降"} ${text}%`, en: `${up ? "up" : "down"} ${text}%` };
}

/** One sentence that says the change and which days it is of. */
export function comparisonSentence(of: keyof typeof NAMES, comparison: Comparison): Localized {
  const { change, compared, left } = comparison;
  const name = NAMES[of];
  const reasons = new Map<string, { why: Localized; days: number[] }>();
  for (const { day, why } of left) {
    const reason = reasons.get(why.en) ?? { why, days: [] };
    reason.days.push(day);
    reasons.set(why.en, reason);
  }
  const without = [...reasons.values()].map(({ why, days }) => {
    const words = daysInWords(days);
    return { zh: `${words.zh}${why.zh}，未计入`, en: `${words.en} left out: ${why.en}` };
  });
  const tail = {
    zh: without.map(({ zh }) => `；${zh}`).join(""),
    en: without.map(({ en }) => `; ${en}`).join(""),
  };
  if (compared.length === 0) {
    return { zh: `${name.zh}：没有可比的日子${tail.zh}`, en: `${name.en}: there are no days to compare${tail.en}` };
  }
  const days = daysInWords(compared.map(({ day }) => day));
  const against = daysInWords(compared.map(({ against: day }) => day));
  const said = rate(comparison);
  return {
    zh: `${name.zh}${said.zh}：${days.zh} ${change.now} 件，${against.zh} ${change.before} 件${tail.zh}`,
    en: `${name.en}: ${said.en}; ${days.en}: ${change.now}; ${against.en}: ${change.before}${tail.en}`,
  };
}
