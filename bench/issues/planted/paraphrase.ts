import type { InventedMatter, Kind, Phrases } from "./invented.js";
import type { RandomSource } from "./random-source.js";
import { expand } from "./template.js";
import { withTypingErrors } from "./typing-errors.js";

/** How often people make what typing errors, by the share of characters: most write with care, some do not. */
const CARE = [0, 0, 0.004, 0.004, 0.01, 0.025];

/** One way of telling a matter. */
export interface Telling {
  title: string;
  text: string;
}

/**
 * Tells a matter once more: other words for the same thing, another choice and order of what there is to say, short or
 * long, the place by one of its names, the district with it or not, with typing errors or without. The place stands in
 * the title or in the text, mostly in both.
 */
export function tell(matter: InventedMatter, kind: Kind, phrases: Phrases, random: RandomSource): Telling {
  const slots = slotsOf(matter, kind, random);
  const say = (template: string): string => expand(template, slots, random);
  const care = random.one(CARE);
  const length = random.one(["short", "middle", "middle", "long"] as const);
  const facts = random.some(kind.facts, { short: 1, middle: 2, long: 4 }[length] + random.below(2)).map(say);
  const body = random.shuffled([
    ...facts,
    ...(random.chance(length === "short" ? 0.3 : 0.7) ? [random.one(matter.details)] : []),
    ...(random.chance(length === "short" ? 0.1 : 0.4) ? [say(random.one(kind.harms))] : []),
    ...(random.chance(length === "long" ? 0.7 : 0.25) ? [say(random.one(phrases.history))] : []),
  ]);
  const title = say(random.one(kind.titles));
  const opening = random.chance(0.5) ? say(random.one(phrases.openings)) : "";
  const asks = random.chance(0.6) ? [say(random.one(kind.asks))] : [];
  const closing = random.chance(0.4) ? [say(random.one(phrases.closings))] : [];
  const named = slots.place!.some((name) => `${title}${opening}${body.join("")}`.includes(name));
  const where = !named || random.chance(0.6) ? [say(random.one(phrases.places))] : [];
  const sentences = [opening, ...where, ...body, ...asks, ...closing].filter((part) => part !== "");
  const text = sentences.join(random.one(["，", "。", "，", "；"])) + random.one(["。", "！", "", "？"]);
  return { title: withTypingErrors(title, care, random), text: withTypingErrors(text, care, random) };
}

function slotsOf(matter: InventedMatter, kind: Kind, random: RandomSource): Record<string, readonly string[]> {
  const { place, other, district, party } = matter;
  const name = random.chance(0.5) ? place : random.one(other);
  return {
    place: [name],
    district: [random.chance(0.7) ? district : ""],
    thing: kind.thing,
    // Who did not catch the name says what it is.
    party: party === undefined ? ["物业", "施工方"] : [party, party, party, party.slice(0, -2)],
  };
}
