import { CueTrie } from "./cue-trie.js";
import type { Taxonomy } from "./taxonomy.js";

/** UTF-16 units at the beginning of a text where the title stands: cues there count double. */
const HEAD_UNITS = 30;
/** Only the beginning of a long text is searched, as by the linear model. */
const MAX_UNITS = 1000;
/** Evidence less than this is not taken at its word. */
const DOUBT = 3;

/**
 * How strongly the cue words of a text speak for each class of the taxonomy.
 *
 * A word found n times (in the title twice over) counts 1 + ln n, times its specificity: 1 for two characters, 1.4 for
 * three, 1.8 for more, half of that for weak cues. It counts for its class and for the classes above; where it stands
 * under several classes below the same one they share it equally, like the inverse document frequency of a word.
 */
export class CueEvidence {
  /** Evidence per class of the last text, by index in the taxonomy. */
  readonly scores: Float64Array;
  /** 1 where one of the class's cues stands in the title. */
  readonly headCues: Uint8Array;
  private readonly trie: CueTrie;
  /** Postings of word w: classes and weights from offsets[w] to offsets[w + 1]. Ignored phrases have none. */
  private readonly offsets: Int32Array;
  private readonly classes: Int32Array;
  private readonly weights: Float64Array;
  private readonly counts: Uint16Array;
  private readonly inHead: Uint8Array;

  constructor(taxonomy: Taxonomy) {
    const postings = postingsOf(taxonomy);
    for (const phrase of taxonomy.ignore) postings.set(phrase, []);
    const words = [...postings.keys()];
    const all = [...postings.values()];
    this.trie = new CueTrie(words);
    this.offsets = new Int32Array(words.length + 1);
    all.forEach((list, word) => {
      this.offsets[word + 1] = this.offsets[word]! + list.length;
    });
    this.classes = Int32Array.from(all.flatMap((list) => list.map(([index]) => index)));
    this.weights = Float64Array.from(all.flatMap((list) => list.map(([, weight]) => weight)));
    this.counts = new Uint16Array(words.length);
    this.inHead = new Uint8Array(words.length);
    this.scores = new Float64Array(taxonomy.classes.length);
    this.headCues = new Uint8Array(taxonomy.classes.length);
  }

  /** Fills {@link scores} and {@link headCues} for a text. */
  read(text: string): void {
    const { scores, headCues, offsets, classes } = this;
    const [trie, weights, counts, inHead] = [this.trie, this.weights, this.counts, this.inHead];
    scores.fill(0);
    headCues.fill(0);
    const found = trie.find(text.length > MAX_UNITS ? text.slice(0, MAX_UNITS) : text);
    const { matches, starts } = trie;
    for (let i = 0; i < found; i++) {
      const head = starts[i]! < HEAD_UNITS;
      counts[matches[i]!]! += head ? 2 : 1;
      if (head) inHead[matches[i]!] = 1;
    }
    for (let i = 0; i < found; i++) {
      const word = matches[i]!;
      if (counts[word] === 0) continue;
      const damped = 1 + Math.log(counts[word]!);
      for (let p = offsets[word]!; p < offsets[word + 1]!; p++) {
        scores[classes[p]!]! += damped * weights[p]!;
        if (inHead[word] === 1) headCues[classes[p]!] = 1;
      }
      counts[word] = 0;
      inHead[word] = 0;
    }
  }

  /** Each class's share of what the text last read gives to all of them, in all below 1; 0 for a class of −1. */
  shares(classes: readonly number[]): number[] {
    let sum = DOUBT;
    for (const index of classes) if (index >= 0) sum += this.scores[index]!;
    return classes.map((index) => (index < 0 ? 0 : this.scores[index]! / sum));
  }
}

type Posting = [index: number, weight: number];

function postingsOf({ classes }: Taxonomy): Map<string, Posting[]> {
  const holders = new Map<string, Map<number, boolean>>();
  classes.forEach(({ cues }, index) => {
    for (const { word, weak } of cues) {
      const list = holders.get(word) ?? new Map<number, boolean>();
      holders.set(word, list.set(index, weak));
    }
  });
  return new Map([...holders].map(([word, list]) => [word, postingsOfWord(word, list, classes)]));
}

/** A word's weight on every class that holds it or stands above one that does. */
function postingsOfWord(word: string, holders: Map<number, boolean>, classes: Taxonomy["classes"]): Posting[] {
  const specificity = word.length >= 4 ? 1.8 : word.length === 3 ? 1.4 : 1;
  const strengths = new Map<number, number>();
  for (const [holder, weak] of holders) {
    for (let index = holder; index >= 0; index = classes[index]!.parent) {
      strengths.set(index, Math.max(strengths.get(index) ?? 0, weak ? 0.5 : 1));
    }
  }
  const siblings = new Map<number, number>();
  for (const index of strengths.keys()) {
    const { parent } = classes[index]!;
    siblings.set(parent, (siblings.get(parent) ?? 0) + 1);
  }
  return [...strengths].map(([index, strength]) => [
    index,
    (specificity * strength) / siblings.get(classes[index]!.parent)!,
  ]);
}
