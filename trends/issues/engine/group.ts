import { EMBEDDING_SIZE, type MatterPrint } from "../../../core/matter-print.js";
import type { GramFrequencies } from "./frequencies.js";
import type { MatterSettings } from "./settings.js";
import { add, dot, EMPTY, normalised, type Sparse } from "./sparse.js";

/** How much more a gram of the title counts than one of the text. */
const TITLE = 1.7;

/** A length of 127 is length 1. */
const UNIT = 127;

/**
 * Messages taken for the same matter, as the sums of their vectors: the mean likeness of all pairs of two groups is the
 * product of their sums over the product of their sizes, so it is never worked out pair by pair.
 */
export interface Group {
  /** Messages. */
  n: number;
  /** Messages with an embedding, and the sum of these. */
  embedded: number;
  embedding: Float32Array | undefined;
  words: Sparse;
  /** Messages that name a place or party, those that may do so by a part each, and the sum of their place vectors. */
  placed: number;
  places: Sparse;
  /** In how many of the messages each gram of a name stands. */
  names: Sparse;
  /** The sum of the vectors of titles, places left out. */
  titles: Sparse;
  /** Messages whose city is known, and of how many it is which; the same for districts. */
  cities: Areas;
  districts: Areas;
  /** Set by a person: groups with different marks are never one. */
  fixed: string | undefined;
}

/** In how many messages each gram of a name stands. */
function namesOf({ nameGrams, placeGrams }: MatterPrint): Sparse {
  const at = Uint32Array.from(new Set([...nameGrams, ...placeGrams])).sort();
  return { at, values: new Float32Array(at.length).fill(1) };
}

/** Messages from which a group has a name of its own. */
const NAMED = 2;
/** Share of its messages that a gram of its own name stands in: this much, and this part of its most frequent gram's. */
const OWN = 0.5;
const OWN_OF_MOST = 0.75;
/** Share of a group's messages that another's name may stand in by chance. */
const CHANCE = 0.2;

/** From which share on a gram is of the group's own name: a word of the matter stands in fewer titles than that. */
function ownShare({ names, n }: Group): number {
  let most = 0;
  for (const count of names.values) if (count > most) most = count;
  return Math.max(OWN, (OWN_OF_MOST * most) / n);
}

/** Whether two groups have names of their own, and neither one's is in the other. */
function namedApart(a: Group, b: Group): boolean {
  if (a.n < NAMED || b.n < NAMED) return false;
  const [fromA, fromB] = [ownShare(a), ownShare(b)];
  let ownA = false;
  let ownB = false;
  let i = 0;
  let j = 0;
  while (i < a.names.at.length || j < b.names.at.length) {
    const x = a.names.at[i] ?? Number.POSITIVE_INFINITY;
    const y = b.names.at[j] ?? Number.POSITIVE_INFINITY;
    const shareA = x <= y ? a.names.values[i]! / a.n : 0;
    const shareB = y <= x ? b.names.values[j]! / b.n : 0;
    if (shareA >= fromA) {
      if (shareB > CHANCE) return false;
      ownA = true;
    }
    if (shareB >= fromB) {
      if (shareA > CHANCE) return false;
      ownB = true;
    }
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return ownA && ownB;
}

/** Messages by area. */
interface Areas {
  known: number;
  counts: Sparse;
}

const NOWHERE: Areas = { known: 0, counts: EMPTY };
const areas = new Map<number, Areas>();

/** One message's area; the same object for the same area, since they are few and messages many. */
function areasOf(area: number): Areas {
  if (area === 0) return NOWHERE;
  let one = areas.get(area);
  if (one === undefined) {
    one = { known: 1, counts: { at: Uint32Array.of(area), values: Float32Array.of(1) } };
    areas.set(area, one);
  }
  return one;
}

/** Share of the pairs of which both areas are known and differ. */
function apart(a: Group, b: Group, of: (group: Group) => Areas): number {
  const [x, y] = [of(a), of(b)];
  if (x.known === 0 || y.known === 0) return 0;
  return (x.known * y.known - dot(x.counts, y.counts)) / (a.n * b.n);
}

/** One message as a group. */
export function groupOf(
  print: MatterPrint,
  frequencies: GramFrequencies,
  settings: Pick<MatterSettings, "name" | "nameOnly">,
  fixed?: string,
): Group {
  const title = new Set(print.titleGrams);
  const place = new Set(print.placeGrams);
  const word = (gram: number): number => {
    if (place.has(gram)) return 0;
    return frequencies.idf(gram) * (title.has(gram) ? TITLE : 1);
  };
  const names = namesOf(print);
  const places = weighted(names.at, (gram) => frequencies.idf(gram) ** 2 * (place.has(gram) ? 1 : settings.name));
  return {
    n: 1,
    embedded: print.embedding ? 1 : 0,
    embedding: print.embedding && unit(print.embedding),
    words: weighted(print.grams, word),
    placed: place.size > 0 ? 1 : places.at.length > 0 ? settings.nameOnly : 0,
    places,
    names,
    titles: weighted(print.titleGrams, (gram) => (place.has(gram) ? 0 : frequencies.idf(gram) ** 2)),
    cities: areasOf(print.city),
    districts: areasOf(print.district),
    fixed,
  };
}

function unit(embedding: Int8Array): Float32Array | undefined {
  let squares = 0;
  for (const x of embedding) squares += x * x;
  if (squares === 0) return undefined;
  const scale = 1 / Math.max(Math.sqrt(squares), UNIT / 2);
  return Float32Array.from(embedding, (x) => x * scale);
}

function weighted(grams: Uint32Array, weight: (gram: number) => number): Sparse {
  const at: number[] = [];
  const values: number[] = [];
  for (const gram of grams) {
    const value = weight(gram);
    if (value > 0) {
      at.push(gram);
      values.push(value);
    }
  }
  return normalised({ at: Uint32Array.from(at), values: Float32Array.from(values) });
}

/** Two groups as one. */
export function joined(a: Group, b: Group): Group {
  return {
    n: a.n + b.n,
    embedded: a.embedded + b.embedded,
    embedding: sumOf(a.embedding, b.embedding),
    words: add(a.words, b.words),
    placed: a.placed + b.placed,
    places: add(a.places, b.places),
    names: add(a.names, b.names),
    titles: add(a.titles, b.titles),
    cities: together(a.cities, b.cities),
    districts: together(a.districts, b.districts),
    fixed: a.fixed ?? b.fixed,
  };
}

const together = (a: Areas, b: Areas): Areas => ({ known: a.known + b.known, counts: add(a.counts, b.counts) });

function sumOf(a: Float32Array | undefined, b: Float32Array | undefined): Float32Array | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const sum = new Float32Array(EMBEDDING_SIZE);
  for (let i = 0; i < EMBEDDING_SIZE; i++) sum[i] = a[i]! + b[i]!;
  return sum;
}

/** Whether a person has said that two groups are different matters. */
export function keptApart(a: Group, b: Group): boolean {
  return a.fixed !== undefined && b.fixed !== undefined && a.fixed !== b.fixed;
}

const share = (value: number, full: number): number => Math.max(0, Math.min(1, value / full));

/**
 * How much alike two groups are: see {@link MatterSettings}.
 * @param floor where they cannot be this much alike, some number below it is given: the words are then not compared
 */
export function likeness(a: Group, b: Group, settings: MatterSettings, floor = Number.NEGATIVE_INFINITY): number {
  const pairs = a.n * b.n;
  const bothPlaced = (a.placed / a.n) * (b.placed / b.n);
  const samePlace = bothPlaced === 0 ? 0 : share(dot(a.places, b.places) / pairs, settings.placeFull);
  const apartFromWords =
    settings.titles * share(dot(a.titles, b.titles) / pairs, settings.titlesFull) +
    settings.place * samePlace -
    settings.elsewhere * bothPlaced * (1 - samePlace);
  const embedded = a.embedding && b.embedding && product(a.embedding, b.embedding) / (a.embedded * b.embedded);
  if (embedded !== undefined) {
    const most = Math.min(embedded, settings.most) + apartFromWords + settings.words;
    if (most < floor) return most;
  }
  const words = dot(a.words, b.words) / pairs;
  const matter = embedded ?? settings.lexicalMost * share(words, settings.lexicalFull);
  const otherArea =
    Math.min(1 - samePlace, 1 - share(words, 2 * settings.wordsFull)) *
    Math.max(
      apart(a, b, (group) => group.cities),
      apart(a, b, (group) => group.districts),
    );
  return (
    Math.min(matter, settings.most) +
    apartFromWords +
    settings.words * share(words, settings.wordsFull) -
    settings.otherArea * otherArea -
    (namedApart(a, b) ? settings.otherName : 0)
  );
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < EMBEDDING_SIZE; i++) sum += a[i]! * b[i]!;
  return sum;
}
