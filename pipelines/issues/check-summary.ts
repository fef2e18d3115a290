import { type Moment, momentSaid } from "./moments.js";
import { plainText } from "./plain-text.js";
import { type Numbers, numbersIn, type Quantity } from "./quantities.js";

/** Why a summary is not taken, in the order in which it is looked for. */
export const REFUSALS = ["unreadable", "form", "personal", "quotation", "figure", "name"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What a summary is held against. */
export interface SummaryEvidence {
  /** The messages, each for itself, masked; and what was told of them: figures, title, places. */
  texts: readonly string[];
  /** Names of places and parties in a text. */
  namesIn(text: string): readonly string[];
  mask(text: string): string;
}

const SHORTEST = 10;
const LONGEST = 300;
const MOST_SENTENCES = 3;
/** Share of Chinese characters among all letters. */
const MOSTLY = 0.7;

/** Lists, headings, links, code, and what cannot be seen. */
const NO_PROSE = /[\p{C}\u2028\u2029\ufffd*#`|<>{}\\]|^[-+•·]|^\d+[.、]|:\/\/|www\./u;
/** Digits of other scripts, which nothing here could read. */
const OTHER_DIGITS = /(?![0-9０-９])\p{Nd}/u;

const QUOTES = /「([^「」]*)」|『([^『』]*)』|“([^“”]*)”|‘([^‘’]*)’|《([^《》]*)》|〈([^〈〉]*)〉|"([^"]*)"|'([^']*)'/g;
const QUOTE_SIGNS = /[「」『』“”‘’《》〈〉"'〝〞«»‹›„‚]/g;
const NO_WORDS = /[^\p{L}\p{N}]/gu;
const LAST_STOP = /[，。！？；：、,.!?;:…]+$/;

function hasForm(answer: string): boolean {
  const letters = answer.match(/\p{L}/gu) ?? [];
  const chinese = answer.match(/\p{Script=Han}/gu) ?? [];
  const sentences = answer.match(/[。！？!?]+/g) ?? [];
  return (
    answer.length >= SHORTEST &&
    answer.length <= LONGEST &&
    chinese.length >= letters.length * MOSTLY &&
    sentences.length >= 1 &&
    sentences.length <= MOST_SENTENCES &&
    /[。！？!?][”"」』’']?$/.test(answer) &&
    !NO_PROSE.test(answer) &&
    !OTHER_DIGITS.test(answer)
  );
}

/** Whether every quotation stands in one of the texts as it is, and no sign of one is left over. */
function quotesSaid(answer: string, plainTexts: readonly string[]): boolean {
  const said = plainTexts.map((text) => text.replace(QUOTE_SIGNS, ""));
  const plain = plainText(answer);
  // The innermost first, until none is left: 「…『…』…」.
  let rest = plain;
  for (;;) {
    const quotes = [...rest.matchAll(QUOTES)].map((match) => match.slice(1).find((part) => part !== undefined) ?? "");
    if (quotes.length === 0) return rest.search(QUOTE_SIGNS) < 0;
    for (const quote of quotes) {
      const words = quote.replace(LAST_STOP, "");
      if (words === "" || !said.some((text) => text.includes(words))) return false;
    }
    rest = rest.replace(QUOTES, (match) => match.slice(1, -1));
  }
}

function quantitySaid({ value, unit, bound }: Quantity, said: readonly Quantity[]): boolean {
  return said.some(
    (other) =>
      other.value === value &&
      other.unit === unit &&
      (other.bound === bound || (bound === "about" && other.bound === "")),
  );
}

function numbersSaid({ quantities, moments }: Numbers, said: readonly Numbers[]): boolean {
  const allQuantities = said.flatMap((numbers) => numbers.quantities);
  const allMoments: Moment[] = said.flatMap((numbers) => numbers.moments);
  return (
    quantities.every((quantity) => quantitySaid(quantity, allQuantities)) &&
    moments.every((moment) => momentSaid(moment, allMoments))
  );
}

/** Whether every name, and every word of Latin letters, stands in one of the texts. */
function namesSaid(answer: string, plainTexts: readonly string[], namesIn: SummaryEvidence["namesIn"]): boolean {
  const said = plainTexts.map((text) => text.replace(NO_WORDS, ""));
  const latin = plainText(answer).match(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+/gu) ?? [];
  const names = [...namesIn(answer), ...latin].map((name) => plainText(name).replace(NO_WORDS, ""));
  return names.every((name) => said.some((text) => text.includes(name)));
}

/**
 * Holds a summary that a machine has written against what it was written from. Every number with its unit, date, time of
 * day, quotation, name of a place or party and word of Latin letters in it must stand in the evidence: numbers by value,
 * however they are written; the others word for word.
 * @returns why it is not to be taken; undefined where nothing speaks against it
 */
export function checkSummary(answer: string, evidence: SummaryEvidence): Refusal | undefined {
  if (!hasForm(answer)) return "form";
  if (evidence.mask(answer) !== answer) return "personal";
  const plain = evidence.texts.map(plainText);
  if (!quotesSaid(answer, plain)) return "quotation";
  if (!numbersSaid(numbersIn(plainText(answer)), plain.map(numbersIn))) return "figure";
  return namesSaid(answer, plain, evidence.namesIn) ? undefined : "name";
}
