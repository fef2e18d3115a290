import type { Cuts } from "../places/cuts.js";
import type { EdgeModel } from "../places/edge-model.js";
import type { Gazetteer, KnownPlace } from "../places/gazetteer.js";
import { CITY, DISTRICT, type Divisions } from "./divisions.js";
import type { Local } from "./local.js";
import type { Mention } from "./mentions.js";
import { type Scan, scan } from "./scan.js";

/** One place in a text that tells where the matter is. */
export interface Evidence {
  city?: string;
  district?: string;
  street?: string;
  /** The stronger wins, of equals the first. */
  weight: number;
  at: number;
}

export interface AreaKnowledge {
  divisions: Divisions;
  local: Local;
  /** Short names of cities: 杭州, with 杭州市 as the district that they lie in. */
  cities: Gazetteer;
  cuts: Cuts;
  edges: EdgeModel;
}

const FULL_NAME = 6;
const STREET_NAME = 5;
const KNOWN_PLACE = 4;
const SHORT_NAME = 4;
const ZONE = 3;
const SHORT_STREET = 3;
/** 杭州市|西湖区, 位于|西湖区. */
const CHAINED = 1;

/** What follows a short name where it names something else: 余杭|大道, 滨江|花园, 西湖|银行. */
const OTHER_NAME =
  /[东南西北中]?(?:[一二三四五六七八九十])?(?:路|街(?!道)|大道|巷|桥|大桥|高速|银行|大厦|广场)|.?(?:花园|[苑府城园街]|公馆|家园|山庄)/y;
const ZONES = /(高新(?:技术)?(?:产业)?(?:开发)?区)|(经济(?:技术)?开发区|经开区)/g;
const UNKNOWN_STREET = /[一-鿿]{2,4}?(?:街道|镇|乡)(?![村化镇])/y;
const LOCATIVES = /(?:位于|地处|座落于|坐落于|坐落在|住在|家住|在)$/;

function namesOther(text: string, at: number): boolean {
  OTHER_NAME.lastIndex = at;
  return OTHER_NAME.test(text);
}

/** Cities that a text names, in full or by their short names, with where. */
function cityEvidence(text: string, length: number, mentions: readonly Mention[], known: AreaKnowledge): Evidence[] {
  const found: Evidence[] = mentions
    .filter(({ level }) => level === CITY)
    .map(({ name, start }) => ({ city: name, weight: FULL_NAME, at: start }));
  for (let at = 0; at + 2 <= length; at++) {
    const city = known.cities.match(text, at);
    if (city === undefined) continue;
    const end = at + city.name.length;
    if (text[end] !== "市" && !namesOther(text, end)) found.push({ city: city.district!, weight: SHORT_NAME, at });
  }
  return found;
}

function districtEvidence(mention: Mention, named: ReadonlySet<string>, known: AreaKnowledge): Evidence {
  const { divisions, local } = known;
  const weight = FULL_NAME + (mention.chained ? CHAINED : 0);
  const base: Evidence = { district: mention.name, weight, at: mention.start };
  if (local.districts.has(mention.name)) return local.city === undefined ? base : { ...base, city: local.city };
  const cities = mention.entries
    .filter((entry) => divisions.levelOf(entry) === DISTRICT)
    .map((entry) => divisions.parentOf(entry))
    .map((city) => (city < 0 ? "" : divisions.nameOf(city)));
  const city = cities.find((one) => named.has(one)) ?? (cities.length === 1 ? cities[0] : undefined);
  return city ? { ...base, city } : base;
}

/** A street counts where its district is beyond doubt: in the office's city, with what it lies in, or the only one. */
function streetEvidence(
  mention: Mention,
  context: { named: ReadonlySet<string>; anonymised: boolean; before: Mention | undefined },
  known: AreaKnowledge,
): Evidence | undefined {
  const { divisions, local } = known;
  const weight = STREET_NAME + (mention.chained ? CHAINED : 0);
  const base: Evidence = { street: mention.name, weight, at: mention.start };
  const own = local.streets.get(mention.name);
  if (own !== undefined) return { ...base, district: own, ...(local.city !== undefined && { city: local.city }) };
  const parents = mention.entries.map((entry) => divisions.parentOf(entry)).filter((parent) => parent >= 0);
  const describe = (parent: number): Evidence => {
    if (divisions.levelOf(parent) === CITY) return { ...base, city: divisions.nameOf(parent) };
    const city = divisions.parentOf(parent);
    return { ...base, district: divisions.nameOf(parent), ...(city >= 0 && { city: divisions.nameOf(city) }) };
  };
  const inNamed = parents.filter((parent) => {
    const city = divisions.parentOf(parent);
    return context.named.has(divisions.nameOf(parent)) || (city >= 0 && context.named.has(divisions.nameOf(city)));
  });
  if (inNamed.length === 1) return describe(inNamed[0]!);
  if (mention.chained && context.before?.level === DISTRICT) return { ...base, district: context.before.name };
  if (context.anonymised || mention.chained) return undefined;
  return parents.length === 1 ? describe(parents[0]!) : undefined;
}

/** A town that no list knows counts just behind its district: A3区|雨厂坪镇. */
function unknownStreets(text: string, { mentions, symbols }: Scan, known: AreaKnowledge): Evidence[] {
  const found: Evidence[] = [];
  for (const { level, end, name } of mentions) {
    if (level !== DISTRICT || mentions.some(({ start }) => start === end)) continue;
    UNKNOWN_STREET.lastIndex = end;
    const street = UNKNOWN_STREET.exec(text)?.[0];
    if (street === undefined) continue;
    let whole = true;
    for (let at = end + 1; at < end + street.length; at++) whole &&= !known.cuts.before(symbols, at);
    if (whole && !known.cuts.stops(street.charCodeAt(0)))
      found.push({ street, district: name, weight: STREET_NAME, at: end });
  }
  return found;
}

function hint(place: KnownPlace, weight: number, at: number, local: Local): Evidence {
  const district = place.district ?? (place.street === undefined ? undefined : local.streets.get(place.street));
  return {
    ...(place.street !== undefined && { street: place.street }),
    ...(district !== undefined && { district }),
    ...(district !== undefined && local.city !== undefined && { city: local.city }),
    weight,
    at,
  };
}

/** What only the office's own city makes clear: short names, its own divisions and places. */
function localEvidence(text: string, { length, symbols }: Scan, known: AreaKnowledge): Evidence[] {
  const { local, cuts, edges } = known;
  const found: Evidence[] = [];
  let districtEnd = -1;
  for (let at = 0; at < length; at++) {
    const added = local.added.match(text, at);
    if (added !== undefined) found.push(hint(added, added.street === undefined ? FULL_NAME : STREET_NAME, at, local));
    const place = local.places.match(text, at);
    if (place !== undefined) found.push(hint(place, KNOWN_PLACE, at, local));
    const district = local.shortDistricts.match(text, at);
    if (district !== undefined && !namesOther(text, at + district.name.length)) {
      found.push(hint(district, SHORT_NAME, at, local));
      districtEnd = at + district.name.length;
    }
    const street = local.shortStreets.match(text, at);
    if (street === undefined || namesOther(text, at + street.name.length)) continue;
    if (at !== districtEnd && !cuts.before(symbols, at) && symbols[at - 1]! >= 0x3400) continue;
    if (!edges.isOrdinary(text.charCodeAt(at), text.charCodeAt(at + 1)))
      found.push(hint(street, SHORT_STREET, at, local));
  }
  return found;
}

/** Everything in a text that tells where its matter is, unordered; at most 2,000 characters are looked at. */
export function findEvidence(text: string, known: AreaKnowledge): Evidence[] {
  const scanned = scan(text);
  const { length, mentions } = scanned;
  const found = cityEvidence(text, length, mentions, known);
  const named = new Set(found.map(({ city }) => city!));
  for (const { level, name } of mentions) if (level === DISTRICT) named.add(name);
  const anonymised = mentions.some(({ entries }) => entries.length === 0);
  for (const [index, mention] of mentions.entries()) {
    const evidence =
      mention.level === DISTRICT
        ? districtEvidence(mention, named, known)
        : mention.level === CITY
          ? undefined
          : streetEvidence(mention, { named, anonymised, before: mentions[index - 1] }, known);
    if (evidence === undefined) continue;
    const located = !mention.chained && LOCATIVES.test(text.slice(Math.max(0, mention.start - 3), mention.start));
    found.push(located ? { ...evidence, weight: evidence.weight + CHAINED } : evidence);
  }
  found.push(...unknownStreets(text, scanned, known), ...localEvidence(text, scanned, known));
  for (const zone of text.slice(0, length).matchAll(ZONES)) {
    found.push({ district: zone[1] === undefined ? "经开区" : "高新区", weight: ZONE, at: zone.index });
  }
  return found;
}
