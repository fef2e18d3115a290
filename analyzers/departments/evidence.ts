import type { Topic } from "../../core/analysis.js";
import { CueTrie } from "../topic/cue-trie.js";
import type { Charter, Charters, Entry } from "./charters.js";

/** UTF-16 units at the beginning of a text where the title stands: cues there count double. */
const HEAD_UNITS = 30;
/** Only the beginning of a long text is searched, as for the topic. */
const MAX_UNITS = 1000;

/** How much more a unit's name counts than a word. */
const NAME = 2;
/** What the topic counts by the number of levels that the unit lists, at full confidence. */
const TOPIC = [0.8, 1.4, 2];

type Posting = readonly [unit: number, weight: number];

/**
 * How strongly a message speaks for each unit.
 *
 * A word found n times (in the title twice over) counts 1 + ln n, times its specificity: 1 for two characters, 1.4 for
 * three, 1.8 for more, half of that for weak ones; names of the unit double. Words against it are taken off likewise. The
 * topic counts by the deepest level that the unit lists, times its confidence. Scores are added up, so that in a message
 * of two matters the units of both come to the front.
 */
export class DepartmentEvidence {
  /** Evidence per unit of the last message; never below 0. */
  readonly scores: Float64Array;
  private readonly trie: CueTrie;
  private readonly words: Posting[][];
  private readonly counts: Uint16Array;
  private readonly topics: ReadonlyMap<string, readonly Posting[]>;

  constructor({ units, ignore }: Charters) {
    const postings = wordPostings(units);
    for (const phrase of ignore) postings.set(phrase, []);
    this.trie = new CueTrie([...postings.keys()]);
    this.words = [...postings.values()];
    this.counts = new Uint16Array(this.words.length);
    this.topics = topicPostings(units);
    this.scores = new Float64Array(units.length);
  }

  /** Fills {@link scores} for a message. */
  read(content: string, topic: Topic): void {
    this.scores.fill(0);
    this.readWords(content.length > MAX_UNITS ? content.slice(0, MAX_UNITS) : content);
    this.readTopic(topic);
    for (let unit = 0; unit < this.scores.length; unit++) {
      if (this.scores[unit]! < 0) this.scores[unit] = 0;
    }
  }

  private readWords(text: string): void {
    const { scores, words } = this;
    const [trie, counts] = [this.trie, this.counts];
    const found = trie.find(text);
    const { matches, starts } = trie;
    for (let i = 0; i < found; i++) counts[matches[i]!]! += starts[i]! < HEAD_UNITS ? 2 : 1;
    for (let i = 0; i < found; i++) {
      const word = matches[i]!;
      if (counts[word] === 0) continue;
      const damped = 1 + Math.log(counts[word]!);
      for (const [unit, weight] of words[word]!) scores[unit]! += damped * weight;
      counts[word] = 0;
    }
  }

  private readTopic({ path, confidence }: Topic): void {
    const seen = new Set<number>();
    for (let depth = path.length; depth > 0; depth--) {
      for (const [unit, weight] of this.topics.get(path.slice(0, depth).join("/")) ?? []) {
        if (!seen.has(unit)) this.scores[unit]! += weight * confidence;
        seen.add(unit);
      }
    }
  }
}

function weightOf({ text, weak }: Entry): number {
  const specificity = text.length >= 4 ? 1.8 : text.length === 3 ? 1.4 : 1;
  return weak ? specificity / 2 : specificity;
}

function wordPostings(units: readonly Charter[]): Map<string, Posting[]> {
  const found = new Map<string, Map<number, number>>();
  const add = (unit: number, entry: Entry, factor: number): void => {
    const list = found.get(entry.text) ?? new Map<number, number>();
    const weight = weightOf(entry) * factor;
    const other = list.get(unit);
    if (other === undefined || Math.abs(weight) > Math.abs(other)) list.set(unit, weight);
    found.set(entry.text, list);
  };
  units.forEach(({ names, words, against }, unit) => {
    for (const entry of names) add(unit, entry, NAME);
    for (const entry of words) add(unit, entry, 1);
    for (const entry of against) add(unit, entry, -1);
  });
  return new Map([...found].map(([word, list]) => [word, [...list]]));
}

function topicPostings(units: readonly Charter[]): Map<string, Posting[]> {
  const found = new Map<string, Posting[]>();
  units.forEach(({ topics }, unit) => {
    for (const { text, weak } of topics) {
      const weight = TOPIC[text.split("/").length - 1] ?? 0;
      const list = found.get(text) ?? [];
      list.push([unit, weak ? weight / 2 : weight]);
      found.set(text, list);
    }
  });
  return found;
}
