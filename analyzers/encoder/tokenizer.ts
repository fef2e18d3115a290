import { z } from "zod";
import {
  CharacterKinds,
  DROPPED,
  IDEOGRAPH,
  isPunctuation,
  normalise,
  PUNCTUATION,
  SPACE,
  UNSTABLE,
} from "./characters.js";
import { WordPiece } from "./word-piece.js";

const addedToken = z.object({
  id: z.int(),
  content: z.string().min(1),
  single_word: z.literal(false),
  lstrip: z.literal(false),
  rstrip: z.literal(false),
  normalized: z.literal(false),
});

/** The part of tokenizer.json that we read: BERT's tokenizer and no other. */
export const tokenizerSchema = z.object({
  added_tokens: z.array(addedToken),
  normalizer: z.object({
    type: z.literal("BertNormalizer"),
    clean_text: z.literal(true),
    handle_chinese_chars: z.literal(true),
    strip_accents: z.boolean().nullable(),
    lowercase: z.boolean(),
  }),
  pre_tokenizer: z.object({ type: z.literal("BertPreTokenizer") }),
  model: z.object({
    type: z.literal("WordPiece").optional(),
    unk_token: z.string(),
    continuing_subword_prefix: z.string(),
    max_input_chars_per_word: z.int(),
    vocab: z.record(z.string(), z.int()),
  }),
});

/**
 * BERT's tokenizer: the same ids as transformers.js gives, many times as fast, as nearly every character of our texts
 * is a token of its own and takes one look into a table. The rest goes the long way, the text as a whole.
 */
export class Tokenizer {
  private readonly pieces: WordPiece;
  private readonly kinds: CharacterKinds;
  private readonly special: RegExp;
  private readonly specialIds: ReadonlyMap<string, number>;
  private readonly lowercase: boolean;
  private readonly strip: boolean;

  /** @throws ZodError when it is not the tokenizer.json of a BERT model */
  constructor(json: unknown) {
    const { added_tokens, normalizer, model } = tokenizerSchema.parse(json);
    const ids = new Map(Object.entries(model.vocab));
    const unknown = ids.get(model.unk_token);
    if (unknown === undefined) throw new Error(`${model.unk_token} is not in the vocabulary`);
    this.pieces = new WordPiece(ids, model.continuing_subword_prefix, unknown, model.max_input_chars_per_word);
    this.lowercase = normalizer.lowercase;
    this.strip = normalizer.strip_accents ?? normalizer.lowercase;
    this.kinds = new CharacterKinds(this.lowercase, this.strip);
    this.specialIds = new Map(added_tokens.map(({ content, id }) => [content, id]));
    const longestFirst = [...this.specialIds.keys()].sort((a, b) => b.length - a.length);
    this.special = new RegExp(`(${longestFirst.map((token) => token.replace(/\W/g, "\\$&")).join("|")})`);
  }

  /** Ids of the text's tokens, without [CLS] and [SEP] around them. */
  ids(text: string): number[] {
    const ids: number[] = [];
    // The names of special tokens stand for them also where a person has typed them: so it was in training.
    if (!text.includes("[")) this.addSection(text, ids);
    else {
      for (const section of text.split(this.special)) {
        const id = this.specialIds.get(section);
        if (id === undefined) this.addSection(section, ids);
        else ids.push(id);
      }
    }
    return ids;
  }

  private addSection(text: string, ids: number[]): void {
    const before = ids.length;
    if (this.addStable(text, ids)) return;
    ids.length = before;
    this.addNormalised(normalise(text, this.lowercase, this.strip), ids);
  }

  /** For a text that only its capital letters tell from its normal form; false for any other, half done. */
  private addStable(text: string, ids: number[]): boolean {
    const { kinds } = this;
    let start = -1;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const kind = kinds.of(unit);
      if (kind === 0) {
        if (start < 0) start = i;
        continue;
      }
      // What is left out joins what stands on both sides of it.
      if (kind & UNSTABLE || (kind & DROPPED && start >= 0)) return false;
      if (start >= 0) this.addWord(text.slice(start, i), ids);
      start = -1;
      if (kind & (IDEOGRAPH | PUNCTUATION)) this.pieces.addSingle(unit, ids);
    }
    if (start >= 0) this.addWord(text.slice(start), ids);
    return true;
  }

  private addWord(word: string, ids: number[]): void {
    this.pieces.add(this.lowercase ? word.toLowerCase() : word, ids);
  }

  /** For the normal form of a text, in which spaces stand around Chinese characters. */
  private addNormalised(text: string, ids: number[]): void {
    let start = -1;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const isPair = unit >= 0xd800 && unit <= 0xdbff;
      const ends = isPair ? isPunctuation(text.slice(i, i + 2)) : (this.kinds.of(unit) & (SPACE | PUNCTUATION)) > 0;
      if (!ends) {
        if (start < 0) start = i;
      } else {
        if (start >= 0) this.pieces.add(text.slice(start, i), ids);
        start = -1;
        if (isPair) this.pieces.add(text.slice(i, i + 2), ids);
        else if (this.kinds.of(unit) & PUNCTUATION) this.pieces.addSingle(unit, ids);
      }
      if (isPair) i++;
    }
    if (start >= 0) this.pieces.add(text.slice(start), ids);
  }
}
