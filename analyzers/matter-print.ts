import type { Area, Place } from "../core/analysis.js";
import type { Analyzer, Draft } from "../core/analyzer.js";
import { encodeMatterPrint, type MatterPrint } from "../core/matter-print.js";

const CODE_VERSION = "1";
/** Only this much of a message is read, in characters: what it is about is told first. */
const MAX_CHARACTERS = 400;
const MAX_GRAMS = 300;
const MAX_PLACE_GRAMS = 60;
const GRAM = 3;
/** What stands for the title of a message that has none, in characters of its first sentence. */
const FIRST_SENTENCE = 40;
const SENTENCE_END = /[。！？；!?;\n]/u;
const NOT_IN_RUNS = /[^\p{L}\p{N}]+/u;

/** What triples are made of: Han characters one by one, words and numbers in other letters whole: 28路 is not in 128路. */
const UNIT = /\p{Script=Han}|[^\p{Script=Han}]+/gu;

/** Districts under a letter and a number, as messages that were made public have them. */
const DISTRICTS = /^(?:[A-Z]\d*[市区县])+/u;
const LETTERED = /^([A-Z])\d/u;
/** How names of all sorts end. */
const ENDINGS = /(?:小区|项目|楼盘|有限公司|有限责任公司)+$/u;
const SHORTEST_NAME = 2;

/** Letters and digits alike whatever their width and case; the first `limit` characters. */
function folded(text: string, limit: number): string[] {
  return Array.from(
    text
      .slice(0, 2 * limit)
      .normalize("NFKC")
      .toLowerCase(),
  ).slice(0, limit);
}

/** FNV-1a over the code points. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}

/** Adds the hashes of the triples of a text, run by run, until the list is full; a shorter run counts whole. */
function addGrams(characters: readonly string[], grams: Set<number>, limit: number, shortestRun = 1): void {
  for (const text of characters.join("").split(NOT_IN_RUNS)) {
    const run = text.match(UNIT) ?? [];
    if (run.length < shortestRun) continue;
    for (let i = 0; i <= Math.max(0, run.length - GRAM) && grams.size < limit; i++) {
      grams.add(hashOf(run.slice(i, i + GRAM).join("")));
    }
  }
}

function sorted(grams: Iterable<number>): Uint32Array {
  return Uint32Array.from(grams).sort();
}

/** A name as it is compared: without the districts before it and without what any name may end in; "" if nothing is left. */
function nameOf({ name }: Place): string {
  const local = name.replace(DISTRICTS, "");
  const short = local.replace(ENDINGS, "");
  return Array.from(short).length >= SHORTEST_NAME ? short : local;
}

/**
 * What a message is found by among others about the same matter.
 * @param content title and text as one
 */
export function matterPrintOf({
  title,
  content,
  places,
  area,
  encoded,
}: Pick<Draft, "title" | "content" | "places" | "area" | "encoded">): MatterPrint {
  const heading = title?.trim() ? folded(title, MAX_CHARACTERS) : firstSentence(content);
  const titleGrams = new Set<number>();
  addGrams(heading, titleGrams, MAX_GRAMS);
  const grams = new Set(titleGrams);
  addGrams(folded(content, MAX_CHARACTERS), grams, MAX_GRAMS);
  const placeGrams = new Set<number>();
  for (const place of places) {
    if (place.kind === "road") continue;
    // What is left of a masked name is no name where it is a single character.
    addGrams(folded(nameOf(place), MAX_CHARACTERS), placeGrams, MAX_PLACE_GRAMS, SHORTEST_NAME);
  }
  return {
    ...(encoded && { embedding: Int8Array.from(encoded.embedding, (value) => Math.round(value * 127)) }),
    grams: sorted(grams),
    titleGrams: sorted(titleGrams),
    placeGrams: sorted(placeGrams),
    city: cityOf(area),
    district: area.district === undefined ? 0 : hashOf(area.district),
  };
}

/** A3区 lies in A市, whether that was said or not. */
function cityOf({ city, district }: Area): number {
  const letter = district?.match(LETTERED)?.[1];
  const name = letter === undefined ? city : `${letter}市`;
  return name === undefined ? 0 : hashOf(name);
}

function firstSentence(content: string): string[] {
  const sentence = content.split(SENTENCE_END).find((part) => part.trim() !== "") ?? "";
  return folded(sentence, FIRST_SENTENCE);
}

/**
 * What hot issues are found by (see core/matter-print.ts): its places and parties, the wording of its matter, the
 * encoder's view of it.
 * @param encoder whether an encoder runs before it
 */
export function createMatterPrintAnalyzer(
  encoder: boolean,
): Analyzer<"title" | "content" | "places" | "area" | "encoded", "print"> {
  return {
    id: "matter-print",
    version: CODE_VERSION,
    needs: ["title", "content", "places", "area", ...(encoder ? (["encoded"] as const) : [])],
    adds: ["print"],
    analyze: (batch) => batch.map((draft) => ({ print: encodeMatterPrint(matterPrintOf(draft)) })),
  };
}
