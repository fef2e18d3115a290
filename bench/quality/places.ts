import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { createAreaAnalyzer } from "../../analyzers/area/area.js";
import { createPlacesAnalyzer } from "../../analyzers/places/places.js";
import type { Draft } from "../../core/analyzer.js";
import { shipped } from "../../core/paths.js";
import { naivePlaces } from "./naive-places.js";

/** Of a text so much was read when it was labelled. */
const READ = 700;

export interface LabelledMessage {
  file: string;
  id: string;
  split: "dev" | "test";
  title: string;
  text: string;
  /** "-": the text names none. "?": not counted. */
  district: string;
  /** Every place as the spellings that are right; `optional` ones are neither asked for nor wrong. */
  places: { spellings: string[]; optional: boolean }[];
}

export interface PlaceScores {
  places: { found: number; right: number; wanted: number; precision: number; recall: number; f1: number };
  district: { messages: number; right: number; accuracy: number };
}

function readRows(folder: string, file: string): Map<string, Record<string, string>> {
  const csv = gunzipSync(readFileSync(join(folder, `${file}.csv.gz`))).toString();
  return new Map((parse(csv, { columns: true }) as Record<string, string>[]).map((row) => [row.id!, row]));
}

/** The labels of bench/quality/places_labels.csv with their texts from the development data. */
export function readLabelled(folder: string): LabelledMessage[] {
  const labels = parse(readFileSync(shipped("bench", "quality", "places_labels.csv"), "utf8"), {
    columns: true,
  }) as Record<"file" | "id" | "split" | "district" | "places", string>[];
  const files = new Map([...new Set(labels.map((row) => row.file))].map((file) => [file, readRows(folder, file)]));
  return labels.map(({ file, id, split, district, places }) => {
    const row = files.get(file)?.get(id);
    if (row === undefined) throw new Error(`${file}.csv.gz has no message ${id}`);
    return {
      file,
      id,
      split: split as "dev" | "test",
      title: row.title!.trim().normalize("NFKC"),
      text: row.text!.trim().slice(0, READ).normalize("NFKC"),
      district,
      places: places
        .split(";")
        .filter((place) => place !== "")
        .map((place) => ({
          spellings: place.replace(/^\?/, "").split("/"),
          optional: place.startsWith("?"),
        })),
    };
  });
}

/** Spellings that mean the same: the division in front and a needless 小区 behind are left out. */
export function sameName(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/^(?:[A-Z]\d{0,2}[市区县])+(?=.{3})/u, "")
    .replace(/^西地省(?=.{3})/u, "");
  const short = plain.replace(/小区$/u, "");
  return short.length >= 3 ? short : plain;
}

const draft = (message: LabelledMessage) =>
  ({ content: `${message.title}\n${message.text}`, title: message.title }) as unknown as Draft;

function score(
  messages: readonly LabelledMessage[],
  found: readonly string[][],
  districts: readonly string[],
): PlaceScores {
  const sum = { found: 0, right: 0, wanted: 0 };
  const district = { messages: 0, right: 0, accuracy: 0 };
  for (const [index, message] of messages.entries()) {
    const names = new Set(found[index]!.map(sameName));
    const open = message.places.map((place) => ({ ...place, names: place.spellings.map(sameName) }));
    for (const place of open) {
      const hits = place.names.filter((name) => names.has(name));
      for (const hit of hits) names.delete(hit);
      if (place.optional) continue;
      sum.wanted++;
      if (hits.length > 0) {
        sum.found++;
        sum.right++;
      }
    }
    sum.found += names.size;
    if (message.district === "?") continue;
    district.messages++;
    if ((districts[index] || "-") === message.district) district.right++;
  }
  const precision = sum.right / Math.max(1, sum.found);
  const recall = sum.right / Math.max(1, sum.wanted);
  district.accuracy = district.right / Math.max(1, district.messages);
  return { places: { ...sum, precision, recall, f1: (2 * precision * recall) / (precision + recall || 1) }, district };
}

/** The city that each file is about; the first is anonymised. */
const CITY: Record<string, string | undefined> = { messages_hangzhou: "杭州市" };

/** What the analyzers find in each message: names of places, and the district. */
export async function analysed(messages: readonly LabelledMessage[]): Promise<{ names: string[]; district: string }[]> {
  const results = new Map<LabelledMessage, { names: string[]; district: string }>();
  for (const file of new Set(messages.map((message) => message.file))) {
    const city = CITY[file];
    const options = city === undefined ? {} : { city };
    const group = messages.filter((message) => message.file === file);
    const places = await createPlacesAnalyzer(options).analyze(group.map(draft));
    const areas = await createAreaAnalyzer(options).analyze(group.map(draft));
    for (const [index, message] of group.entries()) {
      const [place, area] = [places[index]!, areas[index]!];
      if (place instanceof Error || area instanceof Error) throw new Error(`message ${message.id} was not analysed`);
      results.set(message, { names: place.places.map(({ name }) => name), district: area.area.district ?? "" });
    }
  }
  return messages.map((message) => results.get(message)!);
}

export interface PlacesQuality {
  dev: PlaceScores;
  test: PlaceScores;
  /** What a regular expression that a user would write finds, on the test half. */
  naive: PlaceScores;
  /** Rows of messages_hangzhou whose text names a district, against the district of the forum they were put into. */
  hangzhou: { rows: number; named: number; right: number };
}

/** The 225 rows of messages_hangzhou with a district: how many name one in their text, and whether it is that one. */
export async function hangzhouDistricts(folder: string): Promise<PlacesQuality["hangzhou"]> {
  const rows = [...readRows(folder, "messages_hangzhou").values()].filter((row) => row.district !== "");
  const inputs = rows.map(
    (row) => ({ content: `${row.title!.trim()}\n${row.text!.trim()}`, title: row.title!.trim() }) as unknown as Draft,
  );
  const areas = await createAreaAnalyzer({ city: "杭州市" }).analyze(inputs);
  let named = 0;
  let right = 0;
  for (const [index, row] of rows.entries()) {
    const area = areas[index]!;
    if (area instanceof Error || area.area.district === undefined) continue;
    named++;
    if (area.area.district === row.district) right++;
  }
  return { rows: rows.length, named, right };
}

/**
 * Precision and recall of places and accuracy of the district on 149 messages labelled by reading (half for tuning,
 * half for the test), beside a naive regular expression. `folder` holds the development data.
 */
export async function measurePlaces(folder: string): Promise<PlacesQuality> {
  const messages = readLabelled(folder);
  const part = async (split: "dev" | "test") => {
    const group = messages.filter((message) => message.split === split);
    const found = await analysed(group);
    return score(
      group,
      found.map(({ names }) => names),
      found.map(({ district }) => district),
    );
  };
  const test = messages.filter((message) => message.split === "test");
  const naive = test.map((message) => naivePlaces(`${message.title}\n${message.text}`));
  return {
    dev: await part("dev"),
    test: await part("test"),
    naive: score(
      test,
      naive.map(({ names }) => names),
      naive.map(({ district }) => district),
    ),
    hangzhou: await hangzhouDistricts(folder),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? process.env.MINYI_DATA ?? "../shared/data";
  process.stdout.write(`${JSON.stringify(await measurePlaces(folder), null, 2)}\n`);
}
