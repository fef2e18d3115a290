import type { Area, Place } from "../core/analysis.js";
import type { Analyzer, Draft } from "../core/analyzer.js";
import { encodeMatterPrint, type MatterPrint } from "../core/matter-print.js";
import { isCommonGram } from "./common-grams.js";
import { addGrams, folded, gramHash } from "./grams.js";

const CODE_VERSION = "3";
/** Only this much of a message is read, in characters: what it is about is told first. */
const MAX_CHARACTERS = 400;
const MAX_GRAMS = 300;
const MAX_PLACE_GRAMS = 60;
/** What stands for the title of a message that has none, in characters of its first sentence. */
const FIRST_SENTENCE = 40;
const SENTENCE_END = /[。！？；!?;\n]/u;

/** Districts under a letter and a number, as messages that were made public have them. */
const DISTRICTS = /^(?:[A-Z]\d*[市区县])+/u;
const LETTERED = /^([A-Z])\d/u;
/** How names of all sorts end. */
const ENDINGS = /(?:小区|项目|楼盘|有限公司|有限责任公司)+$/u;
const SHORTEST_NAME = 2;

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
    // What is left of a masked name is no name where it is a single character.
    addGrams(folded(nameOf(place), MAX_CHARACTERS), placeGrams, MAX_PLACE_GRAMS, SHORTEST_NAME);
  }
  return {
    ...(encoded && { embedding: Int8Array.from(encoded.embedding, (value) => Math.round(value * 127)) }),
    grams: sorted(grams),
    titleGrams: sorted(titleGrams),
    placeGrams: sorted(placeGrams),
    nameGrams: sorted([...titleGrams].filter((gram) => !isCommonGram(gram))),
    city: cityOf(area),
    district: area.district === undefined ? 0 : gramHash(area.district),
  };
}

/** A3区 lies in A市, whether that was said or not. */
function cityOf({ city, district }: Area): number {
  const letter = district?.match(LETTERED)?.[1];
  const name = letter === undefined ? city : `${letter}市`;
  return name === undefined ? 0 : gramHash(name);
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
