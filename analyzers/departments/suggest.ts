import type { Topic } from "../../core/analysis.js";
import type { Charters } from "./charters.js";
import { DepartmentEvidence } from "./evidence.js";

export interface Suggestion {
  name: string;
  /** How likely a reader would call this unit a right one, 0 … 1. */
  confidence: number;
}

const MOST = 3;
/** What is right less than once in four times is not worth a look. */
const LEAST_CONFIDENCE = 0.25;

/**
 * Log-odds of a unit being right: base + strength · ln(1 + score) + lead · share of all units' scores. Fitted by logistic
 * regression on the dev rows of bench/quality/department_labels.csv, the six highest scores of each.
 */
const CONFIDENCE = { base: -3.143, strength: 1.134, lead: 8.399 };
/** Added to the sum that a share is taken of: a single weak word is no certainty for being alone. */
const DOUBT = 1;

/** Suggests units for messages, best first, equals in the order of the file. */
export class DepartmentSuggester {
  private readonly evidence: DepartmentEvidence;

  constructor(private readonly charters: Charters) {
    this.evidence = new DepartmentEvidence(charters);
  }

  /** At most three units; none where no unit is likely enough. */
  suggest(content: string, topic: Topic): Suggestion[] {
    const { scores } = this.evidence;
    this.evidence.read(content, topic);
    let total = DOUBT;
    for (const score of scores) total += score;
    const suggestions: Suggestion[] = [];
    for (const unit of highest(scores)) {
      const score = scores[unit]!;
      const confidence = confidenceOf(score, score / total);
      if (confidence < LEAST_CONFIDENCE) break;
      suggestions.push({ name: this.charters.units[unit]!.name, confidence });
    }
    return suggestions;
  }
}

/** To three decimals, as they are stored. */
function confidenceOf(score: number, share: number): number {
  const logOdds = CONFIDENCE.base + CONFIDENCE.strength * Math.log1p(score) + CONFIDENCE.lead * share;
  return Math.round(1000 / (1 + Math.exp(-logOdds))) / 1000;
}

/** The units with the highest scores above 0, best first. */
function highest(scores: Float64Array): number[] {
  const best: number[] = [];
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit]!;
    if (score === 0 || (best.length === MOST && score <= scores[best[MOST - 1]!]!)) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < score) at--;
    best.splice(at, 0, unit);
    if (best.length > MOST) best.pop();
  }
  return best;
}
