import { readFileSync } from "node:fs";
import { hashOf } from "../../core/ids.js";
import { shipped } from "../../core/paths.js";
import { cuts } from "./cuts.js";
import { edgeModel } from "./edge-model.js";
import { endings } from "./endings.js";
import type { Knowledge } from "./extract.js";
import { Gazetteer, type KnownPlace } from "./gazetteer.js";
import { type GazetteerEntry, loadGazetteer } from "./office-gazetteer.js";

export interface PlaceOptions {
  /** The city or county the office serves. */
  city?: string;
  /** The office's own places: CSV kind,name,district,street. */
  gazetteerFiles?: readonly string[];
}

/** Lines `kind,name,texts` of the learned gazetteer. */
export function parseLearned(lines: string): KnownPlace[] {
  const places: KnownPlace[] = [];
  for (const line of lines.split("\n")) {
    if (line === "" || line.startsWith("#") || line.startsWith("kind,")) continue;
    const [kind, name] = line.split(",") as [KnownPlace["kind"], string];
    places.push({ kind, name });
  }
  return places;
}

let learned: readonly KnownPlace[] | undefined;
let learnedOnly: Gazetteer | undefined;

/** The office's places and the shipped ones, which are read once per thread; the office's come first. */
function openGazetteer(own: readonly KnownPlace[]): Gazetteer {
  learned ??= parseLearned(readFileSync(shipped("config", "gazetteer", "places.csv"), "utf8"));
  if (own.length > 0) return new Gazetteer([...own, ...learned]);
  learnedOnly ??= new Gazetteer(learned);
  return learnedOnly;
}

/** The places among the office's entries; its districts and streets are for the area. */
export function placesAmong(entries: readonly GazetteerEntry[]): KnownPlace[] {
  return entries.flatMap(({ kind, ...rest }) => (kind === "district" || kind === "street" ? [] : [{ kind, ...rest }]));
}

const DATA_FILES = ["suffixes.txt", "cuts.txt", "name-edges.txt.br", "places.csv"];
let dataHash: string | undefined;

/** Opens everything that places are recognised by. The hash changes whenever the outcome may. */
export function openKnowledge(options: PlaceOptions): { knowledge: Knowledge; hash: string } {
  dataHash ??= hashOf(
    ...DATA_FILES.map((file) => readFileSync(shipped("config", "gazetteer", file)).toString("latin1")),
  );
  const own = (options.gazetteerFiles ?? []).flatMap((path) => loadGazetteer(path));
  return {
    knowledge: {
      endings: endings(),
      cuts: cuts(),
      edges: edgeModel(),
      gazetteer: openGazetteer(placesAmong(own)),
    },
    hash: `gazetteer:${hashOf(dataHash, ...own.map((entry) => Object.values(entry).join(" "))).slice(0, 8)}`,
  };
}
