import { DEMANDS, type Demand, SENTIMENT_LABELS } from "../../core/analysis.js";
import type { Analyzer, Word } from "../../core/analyzer.js";
import type { Encoded } from "../../core/encoded.js";
import { lacksAny, linearVoice, type Models, modelVersions } from "../blend/models.js";
import { type PoolWeights, pool, type Voices } from "../blend/pool.js";
import { type CueScores, type DemandRules, loadDemandRules, PRAISE, PROBLEM } from "./rules.js";

const CODE_VERSION = 3;
/** More questions than this add nothing. */
const MAX_QUESTIONS = 3;

/** Praise right after one of these is none: 不太方便, 没有好转. */
const NEGATION = /^(?:不|没|无|未|别|不是|没有|不太|不够|并非|难)$/;

const QUESTION = new Set("?？");

/** The demands that the source's own category allows; all when it says nothing about them. */
function allowedBy(category: string | undefined, rules: DemandRules): readonly Demand[] {
  if (category === undefined) return DEMANDS;
  const allowed = DEMANDS.filter((d) => rules.categories[d]?.some((wording) => category.includes(wording)));
  return allowed.length > 0 ? allowed : DEMANDS;
}

/** What the rules give to each demand. `titleLength`: the content's first so many characters are the title. */
function weighDemands(words: readonly Word[], titleLength: number, rules: DemandRules): Record<Demand, number> {
  const totals: Record<Demand, number> = { 投诉: 0, 咨询: 0, 求助: 0, 建议: 0, 表扬: 0, 举报: 0 };
  const counted = new Map<CueScores, number>();
  let questions = 0;
  let problems = 0;
  let praises = 0;
  /** What questions give that are asked in passing; in a text full of blame they ask for no answer. */
  let asked = 0;
  for (let i = 0; i < words.length; ) {
    const word = words[i] as Word;
    const inTitle = word.start < titleLength;
    if (QUESTION.has(word.text)) {
      if (inTitle && word.start + 1 >= titleLength) totals.咨询 += rules.questionTitle;
      questions++;
    }
    const hit = rules.cues.longestAt(words, i);
    if (hit === undefined) {
      i++;
      continue;
    }
    const negated = [words[i - 1], words[i - 2]].some((near) => near !== undefined && NEGATION.test(near.text));
    i = hit.to;
    if (hit.value === PROBLEM) {
      problems += rules.problem.score;
      continue;
    }
    if (hit.value === PRAISE) {
      if (!negated) praises += rules.praise.score;
      continue;
    }
    // Once in the title (bit 1), once in the text (bit 2).
    const place = inTitle ? 1 : 2;
    const before = counted.get(hit.value) ?? 0;
    if ((before & place) !== 0) continue;
    counted.set(hit.value, before | place);
    const factor = !inTitle ? 1 : word.start === 0 ? rules.leadFactor : rules.titleFactor;
    for (const demand in hit.value) {
      const score = hit.value[demand as Demand] as number;
      if (demand === "咨询" && score <= rules.rhetorical.upTo) asked += score * factor;
      else totals[demand as Demand] += score * factor;
    }
  }
  asked += Math.min(questions, MAX_QUESTIONS) * rules.question;
  if (problems >= rules.rhetorical.from) asked *= rules.rhetorical.factor;
  if (totals.咨询 > 0 || asked >= rules.rhetorical.least) totals.咨询 += asked;
  totals.投诉 += Math.min(problems, rules.problem.most);
  if (problems === 0) totals.表扬 += Math.min(praises, rules.praise.most);
  return totals;
}

/** What the citizen wants, by rules. */
export function demandByRules(
  words: readonly Word[],
  titleLength: number,
  category: string | undefined,
  rules: DemandRules,
): Demand {
  const allowed = allowedBy(category, rules);
  if (allowed.length === 1) return allowed[0] as Demand;
  const totals = weighDemands(words, titleLength, rules);
  let best: Demand | undefined;
  for (const demand of rules.order) {
    if (allowed.includes(demand) && totals[demand] > (best === undefined ? 0 : totals[best])) best = demand;
  }
  return best ?? (allowed.includes(rules.fallback) ? rules.fallback : (allowed[0] as Demand));
}

/** Points less than this are not taken at their word: one cue of this score is half of the evidence. */
const DOUBT = 1;

/** The share of the rules' points that each demand has, in the order of DEMANDS; in all below 1. */
export function demandShares(words: readonly Word[], titleLength: number, rules: DemandRules): number[] {
  const totals = weighDemands(words, titleLength, rules);
  const sum = DEMANDS.reduce((all, demand) => all + totals[demand], DOUBT);
  return DEMANDS.map((demand) => totals[demand] / sum);
}

/** The likeliest of the demands that the source's own category allows, by models and rules together. */
export function blendedDemand(voices: Voices, allowed: readonly Demand[], weights: PoolWeights): Demand {
  const together = pool(DEMANDS.length, voices, weights);
  return allowed.reduce((best, demand) => {
    return together[DEMANDS.indexOf(demand)]! > together[DEMANDS.indexOf(best)]! ? demand : best;
  });
}

/** Praise with this share of the rules' points has twice as many as everything else. */
const PLAIN_PRAISE = 0.65;
/** Blame with no more than this part of the praise's points is beside the matter: 帮我找回丢失的钱包. */
const LITTLE_BLAME = 0.25;
/** From this probability on the encoder takes a text for a positive one. */
const SOUNDS_POSITIVE = 0.6;

/**
 * Praise is left to the rules: of the labelled messages too few are praise for a model to have learned it. Theirs has to be
 * plain, or with little blame beside it and positive by what the encoder knows of public posts: thanks also stand under
 * complaints. (Of the 1,620 messages for training and dev, the rules alone call eleven praise; this finds the two
 * that are.)
 */
export function isPraise(byRules: Demand, shares: readonly number[], { post }: Pick<Encoded, "post">): boolean {
  if (byRules !== "表扬") return false;
  const praise = shares[DEMANDS.indexOf("表扬")]!;
  const blame = shares[DEMANDS.indexOf("投诉")]!;
  if (praise >= PLAIN_PRAISE) return true;
  return blame <= LITTLE_BLAME * praise && post[SENTIMENT_LABELS.indexOf("positive")]! >= SOUNDS_POSITIVE;
}

/** How much of a content is its title. */
export function titleLengthOf(title: string | undefined, content: string): number {
  return title !== undefined && content.startsWith(title) ? title.length : 0;
}

/**
 * 投诉, 咨询, 求助, 建议, 表扬 or 举报: by the rules of config/demand.yaml; with models by these and the rules together. A
 * text of which the encoder said nothing is left to the rules and marked.
 */
export function createDemandAnalyzer(
  models?: Models,
): Analyzer<"category" | "content" | "encoded" | "title" | "words", "degraded" | "demand"> {
  const rules = loadDemandRules();
  return {
    id: "demand",
    version: `${CODE_VERSION}+rules:${rules.hash}${models ? modelVersions(models, ["demand"]) : ""}`,
    needs: ["category", "content", "title", "words", ...(models ? (["encoded"] as const) : [])],
    adds: models ? ["demand", "degraded"] : ["demand"],
    analyze: (batch) =>
      batch.map(({ category, content, encoded, title, words }) => {
        const titleLength = titleLengthOf(title, content);
        const byRules = demandByRules(words, titleLength, category, rules);
        if (models === undefined) return { demand: byRules };
        if (encoded === undefined) return { demand: byRules, degraded: ["demand"] };
        const allowed = allowedBy(category, rules);
        const shares = demandShares(words, titleLength, rules);
        const voices = {
          encoder: encoded.demand,
          linear: linearVoice(models.linear.demand, DEMANDS, content, encoded.demand),
          words: shares,
        };
        const demand = isPraise(byRules, shares, encoded)
          ? byRules
          : blendedDemand(voices, allowed, models.blend.demand);
        return lacksAny(models, ["demand"]) ? { demand, degraded: ["demand"] } : { demand };
      }),
  };
}
