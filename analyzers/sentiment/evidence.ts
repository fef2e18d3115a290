import type { Word } from "../../core/analyzer.js";
import type { PhraseTable } from "../phrase-table.js";
import type { Cue, Register } from "./cue.js";

/** One reason to call a text good or bad. */
export interface Evidence {
  phrase: string;
  /** The phrase's own strength, −3 … 3. */
  strength: number;
  /** What its surroundings make of it: below 0 when they turn it. */
  weight: number;
}

/** So many words may lie between a negation or degree word and the word it turns or raises, within a clause. */
const REACH = 4;
/** 不好 is nearly as bad as 好 is good; 不太好 is milder. */
const NEGATED_PRAISE = -0.8;
const NEGATED_DEGREE = -0.5;
const BEFORE_CONTRAST = 0.6;
const AFTER_CONTRAST = 1.3;
const CONCEDED = 0.6;
const RHETORICAL_PRAISE = -0.5;
const THANKS_FOR_DEED = 2.5;
const THANKS = 1;
const THANKS_OF_COURTESY = 0.1;

/** What is left of praise and blame where they are not plainly stated. */
interface SentenceWeights {
  /** Below 0: 没有噪音 is a little praise from a citizen, more from a guest. */
  negatedBlame: number;
  wishedPraise: number;
  wishedBlame: number;
  asked: number;
  quotedPraise: number;
  courteousPraise: number;
}

/** Messages to the authorities ask and wish much; in reviews the learned strengths know of it already. */
const SENTENCE_WEIGHTS: Record<Register, SentenceWeights> = {
  civic: {
    negatedBlame: -0.4,
    wishedPraise: 0.15,
    wishedBlame: 0.5,
    asked: 0.5,
    quotedPraise: 0.3,
    courteousPraise: 0.1,
  },
  review: { negatedBlame: -0.8, wishedPraise: 1, wishedBlame: 1, asked: 1, quotedPraise: 1, courteousPraise: 1 },
};

const SENTENCE_END = new Set("。！？!?；;\n\r…");
const CLAUSE_END = new Set(",，:： ");
const QUESTION = new Set("？?");
const OPEN_QUOTE = new Set("“\"「『‘'");
const NEGATIVE_IN_ITSELF = new Set("不没无未");
const JOINS = new Set(["和", "与", "及", "或", "或者", "又", "、", "而且", "并且", "且", "并", "跟"]);

/** Reads the words of one text from left to right and weighs each polar phrase by what stands around it. */
export function weighEvidence(words: readonly Word[], table: PhraseTable<Cue>, register: Register): Evidence[] {
  const reader = new Reader(SENTENCE_WEIGHTS[register]);
  for (let i = 0; i < words.length; ) {
    const { text } = words[i] as Word;
    if (text.length === 1) {
      if (SENTENCE_END.has(text)) reader.endSentence(QUESTION.has(text));
      else if (CLAUSE_END.has(text)) reader.endClause();
    }
    const hit = table.longestAt(words, i);
    if (hit === undefined) {
      i++;
      continue;
    }
    const before = words[i - 1]?.text;
    const quoted = before !== undefined && before.length === 1 && OPEN_QUOTE.has(before);
    reader.read(hit.phrase, hit.value, i, hit.to, quoted, before !== undefined && JOINS.has(before));
    i = hit.to;
  }
  reader.endSentence(false);
  return reader.finish(register);
}

class Reader {
  private readonly found: Evidence[] = [];
  private readonly plainThanks: Evidence[] = [];
  private previousSentence = 0;
  private sentence = 0;
  private wishes = false;
  private everWishes = false;
  private rhetoric = false;
  private thanks = false;
  private courtesy = false;
  private done = false;
  private afterContrast = false;
  private conceded = false;
  private negations = 0;
  private negationAt = 0;
  /** Evidence that negation and degree words give by themselves, as long as they have no word to turn or to raise. */
  private modifiers: Evidence[] = [];
  private degree = 1;
  private degreeAt = 0;
  private degreeInside = false;
  private lastTo = -1;
  private lastTurn = 1;

  constructor(private readonly weights: SentenceWeights) {}

  read(phrase: string, cue: Cue, from: number, to: number, quoted: boolean, joined: boolean): void {
    if (cue.contrast && !this.afterContrast) this.contrast();
    if (cue.concession) this.conceded = true;
    if (cue.wish) {
      this.wishes = true;
      this.everWishes = true;
    }
    if (cue.thanks) this.thanks = true;
    if (cue.courtesy) this.courtesy = true;
    if (cue.done) this.done = true;
    if (cue.rhetoric !== undefined) {
      this.rhetoric = true;
      this.add(phrase, cue.rhetoric, 1);
    }
    if (cue.strength !== undefined) {
      const own = this.wishes ? this.weights.wishedBlame : 1;
      if (cue.negates || cue.degree !== undefined) this.modifiers.push(this.add(phrase, cue.strength, own));
      else this.polar(phrase, cue.strength, from, to, quoted, joined);
    }
    if (cue.negates) {
      if (this.negations > 0 && from - this.negationAt > REACH) this.forget();
      this.negations++;
      this.negationAt = to;
    }
    if (cue.degree !== undefined) {
      this.degreeInside = this.negations > 0 && from - this.negationAt <= 1;
      this.degree = cue.degree;
      this.degreeAt = to;
    }
  }

  private polar(phrase: string, strength: number, from: number, to: number, quoted: boolean, joined: boolean): void {
    let turn = 1;
    // 不让停车 after 不吃饭 is no double negation: what is negative in itself is turned only by the word before it.
    const reach = NEGATIVE_IN_ITSELF.has(phrase.charAt(0)) ? 0 : REACH;
    if (this.negations > 0 && from - this.negationAt <= reach) {
      if (this.negations % 2 === 1) {
        turn = strength < 0 ? this.weights.negatedBlame : this.degreeInside ? NEGATED_DEGREE : NEGATED_PRAISE;
      }
    } else if (joined && from - 1 === this.lastTo && this.lastTurn < 0) turn = this.lastTurn;
    if (turn !== 1) for (const modifier of this.modifiers) modifier.weight = 0;
    const near = from - this.degreeAt <= REACH && !(this.degreeInside && turn < 0);
    let weight = turn * (near ? this.degree : 1);
    const praise = strength * weight > 0;
    if (quoted && praise) weight *= near && this.degree > 1 ? -1 : this.weights.quotedPraise;
    if (this.wishes) weight *= praise ? this.weights.wishedPraise : this.weights.wishedBlame;
    if (this.conceded) weight *= CONCEDED;
    if (this.afterContrast) weight *= AFTER_CONTRAST;
    this.add(phrase, strength, weight);
    this.forget();
    this.lastTo = to;
    this.lastTurn = turn;
  }

  private add(phrase: string, strength: number, weight: number): Evidence {
    const evidence = { phrase, strength, weight };
    this.found.push(evidence);
    return evidence;
  }

  /** The first 但是 of a sentence: what came before counts less; at its beginning, so does the sentence before. */
  private contrast(): void {
    const start = this.found.length > this.sentence ? this.sentence : this.previousSentence;
    for (let i = start; i < this.found.length; i++) (this.found[i] as Evidence).weight *= BEFORE_CONTRAST;
    this.afterContrast = true;
    this.conceded = false;
  }

  endClause(): void {
    this.forget();
    this.conceded = false;
  }

  private forget(): void {
    this.negations = 0;
    this.modifiers = [];
    this.degree = 1;
    this.degreeInside = false;
  }

  endSentence(question: boolean): void {
    this.endClause();
    for (let i = this.sentence; i < this.found.length; i++) {
      const evidence = this.found[i] as Evidence;
      const praise = evidence.strength * evidence.weight > 0;
      if (this.rhetoric) {
        if (praise) evidence.weight *= RHETORICAL_PRAISE;
      } else if (question) evidence.weight *= this.weights.asked;
      if (this.courtesy && praise) evidence.weight *= this.weights.courteousPraise;
    }
    if (this.thanks) this.weighThanks(question);
    this.previousSentence = this.sentence;
    this.sentence = this.found.length;
    this.wishes = this.rhetoric = this.thanks = this.courtesy = this.done = this.afterContrast = false;
  }

  private weighThanks(question: boolean): void {
    if (this.courtesy || this.wishes || question) this.add("感谢", THANKS, THANKS_OF_COURTESY);
    else if (this.done) this.add("感谢", THANKS_FOR_DEED, 1);
    else {
      this.plainThanks.push(this.add("感谢", THANKS, 1));
    }
  }

  /** Bare thanks under a complaint, a request or any message to the authorities are courtesy. */
  finish(register: Register): Evidence[] {
    const blamed = this.found.some((e) => e.strength * e.weight < 0);
    if (register === "civic" || blamed || this.everWishes)
      for (const e of this.plainThanks) e.weight *= THANKS_OF_COURTESY;
    return this.found;
  }
}
