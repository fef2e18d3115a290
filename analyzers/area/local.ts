import { Gazetteer, type KnownPlace } from "../places/gazetteer.js";
import { placesAmong } from "../places/knowledge.js";
import type { GazetteerEntry } from "../places/office-gazetteer.js";
import { DISTRICT, type Divisions, shortName } from "./divisions.js";

/** What the office's own city consists of. */
export interface Local {
  /** Full name of the city; undefined where the configuration names none. */
  city: string | undefined;
  /** Full names of its districts. */
  districts: ReadonlySet<string>;
  /** District of each of its streets; those whose name two districts share are left out. */
  streets: ReadonlyMap<string, string>;
  /** Full names that the office's gazetteer adds to the shipped ones. */
  added: Gazetteer;
  /** 余杭 for 余杭区. */
  shortDistricts: Gazetteer;
  /** 三墩 for 三墩镇. */
  shortStreets: Gazetteer;
  /** Places of which the office's gazetteer says where they are. */
  places: Gazetteer;
}

const CAREFUL = /城[区市]$|^..$/u;

/** The division that a configured city means: by its full or short name, a prefecture-level city before a county. */
export function findCity(name: string, divisions: Divisions): number | undefined {
  const candidates = ["", "市", "县", "区", "自治州", "地区", "盟", "旗"].flatMap((rank) =>
    divisions.named(name + rank),
  );
  return candidates
    .filter((one) => divisions.levelOf(one) <= DISTRICT)
    .sort((a, b) => divisions.levelOf(a) - divisions.levelOf(b))[0];
}

function unique(pairs: Iterable<readonly [string, string]>): Map<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const [name, district] of pairs) {
    if (found.has(name) && found.get(name) !== district) twice.add(name);
    found.set(name, district);
  }
  for (const name of twice) found.delete(name);
  return found;
}

/** Puts together the shipped divisions of a city and the office's own. */
export function openLocal(city: string | undefined, entries: readonly GazetteerEntry[], divisions: Divisions): Local {
  const division = city === undefined ? undefined : findCity(city, divisions);
  const isCounty = division !== undefined && divisions.levelOf(division) === DISTRICT;
  const inCity = division === undefined ? [] : isCounty ? [division] : divisions.inside(division);
  const districts = inCity.filter((one) => divisions.levelOf(one) === DISTRICT);
  const districtNames = new Set(districts.map((one) => divisions.nameOf(one)));
  const streetPairs: [string, string][] = districts.flatMap((one) =>
    divisions.inside(one).map((street): [string, string] => [divisions.nameOf(street), divisions.nameOf(one)]),
  );
  // In its own city a name needs no other sign; mentions.ts is careful with these (理顺|城区).
  const added: KnownPlace[] = [...districtNames]
    .filter((name) => CAREFUL.test(name))
    .map((name) => ({ kind: "other", name, district: name }));
  for (const { kind, name, district } of entries) {
    if (kind === "district") {
      districtNames.add(name);
      added.push({ kind: "other", name, district: name });
    } else if (kind === "street" && district !== undefined) {
      streetPairs.push([name, district]);
      added.push({ kind: "other", name, district, street: name });
    }
  }
  const streets = unique(streetPairs);
  const shortDistricts = [...districtNames].flatMap((district): KnownPlace[] => {
    const name = shortName(district);
    return name === undefined ? [] : [{ kind: "other", name, district }];
  });
  const shortOfStreets = unique(
    [...streets].flatMap(([street]) => {
      const short = shortName(street);
      return short === undefined ? [] : [[short, street] as const];
    }),
  );
  const parent = isCounty ? divisions.parentOf(division) : division;
  return {
    city: parent === undefined || parent < 0 ? city : divisions.nameOf(parent),
    districts: districtNames,
    streets,
    added: new Gazetteer(added),
    shortDistricts: new Gazetteer(shortDistricts),
    shortStreets: new Gazetteer(
      [...shortOfStreets].map(([name, street]) => ({ kind: "other", name, district: streets.get(street)!, street })),
    ),
    places: new Gazetteer(placesAmong(entries).filter(({ district, street }) => (district ?? street) !== undefined)),
  };
}
