/** What BERT's basic tokenizer does with a character; a character can be several of these. */
export const SPACE = 1;
export const PUNCTUATION = 2;
/** A Chinese character, a word of its own. */
export const IDEOGRAPH = 4;
/** Left out: control and format characters, private use, halves of a pair. */
export const DROPPED = 8;
/** A text with it is normalised as a whole: other when lower-cased or decomposed, a mark, or half of a pair. */
export const UNSTABLE = 16;

const UNKNOWN = 255;

const INVISIBLE = /[\0\ufffd]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const PUNCTUATIONS = /[\p{P}!-/:-@[-`{-~]/u;
/** The blocks of the Basic Multilingual Plane that transformers.js puts spaces around; it does not look beyond. */
const IDEOGRAPHS = /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]/;
const EVERY_IDEOGRAPH = new RegExp(IDEOGRAPHS, "g");

/** Whether this one character (one or two UTF-16 units) is punctuation to BERT. */
export function isPunctuation(character: string): boolean {
  return PUNCTUATIONS.test(character);
}

/** The kinds of characters, each found out when it is first met. */
export class CharacterKinds {
  private readonly known = new Uint8Array(0x10000).fill(UNKNOWN);

  constructor(
    private readonly lowercase: boolean,
    private readonly strip: boolean,
  ) {}

  /** The kinds of the character that is this UTF-16 unit. */
  of(unit: number): number {
    const kind = this.known[unit] as number;
    return kind === UNKNOWN ? this.find(unit) : kind;
  }

  private find(unit: number): number {
    const kind = this.kindOf(unit);
    this.known[unit] = kind;
    return kind;
  }

  private kindOf(unit: number): number {
    if (unit >= 0xd800 && unit <= 0xdfff) return UNSTABLE;
    const character = String.fromCharCode(unit);
    if (clean(character) === "") return DROPPED;
    let kind = 0;
    if (/\s/.test(character)) kind |= SPACE;
    if (IDEOGRAPHS.test(character)) kind |= IDEOGRAPH;
    if (isPunctuation(character)) kind |= PUNCTUATION;
    const isCapital = unit >= 65 && unit <= 90;
    const changes = !isCapital && normaliseCase(character, this.lowercase, this.strip) !== character;
    if (changes || /\p{M}/u.test(character)) kind |= UNSTABLE;
    return kind;
  }
}

function clean(text: string): string {
  return text.replace(INVISIBLE, "");
}

function normaliseCase(text: string, lowercase: boolean, strip: boolean): string {
  const cased = lowercase ? text.toLowerCase() : text;
  return strip ? cased.normalize("NFD").replace(/\p{Mn}/gu, "") : cased;
}

/** The whole of BERT's normalisation, with spaces around Chinese characters. */
export function normalise(text: string, lowercase: boolean, strip: boolean): string {
  const spaced = clean(text).replace(/\s/g, " ").replace(EVERY_IDEOGRAPH, " $& ");
  return normaliseCase(spaced, lowercase, strip);
}
