import type { Language } from "../../core/localized.js";
import type { Change } from "../../trends/change.js";
import type { Style } from "./style.js";

/** A count in full: `12,345`. */
export function exact(n: number): string {
  return n.toLocaleString("en-US");
}

/** A count to be taken in at a glance: `9,876` · `1.2万` · `3.4亿` in Chinese, in full in English. */
export function short(n: number, language: Language): string {
  if (language === "en" || Math.abs(n) < 10_000) return exact(n);
  const [unit, word] = Math.abs(n) < 99_950_000 ? [10_000, "万"] : [100_000_000, "亿"];
  const value = n / unit;
  return `${value.toFixed(Math.abs(value) < 999.95 ? 1 : 0)}${word}`;
}

/** Thousandths as a percentage with one decimal: 291 → `29.1%`. */
export function percent(permille: number): string {
  return `${(permille / 10).toFixed(1)}%`;
}

/**
 * A change in a few columns: `🔺24.0%`, `🔻8.1%`, `➖`, `新`, `样本不足`; without colour signs take the place of the
 * pictures: `+24.0%`, `-8.1%`, `=`.
 */
export function changeText(change: Change, language: Language, style: Style): string {
  const { kind, permille = 0 } = change;
  if (kind === "few") return language === "zh" ? "样本不足" : "few";
  if (kind === "new") return language === "zh" ? "新" : "new";
  if (kind === "same") return style.colour ? "➖" : "=";
  const rate = percent(Math.abs(permille));
  if (!style.colour) return `${kind === "up" ? "+" : "-"}${rate}`;
  return `${kind === "up" ? "🔺" : "🔻"}${rate}`;
}

/** The colour of a change: red is more, green is less, as Chinese readers take it. */
export function changePaint({ kind }: Change, style: Style): (text: string) => string {
  if (kind === "up" || kind === "new") return style.red;
  return kind === "down" ? style.green : style.dim;
}
