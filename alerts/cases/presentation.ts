import type { AlertGroup, NotifiedCase } from "../../core/alert.js";
import { type Language, type Localized, say } from "../../core/localized.js";
import type { Dimension } from "../../core/store.js";
import type { TrackedCase } from "../../state/alert-cases.js";

/** What shows a case: found before the step, since it needs the store. */
export interface Evidence {
  /** Masked texts of up to three messages. */
  quotes: string[];
  /** PNG of the trend line. */
  chart?: Uint8Array;
}

/** What a message about a case needs that the case itself does not hold. All of it may be left out. */
export interface Presentation {
  evidence?: (alert: TrackedCase) => Evidence | undefined;
  /** Addresses of the page about a case, and by which a receiver acknowledges it. */
  links?: (alert: TrackedCase, receiver: string) => Pick<NotifiedCase, "link" | "acknowledge">;
  /** A value of a group in words, such as the title of an issue. */
  name?: (dimension: Dimension | "issue", value: string, language: Language) => string;
}

const QUOTE = 80;
const EVERYWHERE: Localized = { zh: "全市", en: "city-wide" };
const UNKNOWN: Localized = { zh: "未注明", en: "not stated" };

/** A group in words: 环境保护 · 城东区. */
export function groupInWords(group: AlertGroup, language: Language, name: Presentation["name"]): string {
  const values = Object.entries(group).map(([dimension, value]) =>
    value === "" ? say(language, UNKNOWN) : (name?.(dimension as Dimension | "issue", value, language) ?? value),
  );
  return values.length > 0 ? values.join(" · ") : say(language, EVERYWHERE);
}

/** One line about a case, for one receiver. */
export function lineOf(
  alert: TrackedCase,
  receiver: string,
  language: Language,
  presentation: Presentation,
): NotifiedCase {
  const over = alert.status === "resolved" ? alert.memory.recovery : undefined;
  return {
    number: alert.number,
    title: alert.title,
    level: alert.level,
    where: groupInWords(alert.group, language, presentation.name),
    sentence: say(language, over ?? alert.verdict.why),
    quotes: over ? [] : (presentation.evidence?.(alert)?.quotes ?? []).slice(0, 3).map(cut),
    ...presentation.links?.(alert, receiver),
  };
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= QUOTE ? text : `${characters.slice(0, QUOTE - 1).join("")}…`;
}
