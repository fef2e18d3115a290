import type { Place } from "../../../core/analysis.js";
import type { FeedbackDocument } from "../../../core/feedback-document.js";
import { byCodePoint } from "../../top-list.js";

/** How well a name of its kind tells one matter from another: a road runs past many. */
const SPECIFIC: Record<Place["kind"], number> = {
  estate: 1,
  village: 1,
  school: 1,
  hospital: 1,
  market: 1,
  park: 1,
  company: 0.9,
  building: 0.9,
  other: 0.9,
  transit: 0.75,
  road: 0.6,
};
/** Shorter names are too often part of others by chance. */
const LEAST_SHARED = 3;
/** Grammar that was read as the start of a name. */
const MISREAD = /^(?:将|未(?!来)|从(?!化)|至(?![善诚])|被|把|则|该|本|此|我|你|他|可向|站与|朝向)/;
const DISPENSABLE = /(?:小区|楼盘|项目)$/;

/** The spellings of one place: 万科魅力之城 and 魅力之城小区 are one. */
export interface PlaceFamily {
  /** The spelling that most messages use. */
  name: string;
  variants: string[];
  kind: Place["kind"];
  /** Messages that name it, headlines that name it. */
  documents: number;
  titles: number;
}

/** How specific a family is, 0 … 1. */
export function specificOf(family: PlaceFamily): number {
  return SPECIFIC[family.kind];
}

interface Spelling {
  name: string;
  kind: Place["kind"];
  documents: Set<number>;
}

function spellings(documents: readonly FeedbackDocument[]): Spelling[] {
  const found = new Map<string, Spelling>();
  documents.forEach(({ analysis }, i) => {
    for (const { name, kind } of analysis.places) {
      if (MISREAD.test(name)) continue;
      const spelling = found.get(name) ?? { name, kind, documents: new Set<number>() };
      spelling.documents.add(i);
      found.set(name, spelling);
    }
  });
  return [...found.values()].sort(
    (a, b) => b.documents.size - a.documents.size || b.name.length - a.name.length || byCodePoint(a.name, b.name),
  );
}

function isSame(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const core = short.replace(DISPENSABLE, "");
  return core.length >= LEAST_SHARED && long.includes(core);
}

const DIGITS = "零一二三四五六七八九";

/** A name with one-figure numbers in both ways of writing: 地铁3号线, 地铁三号线. */
function numberSpellings(name: string): string[] {
  const figures = name.replace(/[一二三四五六七八九](?=号线)/g, (digit) => String(DIGITS.indexOf(digit)));
  const characters = name.replace(/(?<!\d)[1-9](?=号线)/g, (digit) => DIGITS[Number(digit)]!);
  return [...new Set([name, figures, characters])];
}

/** The places that messages name, spellings of one place together; most frequent first. `headlines`: one per message. */
export function placeFamilies(documents: readonly FeedbackDocument[], headlines: readonly string[]): PlaceFamily[] {
  const families: { kind: Place["kind"]; members: Spelling[] }[] = [];
  for (const spelling of spellings(documents)) {
    // The more frequent spelling leads: 恒大 would join two estates only if it were the commonest name of all.
    const home = families.find(
      ({ kind, members }) => kind === spelling.kind && isSame(members[0]!.name, spelling.name),
    );
    if (home) home.members.push(spelling);
    else families.push({ kind: spelling.kind, members: [spelling] });
  }
  return families
    .map(({ kind, members }): PlaceFamily => {
      const variants = members
        .flatMap(({ name }) => numberSpellings(name))
        .sort((a, b) => b.length - a.length || byCodePoint(a, b));
      const named = new Set(members.flatMap(({ documents: ids }) => [...ids]));
      const titles = headlines.filter((headline) => variants.some((name) => headline.includes(name)));
      return { name: members[0]!.name, variants, kind, documents: named.size, titles: titles.length };
    })
    .sort((a, b) => b.documents - a.documents || byCodePoint(a.name, b.name));
}
