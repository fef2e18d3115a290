import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { Style } from "./style.js";

/** Everything that a section needs to know about where it will be seen. */
export interface Look {
  language: Language;
  style: Style;
  /** Columns that no line exceeds. */
  width: number;
  zone: Zone;
  /** Days of the period: seven are called a week. */
  days: number;
}

export function zh(look: Look): boolean {
  return look.language === "zh";
}

/** How the period is called: 周 where it is a week, else 期. */
export function unit(look: Look): string {
  if (zh(look)) return look.days === 7 ? "周" : "期";
  return look.days === 7 ? "week" : "period";
}

/** A section's heading over its content; nothing when it has none. */
export function section(title: string, content: string, look: Look): string {
  return `\n${look.style.cyan("▍")}${look.style.bold(title)}\n${content}`;
}
