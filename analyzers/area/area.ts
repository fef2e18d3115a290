import type { Area } from "../../core/analysis.js";
import type { Analyzer, Draft } from "../../core/analyzer.js";
import { hashOf } from "../../core/ids.js";
import { Gazetteer } from "../places/gazetteer.js";
import { openKnowledge, type PlaceOptions } from "../places/knowledge.js";
import { loadGazetteer } from "../places/office-gazetteer.js";
import { findCommunity } from "./community.js";
import { DISTRICT, divisions, divisionsHash } from "./divisions.js";
import { type AreaKnowledge, type Evidence, findEvidence } from "./evidence.js";
import { openLocal } from "./local.js";
import { findMentions } from "./mentions.js";
import { cityShortNames } from "./short-names.js";

const CODE_VERSION = "1";
/** A title says what a message is about: what stands in it counts so much more. */
const IN_TITLE = 3;
/** The source's own address counts before anything that the citizen wrote. */
const IN_ADDRESS = 8;

/** A3区 lies in A市 and in no city that has a name. */
const ANONYMISED = /^[A-Z]\d{0,2}[市区县]/u;

type Input = Pick<Draft, "content" | "title" | "district" | "street" | "address">;

function strongest(evidence: readonly Evidence[], wanted: (one: Evidence) => boolean): Evidence | undefined {
  let best: Evidence | undefined;
  for (const one of evidence) {
    if (!wanted(one)) continue;
    if (best === undefined || one.weight > best.weight || (one.weight === best.weight && one.at < best.at)) best = one;
  }
  return best;
}

/** The source's own district in one spelling: 杭州市西湖区, 西湖 and 西湖区 are 西湖区. */
function sourceDistrict(value: string | undefined, known: AreaKnowledge): string | undefined {
  const district = value?.trim();
  if (!district) return undefined;
  const mention = findMentions(district, district.length, known.divisions).find(({ level }) => level === DISTRICT);
  if (mention !== undefined) return mention.name;
  const short = known.local.shortDistricts.match(district, 0);
  return short?.name === district ? short.district : district;
}

/** Where a message's matter is: the source's own fields first, the text fills the rest. */
export function areaOf(input: Input, known: AreaKnowledge & Parameters<typeof findCommunity>[1]): Area {
  const { content, title, address } = input;
  const bare = title?.trim() ?? "";
  const head = bare !== "" && content.startsWith(bare) ? bare.length : content.indexOf("\n");
  const evidence = findEvidence(content, known);
  for (const one of evidence) if (one.at < head) one.weight += IN_TITLE;
  const located = address === undefined ? [] : findEvidence(address, known);
  for (const one of located) {
    one.weight += IN_ADDRESS;
    one.at = -1;
  }
  const all = located.length === 0 ? evidence : [...located, ...evidence];

  const given = sourceDistrict(input.district, known);
  const givenStreet = input.street?.trim() || undefined;
  const streetHome = givenStreet === undefined ? undefined : known.local.streets.get(givenStreet);
  const winner = strongest(all, (one) => one.district !== undefined);
  const district = given ?? streetHome ?? winner?.district;
  const fits = (one: Evidence) => one.street !== undefined && (district === undefined || one.district === district);
  const street = givenStreet ?? strongest(all, fits)?.street;
  const hidden = district !== undefined && ANONYMISED.test(district);
  const city =
    strongest(all, (one) => one.city !== undefined && district !== undefined && one.district === district)?.city ??
    (district !== undefined && known.local.districts.has(district) ? known.local.city : undefined) ??
    strongest(
      all,
      (one) => one.city !== undefined && one.district === undefined && (!hidden || ANONYMISED.test(one.city)),
    )?.city;
  const community =
    (address === undefined ? undefined : findCommunity(address, known)) ?? findCommunity(content, known);

  const told =
    given !== undefined ||
    givenStreet !== undefined ||
    located.some((one) => one.district === district && district !== undefined);
  const some = district ?? street ?? city ?? community;
  return {
    ...(city !== undefined && { city }),
    ...(district !== undefined && { district }),
    ...(street !== undefined && { street }),
    ...(community !== undefined && { community }),
    ...(some !== undefined && { from: told ? ("source" as const) : ("text" as const) }),
  };
}

/**
 * City, district, street and community of a message. Bare names (西湖区, 城关镇) are looked up in the office's city
 * first; elsewhere a street name that several districts share is not guessed. The office's gazetteer adds divisions
 * and says where its places are.
 * Throws UsageError for a gazetteer file that cannot be read.
 */
export function createAreaAnalyzer(
  options: PlaceOptions = {},
): Analyzer<"content" | "title" | "district" | "street" | "address", "area"> {
  const entries = (options.gazetteerFiles ?? []).flatMap((path) => loadGazetteer(path));
  const { knowledge, hash } = openKnowledge(options);
  let known: (AreaKnowledge & typeof knowledge) | undefined;
  const open = () => ({
    ...knowledge,
    divisions: divisions(),
    local: openLocal(options.city, entries, divisions()),
    cities: new Gazetteer(
      [...cityShortNames(divisions())].map(([name, city]) => ({ kind: "other", name, district: city })),
    ),
  });
  return {
    id: "area",
    version: `${CODE_VERSION}+divisions:${hashOf(divisionsHash(), options.city ?? "").slice(0, 8)}+${hash}`,
    needs: ["content", "title", "district", "street", "address"],
    adds: ["area"],
    analyze: (batch) => {
      known ??= open();
      const ready = known;
      return batch.map((input) => ({ area: areaOf(input, ready) }));
    },
  };
}
