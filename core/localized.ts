/** The languages of the interface. Chinese comes first; English by setting. */
export type Language = "zh" | "en";

/** One message in every language of the interface, written side by side so that neither is forgotten. */
export interface Localized {
  zh: string;
  en: string;
}

/** Picks the wording of a message for a language. */
export function say(language: Language, message: Localized): string {
  return message[language];
}
