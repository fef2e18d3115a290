import type { Topic } from "../../core/analysis.js";
import type { Encoded } from "../../core/encoded.js";
import { linearVoice } from "../blend/models.js";
import { type PoolWeights, pool } from "../blend/pool.js";
import type { LinearModel } from "../linear/linear-model.js";
import type { CueEvidence } from "./evidence.js";
import type { Taxonomy } from "./taxonomy.js";

/** A first level that cue words alone decided is never surer than this: there were no labels to measure it on. */
const MOST_BY_CUES = 0.6;
/** Evidence that a second or third level needs: one clear word of two characters. */
const LEAST_EVIDENCE = 1;
/** Above this probability the model is never overruled. */
const SURE = 0.95;
/**
 * How the linear model's probability and the cue evidence are weighed without the encoder. Chosen on training rows held out
 * (macro-F1 as without cues, log loss 0.261 instead of 0.278) and on half of the judged messages (bench/quality), where it
 * puts more right.
 */
const WITHOUT_ENCODER: PoolWeights = { encoder: 0, linear: 0.8, words: 2.4, temperature: 1 };
/** A text of fewer characters is a guess, whatever is in it. */
const LEAST_CHARACTERS = 4;
const GUESS = 0.3;

/** How far cue words for a class that the model does not know must lead to overrule a model of this probability. */
function leadNeeded(probability: number): number {
  if (probability > SURE) return Number.POSITIVE_INFINITY;
  return 2 + 6 * Math.max(0, probability - 0.5);
}

/** Confidence in a first level that cue words alone decided, from their lead over the runner-up. */
function confidenceByCues(lead: number): number {
  return Math.min(MOST_BY_CUES, 0.4 + 0.05 * lead);
}

/** Models of a text's first level, and how they are weighed. */
export interface TopicModels {
  linear?: LinearModel | undefined;
  /** With the encoder. Without it the linear model and the cue words have weights of their own. */
  weights?: PoolWeights | undefined;
}

/** First levels that models have learned, as the taxonomy has them. */
interface Labels {
  names: readonly string[];
  /** Class of each; −1 for a label that is no first level of the taxonomy. */
  classes: readonly number[];
  /** First levels that are not among them. */
  rivals: readonly number[];
}

/**
 * The topic of a text: the first level by models and cue words together, or by cue words alone where these speak
 * clearly for a class that no model has learned; the second and third level by cue words, only where there are some.
 *
 * Cue words overrule the models when they lead over those for the models' class by 2 (by 4.4 when the models give it
 * a probability of 0.9, never above 0.95) and one of them stands in the title.
 */
export class TopicDecider {
  private readonly children: number[][];
  private readonly firsts: number[];
  private readonly known = new Map<string, Labels>();

  constructor(
    private readonly taxonomy: Taxonomy,
    private readonly evidence: CueEvidence,
    private readonly models: TopicModels,
  ) {
    const { classes } = taxonomy;
    this.children = classes.map(() => []);
    this.firsts = [];
    classes.forEach(({ level, parent }, index) => {
      if (level === 1) this.firsts.push(index);
      else this.children[parent]!.push(index);
    });
  }

  /** @param encoder what it says of the first levels that it has learned */
  decide(text: string, encoder?: Encoded["topic"]): Omit<Topic, "abstain"> {
    this.evidence.read(text);
    const { first, confidence } = this.firstLevel(text, encoder);
    const path = [this.taxonomy.classes[first]!.name];
    let above = first;
    while (true) {
      const below = this.strongest(this.children[above]!);
      if (below < 0 || this.evidence.scores[below]! < LEAST_EVIDENCE) break;
      path.push(this.taxonomy.classes[below]!.name);
      above = below;
    }
    const short = characters(text) < LEAST_CHARACTERS;
    return { path, confidence: short ? Math.min(confidence, GUESS) : confidence };
  }

  private firstLevel(text: string, encoder: Encoded["topic"] | undefined): { first: number; confidence: number } {
    const { scores, headCues } = this.evidence;
    const names = encoder ? Object.keys(encoder) : this.models.linear?.labels;
    const labels = names && this.labelsOf(names);
    const byModel = labels && this.likeliest(text, labels, encoder);
    if (!byModel) return this.strongestFirst();
    const rival = this.strongest(labels.rivals);
    if (rival >= 0 && headCues[rival] === 1) {
      const lead = scores[rival]! - scores[byModel.first]!;
      if (lead >= leadNeeded(byModel.confidence)) return { first: rival, confidence: confidenceByCues(lead) };
    }
    return byModel;
  }

  /** Without a model: the first level with the most evidence; the file's first one, for nothing, when there is none. */
  private strongestFirst(): { first: number; confidence: number } {
    const { scores } = this.evidence;
    const first = this.strongest(this.firsts);
    if (first < 0) return { first: this.firsts[0]!, confidence: 0 };
    const second = this.strongest(this.firsts.filter((index) => index !== first));
    return { first, confidence: confidenceByCues(scores[first]! - (second < 0 ? 0 : scores[second]!)) };
  }

  private labelsOf(names: readonly string[]): Labels {
    const key = names.join("\n");
    let labels = this.known.get(key);
    if (labels === undefined) {
      const classes = names.map(
        (name) => this.firsts.find((index) => this.taxonomy.classes[index]!.name === name) ?? -1,
      );
      labels = { names, classes, rivals: this.firsts.filter((index) => !classes.includes(index)) };
      this.known.set(key, labels);
    }
    return labels;
  }

  /**
   * The likeliest of the models' labels, weighed together with each label's share of the cue evidence for all of them;
   * nothing when none of the labels is a first level of the taxonomy.
   */
  private likeliest(
    text: string,
    { names, classes }: Labels,
    encoder: Encoded["topic"] | undefined,
  ): { first: number; confidence: number } | undefined {
    const said = encoder && names.map((name) => encoder[name] ?? 0);
    const linear = said ? linearVoice(this.models.linear, names, text, said) : this.models.linear?.probabilities(text);
    const words = this.evidence.shares(classes);
    const weights = (encoder && this.models.weights) ?? WITHOUT_ENCODER;
    const values = pool(names.length, { encoder: said, linear, words }, weights);
    let best = -1;
    values.forEach((value, k) => {
      if (classes[k]! >= 0 && (best < 0 || value > values[best]!)) best = k;
    });
    return best < 0 ? undefined : { first: classes[best]!, confidence: values[best]! };
  }

  /** The class with the most evidence, the first of equals; −1 when none has any. */
  private strongest(candidates: readonly number[]): number {
    let best = -1;
    let most = 0;
    for (const index of candidates) {
      const score = this.evidence.scores[index]!;
      if (score > most) {
        best = index;
        most = score;
      }
    }
    return best;
  }
}

const CHARACTER = /[\p{L}\p{N}]/u;

/** Letters and digits at the beginning of a text, counted no further than needed. */
function characters(text: string): number {
  let count = 0;
  for (const character of text) {
    if (CHARACTER.test(character) && ++count >= LEAST_CHARACTERS) break;
  }
  return count;
}
