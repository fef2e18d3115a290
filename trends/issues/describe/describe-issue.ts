import type { FeedbackDocument } from "../../../core/feedback-document.js";
import type { IssueCard } from "../../../core/issue.js";
import { aboutOf } from "./about.js";
import type { Background } from "./background.js";
import { classWeights } from "./class-weights.js";
import { contrastOf } from "./contrast.js";
import { mostFrequent } from "./most-frequent.js";
import { representativesOf } from "./representatives.js";
import { sampleOf } from "./sample.js";
import { clausesOfSentence, type Sentence, sentencesOf } from "./sentences.js";
import type { Subject } from "./subject.js";
import { summaryOf, tellingOf } from "./summary.js";
import { titleOf } from "./title.js";
import { type Clause, clausesIn } from "./words-in-place.js";

/** More messages than this add nothing to what is read off them. */
const SAMPLE = 300;
const KEYWORDS = 8;
const PLACES = 8;
/** A district is the issue's when at least this share of the messages that name one name it … */
const LEAST_DISTRICT = 0.5;
/** … and this share of all, and two. */
const LEAST_DISTRICT_OF_ALL = 0.2;
/** It stands in the title, for want of a place, when this share of all is there. */
const LEAST_DISTRICT_IN_TITLE = 0.6;
/** What is left of a road's name when it was cut in two. */
const END_OF_ROAD = /^[东西南北中]?(?:路|街|大道|大街)$/;

/** A title is read as a rule; a message without one is read by its most telling sentence. */
function headlineOf(
  clauses: ReturnType<typeof clausesIn>,
  sentences: readonly Sentence[],
  weights: ReadonlyMap<string, number>,
): Clause[] {
  if (clauses.title.length > 0) return clauses.title;
  let best: Sentence | undefined;
  for (const sentence of sentences) {
    if (!best || tellingOf(sentence, weights) > tellingOf(best, weights)) best = sentence;
  }
  return best ? clausesOfSentence(best, clauses) : clauses.text;
}

/** 滨河 is no keyword where 滨河苑 is a place; 医院 at the end of one may well be. */
function isPartOfName(word: string, { variants, families }: Subject): boolean {
  if (END_OF_ROAD.test(word) || variants.some((name) => name.includes(word))) return true;
  return families.some(
    ({ kind, documents, variants: names }) =>
      kind !== "transit" && documents > 1 && names.some((name) => name.includes(word) && !name.endsWith(word)),
  );
}

/**
 * What people read of an issue, from its messages alone: title, place, keywords, summary, topic, district, other places,
 * representatives. The same for the same messages in whatever order; of more than 300 a fixed sample is read.
 * Throws RangeError when there are no documents.
 */
export function describeIssue(documents: readonly FeedbackDocument[], background: Background): IssueCard {
  if (documents.length === 0) throw new RangeError("an issue has at least one document");
  const sample = sampleOf(documents, SAMPLE);
  const contrast = contrastOf(documents, sample, background);
  const { weights, ranked } = classWeights(sample, contrast);
  const read = sample.map((document) => {
    const clauses = clausesIn(document);
    return { document, clauses, sentences: sentencesOf(document, clauses) };
  });
  const titles = read.map(({ clauses, sentences }) => headlineOf(clauses, sentences, weights));
  const areas = sample.map(({ analysis }) => analysis.area);
  const divisions = [
    ...new Set(
      areas.flatMap(({ city, district, street }) => [city, district, street].filter((name) => name !== undefined)),
    ),
  ].filter((name) => name.length >= 2);
  const districts = areas.flatMap(({ district }) => (district ? [district] : []));
  const least = Math.max(2, LEAST_DISTRICT * districts.length, LEAST_DISTRICT_OF_ALL * sample.length);
  const commonest = mostFrequent(districts);
  const district = commonest && commonest.count >= least ? commonest.value : "";
  const topic = mostFrequent(sample.map(({ analysis }) => JSON.stringify(analysis.topic.path)))!.value;
  const path = JSON.parse(topic) as string[];
  const about = aboutOf(sample, titles, divisions, background, contrast);
  const { subject } = about;
  const keywords = ranked.filter((word) => !isPartOfName(word, subject)).slice(0, KEYWORDS);
  const inTitle = commonest && commonest.count >= LEAST_DISTRICT_IN_TITLE * sample.length ? district : "";
  return {
    title: titleOf(about, { district: inTitle, keywords, topic: path }),
    place: subject.name,
    keywords,
    summary: summaryOf(
      read.flatMap(({ sentences }) => sentences),
      weights,
    ),
    topic: path,
    district,
    places: subject.families
      .filter(({ name }) => !subject.variants.includes(name))
      .slice(0, PLACES)
      .map(({ name }) => name),
    representatives: representativesOf(sample, weights),
  };
}
