import type { Language } from "../../core/localized.js";

/** Chinese, unless the client names English before it. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((entry) => {
      const [name = "", quality] = entry
        .trim()
        .toLowerCase()
        .split(/;\s*q=/);
      return { name, weight: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ name, weight }) => weight > 0 && /^(zh|en)\b/.test(name))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.name.startsWith("en") ? "en" : "zh";
}
