import type { Topic } from "../../core/analysis.js";
import type { LinearPredictor } from "../linear/predict.js";
import type { CueEvidence } from "./evidence.js";
import type { Taxonomy } from "./taxonomy.js";

/** A first level that cue words alone decided is never surer than this: there were no labels to measure it on. */
const MOST_BY_CUES = 0.6;
/** Evidence that a second or third level needs: one clear word of two characters. */
const LEAST_EVIDENCE = 1;
/** Above this probability the model is never overruled. */
const SURE = 0.95;
/**
 * How the model's probability and the cue evidence are weighed. Chosen on training rows held out (macro-F1 as without
 * cues, log loss 0.261 instead of 0.278) and on half of the judged messages (bench/quality), where it puts more right.
 */
const MODEL_WEIGHT = 0.8;
const EVIDENCE_WEIGHT = 2.4;
/** Evidence less than this is not taken at its word. */
const EVIDENCE_DOUBT = 3;
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

/**
 * The topic of a text: the first level by the model and cue words together, or by cue words alone where these speak
 * clearly for a class that the model has not learned; the second and third level by cue words, only where there are some.
 *
 * Cue words overrule the model when they lead over those for the model's class by 2 (by 4.4 when the model gives it
 * a probability of 0.9, never above 0.95) and one of them stands in the title.
 */
export class TopicDecider {
  private readonly children: number[][];
  private readonly firsts: number[];
  /** Class of each of the model's labels; −1 for a label that is no first level of the taxonomy. */
  private readonly labelClasses: number[];
  /** First levels that the model has not learned. */
  private readonly rivals: number[];
  private readonly values: Float64Array;

  constructor(
    private readonly taxonomy: Taxonomy,
    private readonly evidence: CueEvidence,
    private readonly predictor: LinearPredictor | undefined,
  ) {
    const { classes } = taxonomy;
    this.children = classes.map(() => []);
    this.firsts = [];
    classes.forEach(({ level, parent }, index) => {
      if (level === 1) this.firsts.push(index);
      else this.children[parent]!.push(index);
    });
    const labels = predictor?.model.labels ?? [];
    this.labelClasses = labels.map((label) => this.firsts.find((index) => classes[index]!.name === label) ?? -1);
    this.rivals = this.firsts.filter((index) => !this.labelClasses.includes(index));
    this.values = new Float64Array(labels.length);
  }

  decide(text: string): Omit<Topic, "abstain"> {
    this.evidence.read(text);
    const { first, confidence } = this.firstLevel(text);
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

  private firstLevel(text: string): { first: number; confidence: number } {
    const { scores, headCues } = this.evidence;
    const byModel = this.likeliest(text);
    if (!byModel) return this.strongestFirst();
    const rival = this.strongest(this.rivals);
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

  /**
   * The likeliest of the model's labels, its log-probability weighed against the label's share of the cue evidence for
   * all of them; nothing when there is no model, or when none of its labels is a first level of the taxonomy.
   */
  private likeliest(text: string): { first: number; confidence: number } | undefined {
    const predictor = this.predictor;
    if (!predictor) return undefined;
    const { labelClasses } = this;
    const { scores } = this.evidence;
    const values = this.values;
    predictor.margins(text, values);
    predictor.probabilities(values);
    let evidence = EVIDENCE_DOUBT;
    for (const index of labelClasses) if (index >= 0) evidence += scores[index]!;
    let best = -1;
    let sum = 0;
    for (let k = 0; k < values.length; k++) {
      const index = labelClasses[k]!;
      const share = index < 0 ? 0 : scores[index]! / evidence;
      values[k] = Math.max(values[k]!, 1e-9) ** MODEL_WEIGHT * Math.exp(EVIDENCE_WEIGHT * share);
      sum += values[k]!;
      if (index >= 0 && (best < 0 || values[k]! > values[best]!)) best = k;
    }
    return best < 0 ? undefined : { first: labelClasses[best]!, confidence: values[best]! / sum };
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
