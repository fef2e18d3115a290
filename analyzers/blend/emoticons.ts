/** As microblogs write them: [怒], [笑哈哈]. */
const EMOTICON = /\[[^[\]\s]{1,8}\]/gu;

/** How much likelier each emoticon is in a positive post than in a negative one: the natural logarithm of the ratio. */
export type EmoticonOdds = Readonly<Record<string, number>>;

/** The different emoticons of a text, in order of first appearance. */
export function emoticonsOf(text: string): string[] {
  return text.includes("[") ? [...new Set(text.match(EMOTICON))] : [];
}

/**
 * What the emoticons of a text say: p(positive) − p(negative), −1 … 1, by naive Bayes over those that are known.
 * @returns nothing where none is known
 */
export function emoticonScore(text: string, odds: EmoticonOdds): number | undefined {
  const known = emoticonsOf(text).filter((emoticon) => Object.hasOwn(odds, emoticon));
  return known.length === 0 ? undefined : Math.tanh(known.reduce((sum, emoticon) => sum + odds[emoticon]!, 0) / 2);
}
